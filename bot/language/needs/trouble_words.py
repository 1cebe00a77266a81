"""Words that tell a trouble from talk: what goes wrong, what is asked for, how urgent it is, whose business it is."""

from bot.domain.kind import Area, Kind
from bot.domain.urgency import Urgency
from bot.language.letters.script import phrases

TROUBLES: tuple[str, ...] = phrases(
    """
    坏 | 堵 | 往下掉 | 老掉 | 总掉 | 一直响 | 一直叫 | 隔一会儿 | no cold | no hot | no light | no signal | no work |
    not work | water come | water comes | water coming | 掉渣 | 掉灰 | 掉土 | 掉东西 | 不平 | 不稳 | 不严 | 不灵 |
    没劲 | 赌了 | 赌住 | 赌死 | 漏 | 裂 | 断了 |
    断掉 | 断开 | 断水 | 断电 | 断网 | 断裂 | 滴水 | 滴滴答答 | 滴答 | 渗 | 掉下来 | 掉了 | 掉皮 | 掉漆 | 掉落 |
    要掉 | 快掉 | 掉砖 | 松了 | 松动 | 松脱 | 生锈 | 锈 | 塌 | 碎 | 冒水 | 溢 | 臭 | 卡住 | 卡死 | 卡了 | 卡得 |
    卡着 | 反水 | 返水 | 返味 | 返臭 | 反味 | 倒灌 | 不亮 | 不通 | 不转 | 不出水 | 不出热水 | 不上水 | 不下水 |
    不制冷 | 不制热 | 不热 | 不工作 | 不动 | 不显示 | 不响 | 不好使 | 不好用 | 不能用 | 不能动 | 不管用 | 不灵 |
    不打火 | 打不着 | 打不开 | 开不开 | 开不了 | 关不上 | 关不严 | 关不住 | 关不了 | 锁不上 | 拧不动 | 拧不紧 |
    拔不出 | 插不进 | 用不了 | 冲不下 | 下不去 | 流不下 | 启动不了 | 点不着 | 连不上 | 上不了网 | 刷不开 | 合不上 |
    推不上 | 推不开 | 拉不动 | 没水 | 没电 | 没气 | 没网 | 没信号 | 没暖 | 没热水 | 没有水 | 没有电 | 没有热水 |
    没有暖气 | 没反应 | 没声音 | 停水 | 停电 | 停气 | 停暖 | 水停 | 电停 | 跳闸 | 跳匝 | 跳扎 | 掉闸 | 短路 | 失灵 |
    故障 | 毛病 | 异响 | 响声 | 咯吱 | 吱吱 | 吱呀 | 嗡嗡 | 哐当 | 咣当 | 噪音 | 异味 | 怪味 | 难闻 | 脱落 | 脱皮 |
    起皮 | 变形 | 翘起 | 翘了 | 鼓包 | 鼓起 | 起泡 | 空鼓 | 发霉 | 返潮 | 反潮 | 洇 | 喷水 | 跑水 | 爆 | 破 | 烂 |
    歪 | 倒了 | 倾斜 | 凹 | 坑 | 缺了 | 缺失 | 丢了 | 不见了 | 没了 | 老化 | 裸露 | 短了一截 | 闪 | 忽明忽暗 | 太暗 |
    太黑 | 黑灯瞎火 | 漆黑 | 黑乎乎 | 黑漆漆 | 黑咕隆咚 | 摸黑 | 常亮 | 一直亮 | 水小 | 水压低 | 水黄 | 发黄 | 浑 |
    漏风 | 漏雨 | 积水 | 积雪 | 结冰 | 淹 | 泡水 | 泡了 | 冻住 | 冻裂 | 冻了 | 冒火 | 冒烟 | 着火 | 触电 | 麻手 |
    坠落 | 松垮 | 晃 | 摇晃 | 卡壳 | 罢工 | 出问题 | 有问题 | 出毛病 | 死机 | 黑屏 | 雪花 | 失效 | 过期 | 磨损 |
    折了 | 崩了 | 秃噜 | 趴窝 | 瘸了 | 腿断 | 锁门外 | 锁在门外 | 锁在外 | 进不去 | 进不了 | 反锁 | 被锁 | 丢钥匙 |
    钥匙丢 | 钥匙断 | 忘带钥匙 | 没带钥匙 | 蟑螂 | 老鼠 | 白蚁 | 马蜂 | 堆放 | 杂物 | 占道 | 乱停 | 没人打扫 |
    没人清 | 没人管 | 无人管 | 扰民 | 太吵 | 吵得 | 吵死 | 太脏 | 脏死 | 占了 | 停运 | 关门夹 | 夹人 | broken |
    broke | leak | leaks | leaking | leaked | leaky | drip | drips | dripping | blocked | clogged | stuck | jammed |
    cracked | crack | loose | burst | overflow | overflows | overflowing | not working | doesn't work |
    does not work | don't work | isn't working | stopped working | won't | doesn't | can't | cannot | no water |
    no power | no electricity | no heating | no hot water | no internet | out of order | flicker | flickers |
    flickering | tripped | trips | tripping | smell | smells | smelly | noise | noisy | rust | rusty | mould | mold |
    damaged | fell off | falling off | came off | coming off | fell down | peeling | missing | dead | faulty |
    problem with | flooded | flooding | flood | seeping | too dark | went out | gone out | is out | are out |
    backs up | backing up | damp | cockroaches | rats | mice | termites | squeaks | locked out | beeping |
    low battery | keeps | not heating | not cold | not hot | cold radiator | freezing
    """
)
"""Beside a thing or a place, or alone, these say that something is wrong."""

