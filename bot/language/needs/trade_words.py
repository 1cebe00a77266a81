"""Which trade a trouble belongs to: the words that decide it, the things that break, and mere signs.

A word that decides outweighs a thing (马桶堵了 is a matter of drains), a thing outweighs a sign (空调漏水 is a matter
of appliances). The longest word is read first, so that 水管 is not read in 下水管.
"""

from bot.language.letters.script import phrases

DECIDING: dict[str, tuple[str, ...]] = {
    "drains": phrases(
        """
        堵 | 下水道 | 下水管 | 下水口 | 下水井 | 地漏 | 反水 | 返水 | 返味 | 返臭 | 反味 | 反臭 | 倒灌 | 不下水 |
        下水慢 | 下水不畅 | 排水不畅 | 下不去水 | 水下不去 | 下不去 | 排不出去 | 流不下去 | 水排不 | 冲不下去 |
        冲不下 | 化粪池 | 污水井 | 窨井冒 | 井里冒 | 污水外溢 | 污水 | 粪水 | 下水 | 排污管 | 排水管 | 排水口 |
        不通畅 | 赌了 | 赌住 | 赌死 | 疏通 | 通马桶 | 通厕所 | 通管道 | 通一下 | 冒粪 | 冒大粪 | 雨水篦子 | 雨水口 |
        排水沟 | 雨水管 | clog | clogged | blocked | blockage | drain | drains | drainage | sewer | sewage |
        backs up | backing up | backed up | overflowing | overflows | unblock | won't go down | doesn't drain |
        won't drain
        """
    ),
    "masonry": phrases(
        """
        渗水 | 渗漏 | 洇水 | 返潮 | 反潮 | 墙皮脱落 | 墙砖 | 地砖 | 瓷砖 | 砖头 | 防水 | 屋顶漏 | 房顶漏 | 楼顶漏 |
        顶棚漏 | 天花板漏 | 天花板滴 | 天花板渗 | 天花板在漏 | 墙漏 | 墙面漏 | 墙体 | 外墙 | 墙裂 | 墙面裂 | 墙开裂 |
        外墙皮 | 外墙砖 | 屋面 | 楼上漏水 | 楼上往下漏 | 楼上漏 | 楼上渗 | 楼上滴水 | 往下渗 | 漏到楼下 | 漏雨 |
        路面 | 路沿石 | 道牙 | 地面塌 | 塌陷 | 地面下沉 | 坑洼 | 台阶 | 水泥 | 地坪 | 石材 | 大理石 | 水泥板 | 空鼓 |
        井盖 | 散水 | 女儿墙 | 顶上漏 | 顶上滴 | 顶漏 | 顶滴 | 顶渗 | 阴湿 | 洇湿 | 洇了 | 墙上有水 | 墙湿 | 墙面湿 |
        墙发霉 | 墙角发霉 | 墙面发霉 | 发霉 | seepage | seeps | seeping | roof leak | roof leaks | roof is leaking |
        ceiling leak | ceiling leaks | ceiling is leaking | ceiling is dripping | leaking ceiling | tile | tiles |
        pothole | paving | manhole | facade | mould | mold | damp
        """
    ),
    "painting": phrases(
        """
        掉墙皮 | 墙皮 | 掉皮 | 掉漆 | 起皮 | 脱皮 | 刷漆 | 刷墙 | 粉刷 | 刷白 | 补漆 | 油漆 | 乳胶漆 | 涂料 | 墙面脏 |
        白灰 | 小广告 | 涂鸦 | 褪色 | paint | peeling | repaint | painted | graffiti
        """
    ),
    "locks": phrases(
        """
        门锁 | 门索 | 锁芯 | 锁孔 | 锁舌 | 锁坏 | 换锁 | 开锁 | 修锁 | 配钥匙 | 钥匙 | 反锁 | 门打不开 | 门开不了 |
        门锁不上 | 门关不上锁 | 锁不上 | 锁住了 | 指纹锁 | 密码锁 | 电子锁 | 智能锁 | 把手锁 | 防盗门打不开 |
        进不去家 | 进不了门 | 进不了家 | 锁门外 | 锁在门外 | 锁在外 | 被锁 | 挂锁 | 车锁 | 门打不开了 | lock | locks |
        locked | keyhole | key | keys | locksmith | won't lock
        """
    ),
    "network": phrases(
        """
        网络 | 宽带 | 断网 | 没网 | 上不了网 | 连不上网 | 网线 | 光猫 | 路由器 | wifi | 无线网 | 机顶盒 | 有线电视 |
        电视没信号 | 电视信号 | 对讲 | 可视门铃 | 门禁 | 刷脸 | 刷卡 | 门卡 | 监控 | 摄像头 | 电话线 | 弱电 |
        信号不好 | 没信号 | 电视 | 道闸 | 抬杆 | 闸机 | 栏杆机 | internet | broadband | network | router | wi-fi |
        intercom | entry phone | door access | cctv | camera | cameras | tv | television | access card | door entry
        """
    ),
    "appliances": phrases(
        """
        空调 | 冰箱 | 冰柜 | 洗衣机 | 热水器 | 电热水器 | 燃气热水器 | 壁挂炉 | 油烟机 | 抽油烟机 | 烟机 | 煤气灶 |
        燃气灶 | 灶台 | 灶具 | 灶头 | 炉灶 | 炉头 | 打不着火 | 打不着 | 点不着 | 点不着火 | 电磁炉 | 微波炉 | 电饭锅 |
        电饭煲 | 消毒柜 | 洗碗机 | 净水器 | 饮水机 | 电风扇 | 电扇 | 吊扇 | 风扇 | 排气扇 | 换气扇 | 排风扇 | 浴霸 |
        电暖气 | 电视机 | 烘干机 | 吸尘器 | 烤箱 | 加湿器 | 电水壶 | 空调外机 | 家电 | 收音机 | 轮椅 | 电热毯 |
        暖风机 | 煤气炉 | 太阳能 | air conditioner | air-conditioner | aircon | a c | ac | fridge | refrigerator |
        freezer | washing machine | washer | dryer | water heater | boiler | cooker | stove | gas stove | hob | oven |
        microwave | dishwasher | extractor | range hood | cooker hood | fan | exhaust fan | appliance | rice cooker
        """
    ),
    "glazing": phrases(
        """
        窗 | 窗户 | 窗子 | 窗扇 | 窗台 | 窗框 | 纱窗 | 玻璃 | 推拉门 | 落地窗 | 玻璃门 | 镜子 | 密封条 | 胶条 |
        窗户漏风 | 窗户漏雨 | 窗漏雨 | 门窗 | 阳台封 | window | windows | glass | pane | mosquito screen | mirror
        """
    ),
    "welding": phrases(
        """
        栏杆 | 扶手断 | 扶手松 | 扶手掉 | 铁门 | 铁栏 | 焊 | 护栏 | 防盗窗 | 防护栏 | 护窗 | 铁架 | 晾衣架 | 晾衣杆 |
        晾衣绳 | 铁皮 | 雨棚 | 雨搭 | 遮阳棚 | 不锈钢 | 楼梯扶手 | 围栏 | 铁艺 | 铁链 | 支架 | 健身器材 | 单杠 |
        秋千 | 滑梯 | 车棚 | 扶手 | 铁丝 | 晒衣架 | 铁护栏 | railing | railings | handrail | grab rail | weld |
        welding | fence | iron gate | metal | clothes rack | drying rack | awning
        """
    ),
    "electrical": phrases(
        """
        跳闸 | 停电 | 断电 | 没电 | 来电 | 短路 | 漏电 | 触电 | 插座 | 插排 | 插线板 | 电线 | 电路 | 电闸 | 空开 |
        空气开关 | 总闸 | 保险丝 | 电表 | 配电 | 配电箱 | 电箱 | 灯 | 灯泡 | 灯管 | 路灯 | 灯具 | 吸顶灯 | 感应灯 |
        声控灯 | 日光灯 | 照明 | 电灯 | 开关 | 黑灯瞎火 | 漆黑 | 黑乎乎 | 黑漆漆 | 黑咕隆咚 | 电火花 | 打火花 |
        冒火花 | 火花 | 充电桩 | 电工 | 电线杆 | 电缆 | 线路老化 | 跳匝 | 跳扎 | 掉闸 | 麻手 | 麻电 | 电了一下 |
        带电 | 门铃 | 太暗 | 太黑 | 摸黑 | 充电 | 飞线 | 电门 | 推不上闸 | 合不上闸 | 闸 | 插头 | light | lights |
        lamp | lamps | bulb | socket | sockets | outlet | power | electricity | electric | electrical | fuse |
        breaker | trips | tripped | tripping | wiring | wire | wires | switch | doorbell | blackout | dark | sparks |
        short circuit | streetlight
        """
    ),
    "carpentry": phrases(
        """
        门框 | 木门 | 房门 | 卧室门 | 厨房门 | 卫生间门 | 厕所门 | 柜门 | 柜子 | 橱柜 | 衣柜 | 鞋柜 | 吊柜 | 抽屉 |
        桌子 | 桌腿 | 椅子 | 凳子 | 床板 | 床架 | 床腿 | 床 | 沙发 | 地板 | 木地板 | 踢脚线 | 合页 | 铰链 | 门轴 |
        门板 | 门套 | 书架 | 置物架 | 木头 | 家具 | 门关不上 | 门关不严 | 门扇 | 门把手 | 门吸 | 闭门器 | 长椅 |
        木凳 | 窗帘杆 | 柜 | door frame | wooden door | cupboard | cabinet | wardrobe | drawer | drawers | table |
        chair | bed | floorboard | floorboards | hinge | hinges | shelf | shelves | furniture | bench | benches |
        sofa | door handle | curtain rail
        """
    ),
    "plumbing": phrases(
        """
        水管 | 自来水 | 水龙头 | 龙头 | 水笼头 | 笼头 | 水嘴 | 阀门 | 水阀 | 总阀 | 角阀 | 三角阀 | 软管 | 进水管 |
        水表 | 花洒 | 淋浴 | 喷头 | 莲蓬头 | 马桶水箱 | 马桶漏 | 马桶不上水 | 暖气 | 暖气片 | 地暖 | 供暖 | 供热 |
        不热 | 水压 | 停水 | 没水 | 断水 | 水小 | 来水 | 爆管 | 水管爆 | 爆裂 | 洗手盆 | 洗脸盆 | 洗菜盆 | 水槽 |
        水池 | 面盆 | 台盆 | 浴缸 | 管子 | 管道 | 跑水 | 水泵 | 水箱 | 二次供水 | 热水管 | 浮球 | 消防栓漏 | 水费表 |
        水不热 | 水发黄 | 水黄 | 黄水 | 水浑 | 没暖 | 暖汽 | 混水阀 | 滴嗒 | 分水器 | 水停了 | 没有水 | 没热水 |
        关不住水 | tap | taps | faucet | pipe | pipes | plumbing | shower | radiator | radiators | heating |
        no water | hot water | water pressure | valve | cistern | burst | sink | basin | bathtub | bath | hose |
        water meter
        """
    ),
    "general": phrases(
        """
        电梯 | 升降梯 | 客梯 | 货梯 | 垃圾 | 蟑螂 | 老鼠 | 白蚁 | 蚂蚁 | 蚊子 | 马蜂窝 | 马蜂 | 蜂窝 | 树枝 | 大树 |
        树 | 绿化 | 草坪 | 杂物 | 堆放 | 噪音 | 扰民 | 流浪狗 | 流浪猫 | 狗叫 | 遛狗 | 狗屎 | 乱停车 | 停车 | 车位 |
        占道 | 积水 | 积雪 | 结冰 | 打扫 | 保洁 | 灭火器 | 消防通道 | 报警器 | 烟感 | 僵尸车 | 广场舞 | 纠纷 | 搬 |
        陪 | 宠物 | 臭味 | 烟味 | 快递柜 | lift | elevator | rubbish | garbage | trash | cockroach | cockroaches |
        rats | mice | termites | tree | branch | noise | noisy | parking | parked | dog | dogs | wasp | puddle |
        fire extinguisher | smoke alarm
        """
    ),
}
"""Things that settle it by their name, and doings that outweigh the thing they are done to: see `WEIGHTS`."""

