"""Words for what breaks, how, and where: whoever holds one of them is not a person's name."""

_FAULT_WORDS = """
坏 堵 漏 裂 断 滴 渗 掉 松 锈 塌 碎 冒 溢 臭 卡住 卡 反水 返水 不亮 不通 不转 不开 不上 不了 不能
没水 没电 没气 停水 停电 跳闸 短路 失灵 维修 修 更换 换 安装 装 拆 疏通 清理 打孔 异响 噪音 异味
脱落 松动 变形
"""
FAULT_WORDS: tuple[str, ...] = tuple(_FAULT_WORDS.split())
"""What goes wrong, and what one asks for: found as parts of a phrase (马桶堵住了)."""

_THING_WORDS = """
马桶 水管 管道 下水 龙头 水龙 暖气 阀 水表 电表 电闸 开关 插座 电线 电路 灯 门锁 门框 门窗 门铃
房门 大门 防盗 窗 锁 玻璃 墙 地砖 瓷砖 地板 天花 屋顶 石膏 石板 石材 金属 栏杆 扶手 台阶 井盖 路面
马路 车棚 车库 车位 电梯 空调 冰箱 洗衣 电视 热水器 油烟 燃气 煤气 天然气 灶 网线 宽带 路由 柜 桌
椅 床 水池 水槽 洗手 花洒 浴 桶 盆 水箱 水泵 单元门 对讲 监控 白灰 涂料 黄泥 白蚁 蟑螂 垃圾 树枝
树木 花坛 花盆 电瓶 充电
"""
THING_WORDS: tuple[str, ...] = tuple(_THING_WORDS.split())

_PLACE_WORDS = """
厨房 卫生间 厕所 洗手间 浴室 卧室 客厅 餐厅 书房 阳台 储藏 走廊 过道 楼道 楼梯 楼顶 楼下 楼上 天台
地下 车库 大厅 门口 门厅 院子 院内 小区 社区 花园 广场 路口 路边 路旁 单元 平台 车棚 凉亭 左边 右边
东边 西边 南边 北边 旁边 周围 隔壁 对门 上面 下面 里面 外面 高处 向东 向西 向南 向北
"""
PLACE_WORDS: tuple[str, ...] = tuple(_PLACE_WORDS.split())

_ENGLISH_WORDS = """
air alarm apartment balcony bath bathroom bed bedroom bell block blocked broken building bulb burst
cabinet cable camera ceiling clogged closet conditioner cooker corridor cracked cupboard damaged
dead door drain dripping electric electricity elevator entrance faucet fan fire fix fixed flat
floor flood flooded flush frame fridge garage garden gas gate glass hall handle heater heating
hinge hot house kitchen lamp leak leaking leaks lift light lights living lock loose meter mirror
missing needs no noise not oven paint pipe please power pump radiator repair replace roof room
shower sink smell socket stairs stuck switch tank tap the tile tiles toilet tower tv unit urgent
wall washing water window wiring wood
"""
ENGLISH_WORDS: frozenset[str] = frozenset(_ENGLISH_WORDS.split())
"""English words that are written with a capital at the head of a sentence and are no name."""


def speaks_of_work(words: str) -> bool:
    """Whether a phrase holds a fault, a thing that breaks or a place."""
    return any(each in words for group in (FAULT_WORDS, THING_WORDS, PLACE_WORDS) for each in group)