REQUESTS: tuple[str, ...] = phrases(
    """
    修 | 换 | 装 | 安装 | 通一下 | 疏通 | 打孔 | 拆 | 清理 | 清掏 | 补 | 检查 | 检修 | 看看 | 看一下 | 瞧瞧 | 瞅瞅 |
    处理 | 加固 | 固定 | 焊 | 刷 | 粉刷 | 调一下 | 调试 | 紧一紧 | 清洗 | 洗一下 | 搬 | 组装 | 开锁 | 配 | 整一下 |
    整整 | 弄一下 | 弄弄 | 收拾 | 接一下 | 移 | 修剪 | 剪 | 消杀 | 灭 | 弄好 | 给弄 | 搞一下 | 磨 | repair | fix |
    replace | install | mend | change | check | look at | unblock | mount | assemble | clean | cut | hang
    """
)
"""Only beside a thing these say that something is to be done."""

KINDS: dict[str, tuple[str, ...]] = {
    Kind.HAZARD: phrases(
        """
        隐患 | 不安全 | 危险 | 有危险 | 太危险 | 怕砸到 | 砸到人 | 砸着人 | 砸人 | 会砸 | 砸到 | 绊倒 | 绊脚 | 绊人 |
        绊一跤 | 容易摔 | 怕摔 | 会摔 | 会掉下来 | 要掉下来 | 快掉下来 | 随时会掉 | 摇摇欲坠 | 怕着火 | 容易着火 |
        会着火 | 引发火灾 | 飞线充电 | 楼道充电 | 楼道里充电 | 楼道给电动车充电 | 电动车进楼 | 电瓶车进楼 |
        电瓶车上楼 | 电动车上楼 | 进电梯充电 | 推进电梯 | 推上楼 | 消防通道 | 堵塞通道 | 堵住通道 | 堵了通道 |
        通道被堵 | 通道堵 | 堆满杂物 | 堆放杂物 | 堆杂物 | 堆了好多杂物 | 井盖没 | 井盖丢 | 井盖不见 | 井盖翘 |
        井盖松 | 井盖坏 | 井盖破 | 没有井盖 | 没井盖 | 没盖 | 缺井盖 | 少了个井盖 | 井盖缺 | 外墙脱落 | 墙皮脱落砸 |
        外墙砖 | 瓷砖要掉 | 墙砖掉 | 砖掉下来 | 高空抛物 | 高空坠物 | 往下扔 | 灭火器过期 | 灭火器没 | 灭火器失效 |
        灭火器空 | 消火栓没水 | 消防栓没水 | 消防门 | 防火门 | 应急灯 | 疏散 | 马蜂窝 | 马蜂 | 蜂窝 | 树枝要断 |
        树要倒 | 枯枝 | 断枝 | 电线裸露 | 电线垂 | 线垂 | 电线耷拉 | 电线露 | 私拉电线 | 乱拉电线 | 私拉乱接 |
        线路老化 | 结冰路滑 | 路滑 | 很滑 | 滑倒 | 栏杆松 | 栏杆断 | 护栏断 | 护栏松 | 护栏坏 | 栏杆坏 | 扶手松 |
        地面塌陷 | 塌陷 | 塌了个 | 塌了一块 | 空调外机松 | 外机要掉 | 外机松 | 广告牌要掉 | 要塌 | 快塌 | 快倒 |
        要倒 | 窗户要掉 | 玻璃要掉 | 占用消防 | 液化气罐 | 狗没拴 | 狗不拴 | 不拴绳 | hazard | dangerous | unsafe |
        trip over | could fall | might fall | about to fall | fire exit | fire escape | missing manhole |
        manhole cover is | wasp nest | wasps | exposed wires in the yard | blocks the fire
        """
    ),
    Kind.WISH: phrases(
        """
        微心愿 | 心愿 | 希望社区组织 | 希望社区办 | 希望社区搞 | 希望社区开 | 希望小区组织 | 想让社区组织 | 愿望 |
        希望能装 | 希望装 | 希望安装 | 想装 | 想安装 | 想安个 | 想给 | 能不能装 | 能不能加装 |
        能否加装 | 加装 | 能不能给装 | 能否安装 | 可不可以装 | 能不能安 | 能不能添 | 希望添 | 希望增加 | 想要个 |
        想要一个 | 想要一台 | 想要一辆 | 想要一副 | 想要一套 | 想申请 | 希望有人陪 | 陪老人 | 陪我说说话 | 陪我聊 |
        陪我去 | 陪聊 | 陪说话 | 说说话 | 聊聊天 | 聊天 | 陪伴 | 陪着 | 陪同 | 理发 | 理个发 | 理一理发 | 剪头发 |
        剪个头 | 教我用手机 | 教老人 | 学用手机 | 教我用 | 教教我 | 学手机 | 学智能手机 | 过生日 | 想吃 | 想听戏 |
        想看戏 | 旧衣服 | 捐 | 轮椅 | 想借 | 能借 | 借一 | 借个 | 代买 | 代购 | 帮我买 | 帮忙买 | 帮买 | 代取 |
        帮忙取 | 帮取 | 取药 | 拿药 | 买药 | 买菜 | 打扫卫生 | 打扫屋子 | 擦玻璃 | 擦窗 | 辅导作业 | 看孩子 | 拍张照 |
        拍照 | 全家福 | 磨刀 | 磨剪子 | 磨菜刀 | 放映 | 放电影 | 多点长椅 | 多放几把椅子 | 晒太阳的 | a wish |
        i wish | my wish | would like to have | would love | could we have | could we get | can we have |
        keep me company | keep him company | keep her company | to chat with | teach me | haircut | borrow
        """
    ),
    Kind.OPINION: phrases(
        """
        意见 | 建议 | 提议 | 投诉 | 表扬 | 反映一下 | 反映个 | 反映问题 | 反应一下 | 反应个 | 提个醒 | 提一下 |
        希望物业 | 希望社区能 | 希望小区能 | 希望能规范 | 应该管管 | 管一管 | 管管 | 没人管 | 扰民 | 太吵 | 吵得 |
        吵死 | 广场舞 | 乱停 | 乱收费 | 收费太高 | 物业费太 | 物业费高 | 乱涨价 | 服务态度 | 态度差 | 态度太差 |
        态度不好 | 态度恶劣 | 不作为 | 不满意 | 点赞 | 好评 | 遛狗 | 狗屎 | 狗粪 | 狗叫 | 狗老叫 | 噪音 | 装修声 |
        施工声 | 打麻将 | 唱歌 | 抽烟 | 乱扔 | 没人打扫 | 太脏 | 脏死 | 脏乱 | 脏得 | 垃圾桶太少 | 没人清 | 乱贴 |
        小广告 | 占车位 | 占了我的车位 | 占我车位 | complain | complaint | suggest | suggestion | feedback | praise |
        opinion | should be | too noisy | so noisy | very noisy | noisy neighbour | noisy neighbours |
        noisy neighbors | barking | barks | loud music
        """
    ),
}
"""In this order: what may hurt somebody is a hazard, even as a complaint."""