OUTWEIGHING: dict[str, tuple[str, ...]] = {
    "drains": phrases(
        """
        堵 | 反水 | 返水 | 倒灌 | 下水道 | 下水管 | 地漏 | 疏通 | 通马桶 | 不下水 | 冲不下去 | 下不去 | 流不下去 |
        下水慢 | 下水 | 返味 | 返臭 | 反味 | 反臭 | 化粪池 | 污水 | 通一下 | clog | clogged | blocked | drain |
        unblock | sewage | backing up | backed up | is block | toilet block | sink block | not go down
        """
    ),
    "masonry": phrases(
        """
        渗水 | 渗漏 | 下雨就漏 | 下雨漏 | 楼上漏水 | 楼上漏 | 漏到楼下 | 漏雨 | 屋顶漏 | 房顶漏 | 楼顶漏 | 天花板漏 |
        天花板滴 |
        天花板渗 | 顶棚漏 | 顶漏 | 防水 | 外墙 | 洇水 | 楼上渗 | 楼上滴水 | 顶上漏 | 顶滴 | 顶上滴 | 墙漏 | seepage |
        seeping | seeps | ceiling leaks | roof leak | roof leaks | ceiling is leaking | ceiling is dripping |
        leaking ceiling
        """
    ),
    "network": ("道闸", "门禁"),
    "glazing": ("纱窗", "窗户漏雨", "窗漏雨", "玻璃门", "玻璃碎", "玻璃破", "玻璃裂"),
    "electrical": (
        "跳闸",
        "跳匝",
        "跳扎",
        "掉闸",
        "漏电",
        "触电",
        "短路",
        "停电",
        "没电",
        "断电",
        "trips",
        "tripped",
        "tripping",
    ),
    "locks": ("换锁", "开锁", "门锁", "锁芯", "门打不开", "反锁", "钥匙", "锁不上", "locked", "lock", "keys", "key"),
    "painting": ("掉皮", "掉漆", "起皮", "刷漆", "粉刷", "刷墙", "脱皮", "掉墙皮", "peeling", "paint", "repaint"),
    "welding": ("焊",),
    "general": ("电梯", "lift", "elevator", "马蜂窝"),
    "plumbing": ("爆管", "水管爆", "爆裂", "停水", "没水", "暖气", "水表", "水管渗", "接头渗", "burst"),
}

