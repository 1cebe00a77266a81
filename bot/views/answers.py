"""What appears over the chat for a moment when a button was pressed. Plain text, at most 200 characters."""

from datetime import datetime

from bot.domain.activities import SignUpState
from bot.usecases.gatherings.signing_up import Standing
from bot.views.words import Words


def claimed(words: Words) -> str:
    """The tap won."""
    return words._("✅ 接单成功!联系方式在私聊里")


def posted(words: Words, number: int) -> str:
    """The order is in the group."""
    return words._("✅ 已发布 #%(number)s") % {"number": number}


def submitted(words: Words, number: int) -> str:
    """The request was handed over."""
    return words._("已收到 ✅ #%(number)s") % {"number": number}


def taken(words: Words) -> str:
    """Whoever tapped sees to an alarm."""
    return words._("已收到 ✅ 已告诉对方您在处理")


def danger_over(words: Words) -> str:
    """Whoever tapped has ended an alarm."""
    return words._("已解除 ✅ 已告诉对方")


def taken_before(words: Words) -> str:
    """Somebody sees to it already."""
    return words._("已经有人在处理了 ✅ 您也可以联系")


def arrived(words: Words) -> str:
    """Noted that the holder is there."""
    return words._("已收到 ✅ 修好后点「修好了」")


def finished(words: Words) -> str:
    """The order is done."""
    return words._("已收到 ✅ 辛苦了!等书记确认")


def finished_before(words: Words) -> str:
    """That it is done was said before."""
    return words._("您说过修好了 ✅ 不用再点")


def visit_refused(words: Words) -> str:
    """The holder hears that the time does not suit."""
    return words._("已收到 ✅ 师傅会再约时间,约好马上告诉您")


def goes_on(words: Words) -> str:
    """The clocks run on."""
    return words._("已收到 ✅ 时间接着算了,辛苦!")


def more_time(words: Words, by: str) -> str:
    """An order has a later limit."""
    return words._("✅ 时限改到 %(by)s") % {"by": by}


def reason_is_asked(words: Words) -> str:
    """The question why they cannot come stands already."""
    return words._("已经在问您原因了,点一个或写一句就行;还能去就点「还是我去」")


def undone(words: Words) -> str:
    """The holder took it back."""
    return words._("已撤回 ✅ 修好后再点「修好了」")


def nudged(words: Words) -> str:
    """Whoever has the order hears that it is waited for."""
    return words._("已收到 ✅ 已帮您催了,有消息马上告诉您")


def nudged_at_night(words: Words) -> str:
    """They hear it when the night is over."""
    return words._("已收到 ✅ 现在夜里不打扰,明早一早帮您催")


def rated(words: Words) -> str:
    """A verdict was given."""
    return words._("谢谢您 🙏 再点几颗星吧")


def not_fixed(words: Words) -> str:
    """The volunteer is asked to come again."""
    return words._("已收到 ✅ 马上请师傅再来")


def rated_before(words: Words) -> str:
    """It was given before."""
    return words._("您已经评过了,谢谢 🙏")


def kept(words: Words) -> str:
    """Noted."""
    return words._("已记下 ✅")


def confirmed(words: Words, points: int) -> str:
    """The order is closed."""
    return words._("✅ 办好了,发出 %(points)s 分") % {"points": points}


def reopened(words: Words) -> str:
    """The volunteers go again."""
    return words._("已收到 ✅ 已请志愿者再跑一趟")


def grid_first(words: Words, group_at: datetime) -> str:
    """A request was published, and the group hears of it at `group_at`, after those of its grid."""
    return words._("✅ 已发布。先请本网格的人看,%(time)s 再发到群里") % {"time": f"{group_at:%H:%M}"}


def untold(words: Words, done: str) -> str | None:
    """What became of a request, where whoever reported it does not hear of it here; None: it is said as always."""
    return {
        "reject": words._("已收到 ✅ 不受理。住户收不到我的消息,请打电话告诉他"),
        "split": words._("已收到 ✅ 分开了。住户收不到我的消息,请打电话告诉他"),
    }.get(done)