URGENCIES: dict[str, tuple[str, ...]] = {
    Urgency.CRITICAL: phrases(
        """
        紧急 | 十万火急 | 万分火急 | 特急 | 特别急 | 非常急 | 非常紧急 | 急急急 | 救命 | 出人命 | 人命关天 |
        emergency | critical | extremely urgent | urgent urgent
        """
    ),
    Urgency.URGENT: phrases(
        """
        加急 | 着急 | 很急 | 挺急 | 有点急 | 比较急 | 急用 | 急死 | 急修 | 急需 | 急求 | 急！ | 急! | 急。 | 急, |
        急 | 尽快 | 尽早 | 赶快 | 赶紧 | 马上来 | 马上派 | 立刻 | 立即 | 越快越好 | 快点 | 快来 | 快来人 | 快派 |
        抓紧 | 火速 | 速来 | 速度 | 等不及 | 等不了 | 受不了 | 关不住水 | 关不住 | 关不上水 | 止不住 | 水止不 |
        一直喷 | 往外喷 | 喷水 | 喷出来 | 爆管 | 爆裂 | 水管爆 | 管子爆 | 管爆 | 爆了 | 水漫 | 漫水 | 漫出来 |
        漫金山 | 跑水 | 淹了 | 被淹 | 要淹 | 水淹 | 淹 | 哗哗 | 到处是水 | 全是水 | 满地是水 | 满屋子水 | 满地水 |
        一屋子水 | 流了一地 | 泡了 | 漏到楼下 | 整栋楼没 | 整栋没 | 全楼没 | 整楼没 | 一栋楼都没 | 整个单元没 |
        整单元没 | 全家没电 | 家里没电 | 家里停电 | 全屋没电 | 全屋停电 | 整个屋子没电 | 全楼停 | 整栋楼停 | 整栋停 |
        整栋楼都没 | 整个单元都没 | 全单元 | 一点水都没 | 家里没水 | 家里停水 | 没有水了 | 家里没暖气 | 暖气全不热 |
        停暖 | 全都没电 | 全没电 | 都没电 | 都停电 | 都没水 | 都停水 | 进不了门 | 进不去门 | 进不了家 | 进不去家 |
        锁在门外 | 锁门外 | urgent | urgently | asap | as soon as possible | hurry | quickly | right away |
        immediately | burst | flooding | flooded | gushing | spraying | water everywhere | no power in the whole |
        whole building has no | no water at all | whole flat | locked out
        """
    ),
}
UNHURRIED: tuple[str, ...] = phrases(
    """
    不急 | 不着急 | 不是很急 | 不太急 | 不加急 | 不紧急 | 别着急 | 不用急 | 不用着急 | 不用太急 | 没那么急 | 不赶 |
    不用赶 | 急诊 | 不慌 | 应急灯 | not urgent | no hurry | no rush | isn't urgent | 不怎么急 | 应急
    """
)
"""What holds a word of hurry and means none."""