SIGNS: dict[str, tuple[str, ...]] = {
    "plumbing": phrases(
        """
        漏水 | 滴水 | 喷水 | 流水 | 漏 | 滴答 | 马桶 | 坐便器 | 坐便 | 厕所 | 水 | 冲水 | 水一直流 | leak | leaks |
        leaking | leaky | drip | drips | dripping | toilet | water | flush
        """
    ),
    "electrical": ("电", "不亮", "不亮了", "黑"),
    "locks": ("锁", "打不开", "开不开", "开不了"),
    "carpentry": ("门", "木", "door", "doors", "wood", "wooden", "关不上", "关不严", "吱呀", "squeaks"),
    "masonry": (
        "墙",
        "裂缝",
        "开裂",
        "地面",
        "天花板",
        "屋顶",
        "房顶",
        "砖",
        "瓦",
        "wall",
        "ceiling",
        "roof",
        "crack",
        "cracks",
        "steps",
    ),
    "appliances": ("不制冷", "不制热", "不打火", "灶"),
    "glazing": ("漏风", "screen"),
    "drains": ("臭", "smelly"),
    "network": ("网",),
    "welding": ("铁", "生锈", "锈", "架子", "rust", "rusty"),
    "general": ("噪", "rail"),
}

SETTLING: dict[str, tuple[str, ...]] = {
    "general": phrases(
        """
        消防通道 | 通道 | 杂物 | 电动车进 | 电瓶车进 | 电动车上楼 | 电瓶车上楼 | 飞线充电 | 楼道充电 | 楼道里充电 |
        给电动车充电 | 给电瓶车充电 | 垃圾 | 灭火器 | 广场舞 | 遛狗 | 陪 | 聊天 | 理发 | 理个发 | fire exit |
        fire alarm | rubbish
        """
    ),
    "masonry": ("井盖", "manhole"),
}
"""Where these are spoken of, nothing else is meant: a blocked way out is no blocked drain."""

WEIGHTS = ((SETTLING, 12), (OUTWEIGHING, 9), (DECIDING, 5), (SIGNS, 2))
"""In this order: a word that stands in two lists has the first weight."""
