"""What is asked beside a request is known by its words; what is told is not taken for a question."""

import pytest

from bot.language.talk.asked_beside import Beside, asked_beside

ASKED = {
    Beside.COST: (
        *(
            "要钱吗",
            "收费吗?",
            "要不要钱",
            "多少钱",
            "修一次多少钱呀",
            "怎么收费",
            "免费的吗",
            "上门要收费吗",
            "贵不贵",
        ),
        *("Is it free?", "How much is it", "do I have to pay"),
    ),
    Beside.HOURS: (
        *("几点下班", "你们几点上班?", "上班时间", "周末上班吗", "周六有人吗", "什么时候下班"),
        *("When do you close?", "office hours"),
    ),
    Beside.COMING: ("什么时候来", "师傅几点来", "多久能来", "今天能来吗", "when will you come", "how soon"),
}
TOLD = (
    *(
        "物业乱收费",
        "我六点下班",
        "我几点下班不一定",
        "明天下午三点来",
        "水费多少钱一直没算清楚",
        "随时来",
        "下班以后",
        "1401",
        "",
    ),
    "厨房水管漏水,多久了也没人管,麻烦快点来看一看好不好啊",
)


@pytest.mark.parametrize("about", Beside)
def test_what_is_asked_is_known(about: Beside) -> None:
    assert [said for said in ASKED[about] if asked_beside(said) is not about] == []


def test_what_is_told_asks_nothing() -> None:
    assert [said for said in TOLD if asked_beside(said) is not None] == []