AREAS: dict[str, tuple[str, ...]] = {
    Area.PUBLIC: phrases(
        """
        楼道 | 走廊 | 楼梯 | 楼梯间 | 电梯 | 大厅 | 门厅 | 一楼大厅 | 单元门 | 楼门 | 大门 | 小区门 | 小区 | 院里 |
        院子里 | 大院 | 路灯 | 路面 | 马路 | 路口 | 井盖 | 外墙 | 屋顶 | 楼顶 | 天台 | 屋面 | 车库 | 车棚 | 停车场 |
        广场 | 花园 | 绿化 | 草坪 | 健身 | 凉亭 | 垃圾桶 | 垃圾站 | 垃圾房 | 公共 | 公用 | 门禁 | 道闸 | 抬杆 | 监控 |
        消防 | 灭火器 | 配电室 | 水泵房 | 化粪池 | 单元楼道 | 单元口 | 楼前 | 楼后 | 楼下 | 整栋楼 | 全楼 | 整个单元 |
        声控灯 | 感应灯 | 快递柜 | 活动室 | 滑梯 | 秋千 | 树 | 充电桩 | 主管道 | 雨水管 | 扰民 | 遛狗 | 物业 | 岗亭 |
        corridor | hallway | stairs | stairwell | staircase | lift | elevator | entrance | lobby | yard | courtyard |
        street light | streetlight | street lamp | gate | playground | garage | parking | car park | public | garden |
        bike shed | manhole | whole building | roof of the building | hall
        """
    ),
    Area.HOME: phrases(
        """
        我家 | 俺家 | 咱家 | 家里 | 屋里 | 厨房 | 卫生间 | 厕所 | 洗手间 | 浴室 | 卧室 | 客厅 | 书房 | 阳台 | 马桶 |
        水龙头 | 油烟机 | 煤气灶 | 燃气灶 | 热水器 | 空调 | 冰箱 | 洗衣机 | 柜门 | 衣柜 | 橱柜 | 抽屉 | 床 | 花洒 |
        纱窗 | 洗手盆 | 洗菜盆 | 浴霸 | 电视 | 宽带 | 地暖 | 暖气片 | 我妈家 | 家的 | 家中 | my kitchen |
        my bathroom | my toilet | kitchen | bathroom | bedroom | living room | toilet | my flat | my home | at home |
        fridge | washing machine | tap | faucet | shower | my door | wardrobe
        """
    ),
}

