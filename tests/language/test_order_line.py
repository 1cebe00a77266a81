"""What an order line is understood to say."""

from typing import Any

import pytest

from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.lines.marks import Part
from bot.language.lines.order_line import OrderLine, parse_order_line
from bot.language.needs.skills import Skill

FIELDS = (
    "building",
    "flat",
    "what",
    "skill",
    "people",
    "urgency",
    "size",
    "name",
    "phone",
    "when",
    "unclear",
)
MOBILE = "+8613800138000"

CHINESE: list[tuple[str, dict[str, Any]]] = [
    (
        "2号楼2单元1401 卧室门框开裂需要维修 木工 2人 加急 刘运京 13800138000",
        {
            "building": "2号楼2单元",
            "flat": "1401",
            "what": "卧室门框开裂需要维修",
            "skill": "carpentry",
            "people": 2,
            "urgency": Urgency.URGENT,
            "name": "刘运京",
            "phone": MOBILE,
        },
    ),
    (
        "2号楼2单元1401家的卧室门框开裂需要维修,欢迎有木门维修技术的人员报名",
        {
            "building": "2号楼2单元",
            "flat": "1401",
            "what": "卧室门框开裂需要维修,欢迎有木门维修技术的人员报名",
        },
    ),
    ("5号楼 灯不亮", {"building": "5号楼", "what": "灯不亮"}),
    (
        "3幢302室 厨房 水管 漏水 王阿姨 139-1234-5678 明天下午",
        {
            "building": "3幢",
            "flat": "302",
            "what": "厨房 水管 漏水",
            "name": "王阿姨",
            "phone": "+8613912345678",
            "when": "明天下午",
        },
    ),
    ("二号楼二单元一四零一 马桶堵", {"building": "2号楼2单元", "flat": "1401", "what": "马桶堵"}),
    ("2-2-1401 门锁坏了", {"building": "2号楼2单元", "flat": "1401", "what": "门锁坏了"}),
    (
        "２号楼２单元１４０１　马桶堵了，加急，１３８００１３８０００",
        {
            "building": "2号楼2单元",
            "flat": "1401",
            "what": "马桶堵了",
            "urgency": Urgency.URGENT,
            "phone": MOBILE,
        },
    ),
    (
        "2号楼2单元1401\n厨房水管漏水\n王阿姨 13800138000",
        {"building": "2号楼2单元", "flat": "1401", "what": "厨房水管漏水", "name": "王阿姨", "phone": MOBILE},
    ),
    ("小区门口 路灯不亮", {"building": "小区门口", "what": "路灯不亮"}),
    ("小区门口路灯不亮", {"building": "小区门口", "what": "小区门口路灯不亮"}),
    ("地下车库 灯闪", {"building": "地下车库", "what": "灯闪"}),
    ("物业办公室门口 地砖松动 2人", {"building": "物业办公室门口", "what": "地砖松动", "people": 2}),
    ("阳光花园2号楼2单元 1401 灯坏", {"building": "阳光花园2号楼2单元", "flat": "1401", "what": "灯坏"}),
    ("幸福路88号3号楼2单元301 灯坏", {"building": "幸福路88号3号楼2单元", "flat": "301", "what": "灯坏"}),
    ("12弄3号502室 漏水", {"building": "12弄3号", "flat": "502", "what": "漏水"}),
    ("我家住十二号楼1单元302，漏水", {"building": "12号楼1单元", "flat": "302", "what": "漏水"}),
    ("2 号楼 2 单元 1401 室 卧室灯坏", {"building": "2号楼2单元", "flat": "1401", "what": "卧室灯坏"}),
    ("02号楼 灯坏", {"building": "2号楼", "what": "灯坏"}),
    ("2#1401 漏水", {"building": "2号楼", "flat": "1401", "what": "漏水"}),
    ("2#楼 楼道灯坏", {"building": "2号楼", "what": "楼道灯坏"}),
    ("2#-2-1401 灯坏", {"building": "2号楼2单元", "flat": "1401", "what": "灯坏"}),
    ("2/2/1401 灯坏", {"building": "2号楼2单元", "flat": "1401", "what": "灯坏"}),
    ("2-1401 灯坏", {"building": "2号楼", "flat": "1401", "what": "灯坏"}),
    ("2号楼2-1401 门坏", {"building": "2号楼2单元", "flat": "1401", "what": "门坏"}),
    ("2号楼3门501 水管冻了", {"building": "2号楼3门", "flat": "501", "what": "水管冻了"}),
    ("2楼2单元302 灯坏", {"building": "2号楼2单元", "flat": "302", "what": "灯坏"}),
    ("A座1203 灯坏", {"building": "A座", "flat": "1203", "what": "灯坏"}),
    ("b栋 电梯异响", {"building": "B栋", "what": "电梯异响"}),
    ("第三栋 停水", {"building": "3栋", "what": "停水"}),
    ("5号 灯不亮", {"building": "5号", "what": "灯不亮"}),
    ("5号楼3楼东户 停电", {"building": "5号楼", "flat": "3楼东户", "what": "停电"}),
    ("5号楼3楼 灯不亮", {"building": "5号楼3楼", "what": "灯不亮"}),
    ("10号楼2单元东户门坏", {"building": "10号楼2单元", "flat": "东户", "what": "门坏"}),
    ("2单元1401 门坏", {"building": "2单元", "flat": "1401", "what": "门坏"}),
    ("302室 漏水", {"flat": "302", "what": "漏水"}),
    ("1401 灯不亮", {"flat": "1401", "what": "灯不亮"}),
    ("3楼 灯不亮", {"what": "3楼 灯不亮"}),
    ("3号楼到5号楼 停电", {"building": "3号楼到5号楼", "what": "停电"}),
    ("3、4号楼停水", {"building": "3、4号楼", "what": "停水"}),
    ("从3号楼到5号楼的路灯坏了", {"building": "3号楼到5号楼", "what": "从3号楼到5号楼的路灯坏了"}),
    ("5号楼的灯不亮", {"building": "5号楼", "what": "灯不亮"}),
    ("5号楼门口路灯不亮", {"building": "5号楼", "what": "门口路灯不亮"}),
    ("5号楼1401家门锁坏了", {"building": "5号楼", "flat": "1401", "what": "门锁坏了"}),
    ("5号楼1401家具坏了", {"building": "5号楼", "flat": "1401", "what": "家具坏了"}),
    ("5号楼1401家里漏水", {"building": "5号楼", "flat": "1401", "what": "漏水"}),
    ("5号楼 220伏电压不稳", {"building": "5号楼", "what": "220伏电压不稳"}),
    ("5号楼2单元 3个灯不亮", {"building": "5号楼2单元", "what": "3个灯不亮"}),
    (
        "卧室门框开裂 木工 2号楼2单元1401",
        {"building": "2号楼2单元", "flat": "1401", "what": "卧室门框开裂", "skill": "carpentry"},
    ),
    ("灯不亮 5号楼", {"building": "5号楼", "what": "灯不亮"}),
    (
        "2号楼2单元 门坏 1401 刘运京",
        {"building": "2号楼2单元", "flat": "1401", "what": "门坏", "name": "刘运京"},
    ),
    ("灯坏了在2号楼2单元1401请快来", {"building": "2号楼2单元", "flat": "1401", "what": "灯坏了请快来"}),
    ("5号楼 马桶堵", {"building": "5号楼", "what": "马桶堵"}),
    ("5号楼 路灯坏 13800138000", {"building": "5号楼", "what": "路灯坏", "phone": MOBILE}),
    ("5号楼 管道堵 13800138000", {"building": "5号楼", "what": "管道堵", "phone": MOBILE}),
    ("5号楼 门锁坏了 13800138000", {"building": "5号楼", "what": "门锁坏了", "phone": MOBILE}),
    ("5号楼 马桶 13800138000", {"building": "5号楼", "what": "马桶", "phone": MOBILE}),
    ("5号楼 石膏板 掉了 王大爷", {"building": "5号楼", "what": "石膏板 掉了", "name": "王大爷"}),
    ("5号楼 水管漏了 王建国", {"building": "5号楼", "what": "水管漏了", "name": "王建国"}),
    ("5号楼 水管漏了 欧阳小明", {"building": "5号楼", "what": "水管漏了", "name": "欧阳小明"}),
    (
        "5号楼 水管漏了 小王 13800138000",
        {"building": "5号楼", "what": "水管漏了", "name": "小王", "phone": MOBILE},
    ),
    (
        "5号楼 水管漏了 女儿 13800138000",
        {"building": "5号楼", "what": "水管漏了", "name": "女儿", "phone": MOBILE},
    ),
    ("5号楼 水管漏了 严重", {"building": "5号楼", "what": "水管漏了 严重"}),
    ("5号楼 水管漏了 谢谢 13800138000", {"building": "5号楼", "what": "水管漏了 谢谢", "phone": MOBILE}),
    ("5号楼 水管漏了 安全隐患", {"building": "5号楼", "what": "水管漏了 安全隐患"}),
    (
        "5号楼 刘运京 13800138000 灯坏",
        {"building": "5号楼", "what": "灯坏", "name": "刘运京", "phone": MOBILE},
    ),
    (
        "5号楼 灯坏 刘运京13800138000",
        {"building": "5号楼", "what": "灯坏", "name": "刘运京", "phone": MOBILE},
    ),
    (
        "5号楼 灯坏 13800138000刘运京",
        {"building": "5号楼", "what": "灯坏", "name": "刘运京", "phone": MOBILE},
    ),
    (
        "王一飞 13800138000 2号楼 灯坏",
        {"building": "2号楼", "what": "灯坏", "name": "王一飞", "phone": MOBILE},
    ),
    (
        "联系人刘运京 13800138000 5号楼 灯坏",
        {"building": "5号楼", "what": "灯坏", "name": "刘运京", "phone": MOBILE},
    ),
    ("5号楼 灯坏 联系人 刘运京", {"building": "5号楼", "what": "灯坏", "name": "刘运京"}),
    (
        "5号楼 灯坏 报修人：亓官玉 13800138000",
        {"building": "5号楼", "what": "灯坏", "name": "亓官玉", "phone": MOBILE},
    ),
    (
        "地址:2号楼2单元1401 事项:灯不亮 报修人:刘运京 电话:13800138000 人数:2 时间:明天下午",
        {
            "building": "2号楼2单元",
            "flat": "1401",
            "what": "灯不亮",
            "name": "刘运京",
            "phone": MOBILE,
            "people": 2,
            "when": "明天下午",
        },
    ),
    ("5号楼 灯坏 电话13800138000", {"building": "5号楼", "what": "灯坏", "phone": MOBILE}),
    ("5号楼 灯坏 手机号是 138 0013 8000", {"building": "5号楼", "what": "灯坏", "phone": MOBILE}),
    ("5号楼 厨房漏水13800138000请来", {"building": "5号楼", "what": "厨房漏水请来", "phone": MOBILE}),
    ("5号楼 打13800138000联系厨房漏水", {"building": "5号楼", "what": "打联系厨房漏水", "phone": MOBILE}),
    (
        "2号楼2单元1401 0532-8888 1234 灯坏",
        {"building": "2号楼2单元", "flat": "1401", "what": "灯坏", "phone": "+8653288881234"},
    ),
    ("5号楼 灯坏 10086", {"building": "5号楼", "what": "灯坏", "phone": "10086"}),
    ("5号楼 灯坏 1380013800", {"building": "5号楼", "what": "灯坏", "unclear": ("1380013800",)}),
    ("5号楼 灯坏 电话 88881234", {"building": "5号楼", "what": "灯坏", "unclear": ("88881234",)}),
    ("5号楼 灯坏找138001380001吧", {"building": "5号楼", "what": "灯坏找吧", "unclear": ("138001380001",)}),
    ("5号楼 电表号1234567坏了", {"building": "5号楼", "what": "电表号1234567坏了"}),
    ("5号楼2单元14011 灯坏", {"building": "5号楼2单元", "what": "灯坏", "unclear": ("14011",)}),
    ("99999号楼 灯坏", {"what": "灯坏", "unclear": ("99999号楼",)}),
    ("0号楼 灯坏", {"what": "灯坏", "unclear": ("0号楼",)}),
    ("5号楼 漏水到2号楼1301", {"building": "5号楼", "what": "漏水到", "unclear": ("2号楼1301",)}),
    ("#1024 灯坏", {"what": "#1024 灯坏"}),
    ("5号楼 灯坏 #1024", {"building": "5号楼", "what": "灯坏 #1024"}),
    ("5号楼 2026-11-23 停水", {"building": "5号楼", "what": "2026-11-23 停水"}),
    ("5号楼 三位师傅 灯坏", {"building": "5号楼", "what": "灯坏", "people": 3}),
    ("5号楼 灯坏 需要2个人", {"building": "5号楼", "what": "灯坏", "people": 2}),
    ("5号楼 灯坏 需要 电工 两名", {"building": "5号楼", "what": "灯坏", "skill": "electrical", "people": 2}),
    ("5号楼 灯坏 0人", {"building": "5号楼", "what": "灯坏 0人"}),
    (
        "5号楼 木工2人加急 门坏",
        {"building": "5号楼", "what": "门坏", "skill": "carpentry", "people": 2, "urgency": Urgency.URGENT},
    ),
    ("5号楼 电梯 困人 【紧急】", {"building": "5号楼", "what": "电梯 困人", "urgency": Urgency.CRITICAL}),
    ("5号楼 灯坏 不急", {"building": "5号楼", "what": "灯坏", "urgency": Urgency.NORMAL}),
    (
        "5号楼 灯坏 普通 小修",
        {"building": "5号楼", "what": "灯坏", "urgency": Urgency.NORMAL, "size": Size.SMALL},
    ),
    ("5号楼 灯坏 中修", {"building": "5号楼", "what": "灯坏", "size": Size.MEDIUM}),
    ("5号楼 屋顶漏 特大", {"building": "5号楼", "what": "屋顶漏", "size": Size.HUGE}),
    (
        "5号楼1401 马桶堵;大修;需要2个人;王师傅",
        {
            "building": "5号楼",
            "flat": "1401",
            "what": "马桶堵",
            "size": Size.LARGE,
            "people": 2,
            "name": "王师傅",
        },
    ),
    ("5号楼 灯坏 加急 紧急", {"building": "5号楼", "what": "灯坏 加急 紧急", "urgency": Urgency.URGENT}),
    ("5号楼 灯坏 加急 加急", {"building": "5号楼", "what": "灯坏", "urgency": Urgency.URGENT}),
    ("5号楼 灯坏 周六上午10点", {"building": "5号楼", "what": "灯坏", "when": "周六上午10点"}),
    ("5号楼 灯坏 明天 下午 3点后", {"building": "5号楼", "what": "灯坏", "when": "明天 下午 3点后"}),
    ("5号楼 灯坏 今晚", {"building": "5号楼", "what": "灯坏", "when": "今晚"}),
    ("5号楼 灯坏 11月23日上午", {"building": "5号楼", "what": "灯坏", "when": "11月23日上午"}),
    ("5号楼 灯坏 下午3点到5点", {"building": "5号楼", "what": "灯坏", "when": "下午3点到5点"}),
    ("5号楼 今天停水了", {"building": "5号楼", "what": "今天停水了"}),
    ("5号楼 客厅 灯 今天 不亮", {"building": "5号楼", "what": "客厅 灯 今天 不亮", "when": "今天"}),
    ("5号楼 电工 来看看", {"building": "5号楼", "what": "来看看", "skill": "electrical"}),
    ("5号楼 灯坏了！！请尽快！", {"building": "5号楼", "what": "灯坏了！！请尽快！"}),
    ("5号楼 漏水。加急。", {"building": "5号楼", "what": "漏水。", "urgency": Urgency.URGENT}),
    (
        "2号楼 门裂 木工 请带梯子 刘运京 13800138000",
        {
            "building": "2号楼",
            "what": "门裂 木工 请带梯子",
            "skill": "carpentry",
            "name": "刘运京",
            "phone": MOBILE,
        },
    ),
    (
        "2号楼 灯坏（刘女士13800138000）",
        {"building": "2号楼", "what": "灯坏", "name": "刘女士", "phone": MOBILE},
    ),
    ("2号楼 灯坏（很久了）", {"building": "2号楼", "what": "灯坏（很久了）"}),
    ("2号楼 灯坏（加急）", {"building": "2号楼", "what": "灯坏", "urgency": Urgency.URGENT}),
    ("3号楼与4号楼之间 井盖破损", {"building": "3号楼与4号楼之间", "what": "井盖破损"}),
    ("5号楼 王阿姨家 灯不亮", {"building": "5号楼", "what": "灯不亮", "name": "王阿姨"}),
    ("2号楼2单元1401和1402 漏水", {"building": "2号楼2单元", "flat": "1401和1402", "what": "漏水"}),
    ("请把2号楼2单元1401的灯修一下", {"building": "2号楼2单元", "flat": "1401", "what": "请把灯修一下"}),
    (
        "2号楼1401刘运京家卧室门裂",
        {"building": "2号楼", "flat": "1401", "what": "卧室门裂", "name": "刘运京"},
    ),
    (
        "2号楼1401 王阿姨家里的马桶堵了",
        {"building": "2号楼", "flat": "1401", "what": "马桶堵了", "name": "王阿姨"},
    ),
    ("2号楼 王家庄路灯坏", {"building": "2号楼", "what": "王家庄路灯坏"}),
    ("2号楼 灯坏 张三 13800138000", {"building": "2号楼", "what": "灯坏", "name": "张三", "phone": MOBILE}),
    ("2号楼 灯坏 请派2人 13800138000.0", {"building": "2号楼", "what": "灯坏", "people": 2, "phone": MOBILE}),
    ("8号院5号楼 门坏", {"building": "8号院5号楼", "what": "门坏"}),
    ("一期5号楼2单元 灯坏", {"building": "一期5号楼2单元", "what": "灯坏"}),
    ("13800138000", {"phone": MOBILE}),
    ("加急", {"urgency": Urgency.URGENT}),
    ("", {}),
    ("　\n，。", {}),
    ("🙏", {"what": "🙏"}),
]