def triaged(words: Words, done: str) -> str | None:
    """What became of a request; None where the card itself says it."""
    return {
        "publish": words._("✅ 已发布到群里"),
        "to": words._("已收到 ✅ 已转办"),
        "told": words._("已收到 ✅ 有结果请点「记结果」"),
        "reject": words._("已收到 ✅ 会客气地告诉居民"),
        "back": words._("已收到 ✅ 收回来了,请看新的卡片"),
        "split": words._("已收到 ✅ 分开了,也告诉居民了"),
        "wait": words._("好的,过几天再问您"),
        "set": words._("✅ 已改好"),
        "accepted": words._("已收到 ✅ 处理完请点「已处理」"),
        "accepted_before": words._("您已经接下了,处理完请点「已处理」"),
    }.get(done)


def changed(words: Words) -> str:
    """A setting was switched."""
    return words._("✅ 已改好")


def settled(words: Words, done: str) -> str:
    """A period was closed, now or before; or its file is on its way."""
    return {
        "closed": words._("已清算 ✅ 名单发到群里,对账单私下发给各人"),
        "before": words._("这一期已经清算过了 ✅"),
        "sheet": words._("已收到 ✅ 表格马上发给您"),
    }[done]


def kept_till_morning(words: Words) -> str:
    """A place is kept for them, and they are asked in the morning."""
    return words._("✋ 位置给您留着。现在夜里不打扰,明早私聊问您")


def in_line(words: Words, place: int | None) -> str:
    """The place in the line for an order; None: it is their turn."""
    if place is None:
        return words._("轮到您了!请在私聊里点「我去」")
    return words._("✋ 您排第 %(place)s 位。空出位置,马上私聊问您") % {"place": place}


def left_line(words: Words) -> str:
    """The place in the line is given up."""
    return words._("已收到 ✅ 不排了,谢谢您")


def still_going(words: Words) -> str:
    """The holder has not forgotten it."""
    return words._("已收到 ✅ 住户在等您,辛苦!")


def taken_off(words: Words, name: str) -> str:
    """A building is on the list no more."""
    return words._("已拿掉 %(name)s") % {"name": name}


def being_drawn(words: Words) -> str:
    """The posters will be there in a moment."""
    return words._("已收到 ✅ 海报马上发到私聊")


def put_to_the_group(words: Words) -> str:
    """The question stands in the group in a moment."""
    return words._("✅ 已发到群里,到时间自动收票")


def being_written(words: Words) -> str:
    """The minutes will be there in a moment."""
    return words._("已收到 ✅ 会议纪要马上发到私聊")


def redeemed(words: Words) -> str:
    """Something from the shop is kept for them."""
    return words._("✅ 换好了!取货码在下面")


def wished(words: Words) -> str:
    """They wish it too."""
    return words._("👍 已加上您")


def sign_up_is_open(words: Words) -> str:
    """The card stands in the group in a moment."""
    return words._("✅ 接龙已发到群里")


def standing(words: Words, where: Standing) -> str:
    """Where somebody stands on the list of an activity after a tap."""
    if where.state is SignUpState.WAITING:
        return words._("✋ 名额满了,您排在第 %(place)s 位。空出来马上告诉您") % {"place": where.waiting}
    if where.state is None:
        return words._("已收到 ✅ 不去了,谢谢告诉") if where.changed else words._("您还没有报名")
    return words._("已报名 ✅ 前一天晚上会提醒您") if where.changed else words._("您已经报过名了 ✅")


def only_the_named(words: Words) -> str:
    """An administrator who hides cannot be recognised."""
    return words._("匿名管理员认不出是谁,请用自己的身份再发一次")


def to_somebody(words: Words, name: str, text: str) -> str:
    """In the group, an answer names whom it is for."""
    return words._("%(name)s:%(text)s") % {"name": name, "text": text}


def given(words: Words) -> str:
    """Points were given by hand."""
    return words._("已收到 ✅ 积分已到账")


def published(words: Words, version: int) -> str:
    """A standard is in force."""
    return words._("✅ 第 %(version)s 版已公布") % {"version": version}


def reported(words: Words, done: str) -> str:
    """The paper is on its way, or the bulletin is in the group, now or since before."""
    return {
        "paper": words._("正在做,一会儿发给您 🖨"),
        "posted": words._("已发到群里 ✅"),
        "before": words._("这一期已经发到群里了"),
    }[done]