ON_BEHALF: tuple[str, ...] = phrases(
    """
    帮我妈 | 帮我爸 | 帮我爷 | 帮我奶 | 帮我姥 | 帮我婆 | 帮我公 | 帮我岳 | 帮我外 | 帮我父 | 帮我母 | 帮我老 |
    帮我姑 | 帮我姨 | 帮我叔 | 帮我舅 | 帮我姐 | 帮我哥 | 帮我弟 | 帮我妹 | 帮我朋友 | 帮我同事 | 帮我邻居 | 帮爸 |
    帮妈 | 帮爷 | 帮奶 | 帮老 | 帮父 | 帮母 | 帮邻居 | 帮隔壁 | 帮对门 | 帮楼上 | 帮楼下 | 替我 | 替爸 | 替妈 | 替老 |
    替父 | 替母 | 替邻 | 替隔壁 | 替对门 | 替楼上 | 替楼下 | 替奶 | 替爷 | 替姥 | 替 | 给我妈 | 给我爸 | 给我爷 |
    给我奶 | 给我姥 | 给我婆 | 给我公公 | 给我岳 | 给我父 | 给我母 | 给爸妈 | 给老人报 | 给老妈 | 给老爸 | 给老爹 |
    给老娘 | 给爷爷 | 给奶奶 | 代我 | 代父母 | 代老人 | 代邻居 | 代为 | 代报 | 代隔壁 | 我妈家 | 我爸家 | 我妈那 |
    我爸那 | 我爸妈家 | 爸妈家 | 父母家 | 我父母家 | 我奶奶家 | 我爷爷家 | 我姥姥家 | 我姥爷家 | 我外婆家 | 我外公家 |
    我婆婆家 | 我公公家 | 我岳母家 | 我岳父家 | 我母亲家 | 我父亲家 | 老妈家 | 老爸家 | 我丈母娘家 | 我老丈人家 |
    爷爷家 | 奶奶家 | 姥姥家 | 外婆家 | 我妈住 | 我爸住 | 我爸妈住 | 我奶奶住 | 我爷爷住 | 我父母住 | 我姥姥住 |
    我母亲住 | 我父亲住 | for my mother | for my father | for my parents | for my mum | for my mom | for my dad |
    for my grandma | for my grandmother | for my grandfather | for my neighbour | for my neighbor | for my aunt |
    on behalf of | my mother's | my father's | my parents' | my mum's | my mom's | my dad's | my grandma's |
    my grandmother's | my grandfather's | my neighbour's | my neighbor's
    """
)
"""Somebody speaks for somebody else. 帮我修 is none."""