IN_ENGLISH = (
    "Building 2 Unit 2 Flat 1401 bedroom door frame cracked carpentry 2 people urgent Liu Yunjing +86 138 0013 8000"
)
ENGLISH: list[tuple[str, dict[str, Any]]] = [
    (
        IN_ENGLISH,
        {
            "building": "Building 2 Unit 2",
            "flat": "1401",
            "what": "bedroom door frame cracked",
            "skill": "carpentry",
            "people": 2,
            "urgency": Urgency.URGENT,
            "name": "Liu Yunjing",
            "phone": MOBILE,
        },
    ),
    (
        "Building 2, Flat 301: tap leaking. Tomorrow afternoon. Mrs Wang 13800138000",
        {
            "building": "Building 2",
            "flat": "301",
            "what": "tap leaking.",
            "when": "Tomorrow afternoon",
            "name": "Mrs Wang",
            "phone": MOBILE,
        },
    ),
    ("bldg 5 lights out in the hall", {"building": "Building 5", "what": "lights out in the hall"}),
    (
        "Block A, Apt. 12B, sink blocked, plumber",
        {"building": "Block A", "flat": "12B", "what": "sink blocked", "skill": "plumbing"},
    ),
    ("Tower 3 floor 7 lift noise", {"building": "Tower 3 Floor 7", "what": "lift noise"}),
    ("Room 502 Building 3 tap dripping", {"building": "Building 3", "flat": "502", "what": "tap dripping"}),
    ("Flat 1401 leaking", {"flat": "1401", "what": "leaking"}),
    ("leak in Building 2 Flat 301", {"building": "Building 2", "flat": "301", "what": "leak"}),
    ("leak in Building 2", {"building": "Building 2", "what": "leak in Building 2"}),
    ("Building a fence", {"what": "Building a fence"}),
    (
        "Building 5, urgent leak in kitchen",
        {"building": "Building 5", "what": "urgent leak in kitchen", "urgency": Urgency.URGENT},
    ),
    (
        "Building 5, the lamp is not urgent",
        {"building": "Building 5", "what": "the lamp is not urgent", "urgency": Urgency.NORMAL},
    ),
    (
        "2 people stuck in lift, Building 5",
        {"building": "Building 5", "what": "2 people stuck in lift", "people": 2},
    ),
    (
        "Building 5 door stuck, electrician, asap",
        {"building": "Building 5", "what": "door stuck", "skill": "electrical", "urgency": Urgency.URGENT},
    ),
    (
        "Building 5 gas smell emergency",
        {"building": "Building 5", "what": "gas smell", "urgency": Urgency.CRITICAL},
    ),
    (
        "Building 5 lamp broken two volunteers on Saturday morning",
        {"building": "Building 5", "what": "lamp broken", "people": 2, "when": "on Saturday morning"},
    ),
    (
        "Building 5 lamp broken tomorrow at 3 pm",
        {"building": "Building 5", "what": "lamp broken", "when": "tomorrow at 3 pm"},
    ),
    (
        "Building 5 no water since tomorrow",
        {"building": "Building 5", "what": "no water since tomorrow", "when": "tomorrow"},
    ),
    (
        "Building 5 small job paint the bench",
        {"building": "Building 5", "what": "small job paint the bench", "size": Size.SMALL},
    ),
    (
        "Building 5 Kitchen Leak 13800138000",
        {"building": "Building 5", "what": "Kitchen Leak", "phone": MOBILE},
    ),
    (
        "Building 5 lamp broken, Zhang Wei",
        {"building": "Building 5", "what": "lamp broken", "name": "Zhang Wei"},
    ),
    (
        "Building 5 lamp broken tel: +1 650-253-0000",
        {"building": "Building 5", "what": "lamp broken", "phone": "+16502530000"},
    ),
]


