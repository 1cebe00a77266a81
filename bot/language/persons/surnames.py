"""Surnames, forms of address, and everyday words that only look like a name: data for names.py."""

SURNAMES: frozenset[str] = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎"
    "甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹"
    "井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公"
)
COMPOUND_SURNAMES: tuple[str, ...] = (
    *(
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "慕容",
        "司徒",
        "夏侯",
        "轩辕",
        "端木",
    ),
    *("独孤", "南宫", "长孙", "宇文", "闻人", "钟离", "申屠", "淳于", "太史", "呼延", "拓跋"),
)

HONORIFICS: tuple[str, ...] = (
    *(
        "阿姨",
        "大爷",
        "叔叔",
        "奶奶",
        "爷爷",
        "师傅",
        "先生",
        "女士",
        "老师",
        "大妈",
        "大娘",
        "大叔",
        "大姐",
        "大哥",
        "大嫂",
    ),
    *(
        "小姐",
        "伯伯",
        "婆婆",
        "伯母",
        "大伯",
        "婶婶",
        "嫂子",
        "书记",
        "主任",
        "医生",
        "大夫",
        "经理",
        "同志",
        "老人",
        "老伯",
    ),
    *("哥", "姐", "叔", "婶", "姨", "嫂", "伯", "爷", "奶", "总", "工", "老"),
)

RELATIONS: tuple[str, ...] = (
    "房东",
    "租客",
    "租户",
    "女儿",
    "儿子",
    "老伴",
    "家属",
    "保姆",
    "儿媳",
    "女婿",
    "本人",
    "业主",
)

NOT_IN_GIVEN_NAMES = frozenset(
    "漏堵坏裂断掉锈臭滴渗淹修换装拆通请快急需要求带不没了的吗呢吧啊着过很太又都已还再把被给帮厨厕卧厅灯窗闸阀桶盆管墙板砖"
    "梯栏杆盖井楼层室锁柜桌椅床谢这那哪谁怎么什几个些号米元块斤次件套只条根张台部两0123456789"
)
"""Characters that nobody is named with, or so rarely that the sentence is the better guess."""

_EVERYDAY_WORDS = """
周三 周四 周五 周六 周日 周天 高一 高二 高三
高度 高压 高层 高低 高空 高温 方便 方向 方式 方法 安全 安排 安静 安心 万一 万能 平台 平时 平整 连接
连续 连着 应急 应该 经常 任何 任意 任务 费用 费电 关闭 关门 关于 冷水 冷风 冷热 项目 温水 温度 申请
麻烦 解决 解释 孔洞 施工 颜色 辛苦 左右 左侧 马上 马上来 马上到
马达 时间 时常 时候 明天 明显 明白 江水 林木 周一
都在 都会 都能 都是 都没 都不 都好 都要 都来 都坏
周二 周末 周围 周边 路灯 路面 路口 陈旧 余下 杜绝 丁字 钟表 成功 夏天 夏季 常年 常常 文件 何时 何处
于是 向上 向下 何人 单独 单位 单间 简单 简易 全部 全楼 全家 全屋 全天 商量 商店 商铺 相关 支架 支付
国家 来人 来电 来水 都行 都有 花草 花洒 花园 海绵 权限 强电 强烈 豆浆 盖子 练习 计算 计量 索赔 初步
云台 容易 门口 普通 平房 区域 位置 满意 满水 管子 原因 原来 原装 储物 南侧 南面 官方 封闭 封口 谈话
明早 明晚 沙子 沙发 沙土 和谐 师傅 车子 车辆 车主 游泳 房子 房屋 房顶 华为 包括 包装 包裹 宁可 古旧
米饭 冀望 景观 金属 石头 石子 石墩 石凳 白色 白天 黄色 黄土 蓝色 银色 乌黑 毛病 毛巾 水电 易燃 易拉
尚未 符合 童车 党员 党群 卫生 卫浴 电工 木工 公共 公用 公厕 公告 母婴 玉米 那边 那里 印记 危险 危房
战士 武器 严重 严密 龙头 钱包 史上 顾虑 常开 常闭 康复 温馨 贺卡 田地 许多 许久 曾经 曹操 程度 程序
叶子 树叶 余额 余水 孟浪 章程 段落 雷电 雷雨 汤水 凌晨 成品 成本 时好 时断 舒服 舒适 游客 通知 修理
修缮 麻将 麻木 边上 边角 边框 楼道 楼梯 楼上 楼下 国庆 元旦 春节 中午 上午 下午 晚上 早上 谢谢 多谢
感谢 拜托 农历 房产 项链 车胎 全新 华丽
"""
EVERYDAY_WORDS: frozenset[str] = frozenset(_EVERYDAY_WORDS.split())
"""Whole words that begin with a surname's character and are no name."""

_PINYIN_SURNAMES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie
song tang han feng deng cao peng zeng xiao tian dong yuan pan yu jiang cai du ye cheng su wei lu
lyu ding ren shen yao cui zhong tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu yin
xue yan duan lei hou long tao mao hao gong shao wan qian qi niu ge xing an lee wong chan chow
cheung ouyang
"""
PINYIN_SURNAMES: frozenset[str] = frozenset(_PINYIN_SURNAMES.split())
_ENGLISH_TITLES = """
mr mr. mrs mrs. ms ms. miss madam dr dr. prof prof. auntie aunt uncle grandma grandpa granny
teacher
"""
ENGLISH_TITLES: frozenset[str] = frozenset(_ENGLISH_TITLES.split())
