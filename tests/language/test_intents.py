"""What short private messages ask for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.talk.intents import Intent, Wish, read_intent

SAID: dict[Wish, str] = {
    Wish.STATUS: """
        查进度|修好了吗|修好了吗？|修好没|我家的报修到哪了|什么时候来修|什么时候来修？|
        请问什么时候来修呀|我的报修|进度|状态|
        有人接单了吗|我家灯修好了吗|我的报修怎么样了|师傅什么时候到|修好了?|status|
        is it fixed|Is it fixed yet?|any news|谁来修|
        我家马桶什么时候修好|请问 修好了吗|My orders|where's my order?
        """,
    Wish.POINTS: "我的积分|积分多少|积分|我有多少积分？|查积分|points|How many points do I have?|my points",
    Wish.OPEN: "有什么单|待接单|还有单吗|有哪些单？|open orders|any open orders?",
    Wish.HELP: "帮助|怎么用|怎么用？|help|Help!|请问怎么用",
    Wish.MENU: "菜单|menu|Menu!|🏠 菜单|回到主页",
    Wish.REPORT: "🔧我要报修|我要报修|厨房漏水|灯不亮|1024 漏水|待接单的灯坏了",
    Wish.THANKS: "谢谢|谢谢师傅🙏|Thank you!",
    Wish.CANCEL: "取消|算了|不要了|取消吧|算了吧|cancel|never mind|不发了",
    Wish.SKIP: "跳过|没有|没有了|无|skip|none|没有啊|N/A|跳过。",
    Wish.YES: "是|是的|好的|可以|好的呀|OK|yes|嗯嗯|行吧|对！",
    Wish.NO: "不|不是|不用了|no|No thanks|不行啊|不对",
    Wish.UNKNOWN: """
        修好了|没修好|我来|
        你好|13800138000|2号楼|1|12|好吗？|可以吗|没有吗？|取消报名活动|积分超市|#|?|。|
        不知道什么时候停的水|什么时候停水|2人|1024我来|
        好的，明天下午|#0|1234567
        """,
}


@pytest.mark.parametrize(
    ("text", "kind"), [(text.strip(), kind) for kind, block in SAID.items() for text in block.split("|")]
)
def test_wish_is_understood(text: str, kind: Wish) -> None:
    assert read_intent(text) == Intent(kind)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#1024", 1024),
        ("＃１０２４", 1024),
        ("1024", 1024),
        ("#7", 7),
        ("查1024", 1024),
        ("查 7", 7),
        ("查一下 #1024", 1024),
        ("查询1024号单", 1024),
        ("1024修好了吗", 1024),
        ("#1024 修好了吗？", 1024),
        ("1024号单到哪了", 1024),
        ("#1024 进度", 1024),
        ("订单1024", 1024),
        ("单号 1024", 1024),
        ("status 1024", 1024),
        ("Order #1024", 1024),
        ("#1024 is it fixed?", 1024),
    ],
)
def test_order_number_is_read(text: str, number: int) -> None:
    assert read_intent(text) == Intent(Wish.STATUS, number)


@pytest.mark.parametrize("text", ["", " ", "\n", "🙏", "@weixiu_bot"])
def test_nothing_said_asks_for_nothing(text: str) -> None:
    assert read_intent(text) == Intent(Wish.UNKNOWN)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_intent(text: str) -> None:
    intent = read_intent(text)
    assert intent.number is None or intent.kind is Wish.STATUS