def said(line: OrderLine) -> dict[str, Any]:
    """The fields that are set, the telephone by its number."""
    fields = {name: getattr(line, name) for name in FIELDS}
    fields["phone"] = line.phone and line.phone.e164
    return {name: value for name, value in fields.items() if value not in (None, ())}


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_order_line_says(text: str, expected: dict[str, Any]) -> None:
    assert said(parse_order_line(text)) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_order_line_says(text: str, expected: dict[str, Any]) -> None:
    assert said(parse_order_line(text)) == expected


@pytest.mark.parametrize("command", ["/order ", "/order@weixiu_bot ", "  /order\n", "@weixiu_bot "])
def test_the_command_before_the_line_changes_nothing(command: str) -> None:
    text = "5号楼 灯不亮 木工 13800138000"
    assert said(parse_order_line(command + text)) == said(parse_order_line(text))


def test_further_telephones_are_kept_in_their_order() -> None:
    line = parse_order_line("5号楼 漏水 13800138000 13900139000 18612345678")
    assert line.phone is not None
    assert [line.phone.e164, *(phone.e164 for phone in line.other_phones)] == [
        "+8613800138000",
        "+8613900139000",
        "+8618612345678",
    ]
    assert line.what == "漏水"


def test_wanting_somebody_names_their_trade() -> None:
    assert parse_order_line("5号楼 门裂 要木匠").skill == "carpentry"


def test_a_community_has_its_own_trades() -> None:
    trades = (Skill("gardening", ("园丁", "gardener")),)
    line = parse_order_line("5号楼 树倒了 园丁 木工", skills=trades)
    assert (line.skill, line.what) == ("gardening", "树倒了 园丁 木工")


def test_another_country_reads_its_own_numbers() -> None:
    line = parse_order_line("Building 5 lamp broken 650-253-0000", region="US")
    assert line.phone is not None
    assert line.phone.e164 == "+16502530000"


def test_pieces_tell_what_each_stretch_was_taken_for() -> None:
    line = parse_order_line("/order 2号楼1401家的灯坏 电话13800138000 加急")
    assert [(piece.part, piece.words) for piece in line.pieces] == [
        (Part.COMMAND, "/order"),
        (Part.ADDRESS, "2号楼1401家的"),
        (Part.WHAT, "灯坏"),
        (Part.PHONE, "电话13800138000"),
        (Part.URGENCY, "加急"),
    ]


def test_two_digits_apart_do_not_become_a_number_when_what_stood_between_is_cut_out() -> None:
    line = parse_order_line("5号楼 号138,13912345678,00138000坏")
    assert line.what is not None
    assert "138 00138000" not in line.what
