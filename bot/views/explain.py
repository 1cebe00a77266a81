"""What a refusal means, in a sentence that says what to do. Fits the answer to a tap (200 characters)."""

from collections.abc import Callable
from typing import Any

from bot.domain import errors, place_errors
from bot.domain.life import Status, Step
from bot.domain.sheets import MOST_BYTES, MOST_ROWS, SheetTrouble
from bot.views.buildings import grouped
from bot.views.explain_activities import ACTIVITY_WORDINGS, GIVING_WORDINGS
from bot.views.explain_record import RECORD_WORDINGS
from bot.views.explain_requests import REQUEST_WORDINGS
from bot.views.explain_shop import SHOP_WORDINGS
from bot.views.fitting import MOST_TOAST, brief, clip
from bot.views.labels import plain_status, skill_word
from bot.views.words import Words

MOST_NAMES = 2
MOST_NAME = 64


def explain(words: Words, error: errors.DomainError) -> str:
    """One sentence or two, plain text; with the way out, where a question stands that this was no answer to."""
    said = _WORDINGS[type(error)](words, error)
    return clip(said if not error.asked else f"{said} {_way_out(words)}", MOST_TOAST)


def _way_out(words: Words) -> str:
    return words._("(不想答了,就发「取消」)")


def unexpected(words: Words, incident: str) -> str:
    """Something went wrong that is nobody's fault in the chat; the id finds it in the log."""
    return words._("出了点问题,已经记下来了(编号 %(incident)s)。请过一会儿再试。") % {"incident": incident}


def _taken(words: Words, error: errors.OrderTaken) -> str:
    names = words.listing(error.holders, most=MOST_NAMES)
    if error.others_open:
        return words._("%(names)s抢先一步 🙏 还有 %(count)s 单在等您") % {
            "names": names,
            "count": error.others_open,
        }
    return words._("%(names)s抢先一步 🙏 下次一定") % {"names": names}


def _kept(words: Words, error: errors.PlacesKept) -> str:
    return words._("#%(number)s 的空位先问排队的人 ✋ 轮到的人会在私聊里收到消息") % {"number": error.number}


def _place_free(words: Words, error: errors.PlaceFree) -> str:
    return words._("#%(number)s 正好有空位,不用排,直接点「我来修」") % {"number": error.number}


def _holds(words: Words, error: errors.HoldsAlready) -> str:
    return words._("%(name)s已经接了 #%(number)s") % {"name": error.name, "number": error.number}


def _not_on_the_team(words: Words, error: errors.NotOnTheTeam) -> str:
    return words._("队伍里没有找到「%(name)s」,请看看名字有没有写错") % {"name": clip(error.name, MOST_NAME)}


def _nobody_to_blame(words: Words, error: errors.NobodyToBlame) -> str:
    return words._("#%(number)s 没有可记的人:没人接过、已经记过,或者约好的时间之前就退了") % {"number": error.number}


def _yours(words: Words, error: errors.AlreadyYours) -> str:
    return words._("#%(number)s 已经是您的了,联系方式在私聊里") % {"number": error.number}


def _not_yours(words: Words, error: place_errors.NotYoursAnyMore) -> str:
    return words._("#%(number)s 已经不在您手上了,不用再点 👌 想再去,请点群里的卡片") % {"number": error.number}


def _not_enough(words: Words, error: errors.NotEnoughPoints) -> str:
    return words._("积分不够:要 %(points)s 分,现有 %(held)s 分") % {"points": error.points, "held": error.held}


def _not_found(words: Words, error: errors.OrderNotFound) -> str:
    if error.number is None:
        return words._("没有找到这张单")
    return words._("没有找到与您有关的 #%(number)s") % {"number": error.number}


def _moment(words: Words, error: errors.WrongMoment) -> str:
    facts = {"number": error.number, "status": plain_status(words, error.status)}
    if error.step is Step.RELEASE and error.status is Status.OPEN:
        return words._("#%(number)s 现在没有人接,不用收回") % facts
    if error.step is Step.RELEASE and error.status is Status.DONE:
        return words._("#%(number)s 您已经说修好了,不用退。没修完请点「点错了」") % facts
    if error.step is Step.UNDO and error.status is Status.CLOSED:
        return words._("#%(number)s 已经办好了,撤不回来了。没修好请告诉书记。") % facts
    if error.step in (Step.NUDGE, Step.CORRECT, Step.WITHDRAW):
        return words._("#%(number)s 现在是「%(status)s」,这里改不了了。有事请找社区书记") % facts
    if error.step is Step.RATE:
        return words._("#%(number)s 现在是「%(status)s」,这里不用再点了。还有问题,直接打字告诉我。") % facts
    return words._("#%(number)s 现在是「%(status)s」,不能这样操作") % facts


def _settled_before(words: Words, error: errors.SettledBefore) -> str:
    facts = {"number": error.number, "status": plain_status(words, error.status), "who": error.who}
    if error.who is None:
        return words._("#%(number)s 现在是「%(status)s」,不用再处理了") % facts
    if error.own:
        return words._("#%(number)s 您已经处理过了 ✅ 现在是「%(status)s」") % facts
    return words._("#%(number)s %(who)s已经处理了,现在是「%(status)s」") % facts


def _not_allowed(words: Words, error: errors.NotAllowed) -> str:
    if error.what == "setup":
        return words._("只有配置里写明的管理员才能设立社区。请联系安装这个机器人的人。")
    if error.what == "import":
        return words._("旧表只有书记和工作人员能导入,请把表交给他们。要报修,直接告诉我哪里坏了就行")
    if error.what == "party":
        return words._("这张单不在您这里,或者已经换人负责了")
    if error.what in ("settings", "invite", "clerks", "below_zero", "grids"):
        return words._("只有书记才能这样操作")
    return words._("只有书记和工作人员才能这样操作")


def _nudged(words: Words, error: errors.NudgedToday) -> str:
    return words._("今天已经催过 #%(number)s 了,对方知道您在等。明天还可以再催") % {"number": error.number}


def _many_lines(words: Words, error: errors.TooManyLines) -> str:
    return words._("一小时最多转 %(most)s 句,请过一会儿再发,急事请打电话") % {"most": error.most}


def _nobody(words: Words, error: errors.NobodyToTell) -> str:
    return words._("#%(number)s 现在没有人能收到留言。急事请打电话或找社区书记") % {"number": error.number}


def _too_many(words: Words, error: errors.TooManyClaims) -> str:
    return words._("您手上已有 %(limit)s 单,先修好一单再接吧 💪") % {"limit": error.limit}


def _bad_input(words: Words, error: errors.BadInput) -> str:
    particular = {
        "phone": words._("想留个电话吗?打数字就行;不留,点「跳过」。"),
        "photos": words._("照片最多 %(most)s 张,这一张没有收。"),
        "landline": words._("座机请带区号,例如 %(example)s"),
        "own_phone": words._("请点「分享我的手机号」按钮分享您自己的号码。"),
        "merge": words._("请点一张单,或发要并入的单号,例如:%(example)s"),
        "answer": words._("请写一句,好告诉居民。"),
        "contest": words._("请用文字说一句,书记会看到。"),
        "grid": words._("网格名字 20 个字以内,不能重名,例如:%(example)s"),
        "buildings": words._("楼栋最多 %(most)s 栋,这次没有加。"),
        "choose": words._("请点一个:改地址、改电话、改时间、改说明;电话和地址也可以直接发给我。"),
        "parties": words._("单位最多 %(most)s 个,请先删掉不用的。"),
        "activity": words._("没看懂,请这样写:周六上午9点 清扫楼道 3号楼前 10人 每人10分 2小时"),
        "starts": words._("开始时间要在 10 分钟之后、一年之内,例如:周六上午9点"),
        "ballot": words._("问题 200 字以内;选项一行一个,2 到 %(most)s 个,每个 100 字以内。请再发一次。"),
        "closes": words._("截止时间要在 10 分钟之后、30 天之内,例如:%(example)s"),
        "period": words._("请写一个月、一周或起止两天,不超过一年,例如:%(example)s"),
        "ledger": words._("看谁的?请写名字,例如:%(example)s"),
        "find": words._("找什么?可以写单号、楼号、姓名、手机尾号、工种、超时,例如:%(example)s"),
        "past": words._("这张表里要有「楼号」「维修事项」「维修日期」三列的标题,请加上再发一次。"),
        "visit_past": words._("这个时间已经过了,请再说一个,例如:%(example)s"),
        "points_name": words._("没有这个人。请写成「名字 15」,例如:%(example)s"),
    }
    sentence = particular.get(error.field, words._("没看懂,请再发一次。例如:%(example)s"))
    return sentence % {"example": _example(words, error), "most": error.example}


def _out_of_range(words: Words, error: errors.OutOfRange) -> str:
    facts = {"least": error.least, "most": error.most, "example": error.example}
    return words._("请发 %(least)s 到 %(most)s 的整数,例如:%(example)s") % facts


def _example(words: Words, error: errors.BadInput) -> str:
    """In the reader's language, where the value is a word."""
    said = {
        "building": words._("2号楼2单元1401"),
        "what": words._("厨房水管漏水"),
        "when": words._("明天下午"),
        "skill": words._("木工"),
        "urgency": words._("加急"),
        "size": words._("中修"),
        "standard": words._("木工 10 15 25 50"),
        "calendar": words._("2026-12-24 放假"),
        "party": words._("物业 阳光物业 张经理 13800138000"),
        "emergency_numbers": words._("火警 119,急救 120,报警 110"),
        "danger_advice": words._("煤气 关阀门,开窗,到外面打 119"),
        "closes": words._("周日晚8点"),
        "yes": words._("是"),
        "grid": words._("第一网格"),
        "goods": words._("要有「名称」「积分」「进货」三列的表格"),
        "item": words._("毛巾 20分 30条 每人2"),
        "wish": words._("电饭煲"),
        "find": "/find " + words._("5号楼 王 漏水 未完成"),
        "ledger": "/ledger " + words._("王师傅"),
    }
    return said.get(error.field, error.example)


def _no_building(words: Words, error: errors.NotABuilding) -> str:
    facts = {"said": clip(error.said, 40), "example": words._("1-12号楼、甲3号楼、A座")}
    return words._("「%(said)s」不像楼号,这次没有改。可以这样写:%(example)s") % facts


def _not_listed(words: Words, error: place_errors.NotListed) -> str:
    said, listed = (clip(words._("、").join(grouped(names)), 40) for names in (error.said, error.listed))
    return words._("楼栋表里没有 %(said)s,现有 %(listed)s。真有这些楼,前面写「加」再发,例如:加 %(said)s") % {
        "said": said,
        "listed": listed,
    }


def _reason(words: Words, error: errors.MissingReason) -> str:
    facts = {"command": error.command, "number": error.number}
    if error.command == "noshow":
        return words._("请写上原因,例如:/%(command)s %(number)s 约好了没来") % facts
    return words._("请写上原因,例如:/%(command)s %(number)s 已由物业处理") % facts


def _skill_missing(words: Words, error: errors.SkillMissing) -> str:
    facts = {"number": error.number, "skill": skill_word(words, error.skill)}
    return words._("#%(number)s 要%(skill)s,您的技能里没有。会修?私聊发 /me 加上再来接") % facts


def _join_decided(words: Words, error: errors.JoinDecided) -> str:
    facts = {"name": brief(error.name, MOST_NAME)}
    return (words._("%(name)s已经同意了") if error.approved else words._("%(name)s已经婉拒了")) % facts


def _unreadable(words: Words, error: errors.SheetUnreadable) -> str:
    said = {
        SheetTrouble.TOO_LARGE: words._("文件太大了,最大 %(megabytes)s MB。请只留要用的那张表再发一次"),
        SheetTrouble.TOO_LONG: words._("表太长了,最多 %(rows)s 行。请分几次发"),
        SheetTrouble.NO_SHEET: words._("这不是电子表格。请发 .xlsx 或 .csv 文件"),
        SheetTrouble.OLD: words._("这是旧版或加了密码的表格。请另存为 .xlsx(不加密码)再发一次"),
        SheetTrouble.BROKEN: words._("这个表格打不开。请在电脑上另存为 .xlsx 再发一次"),
        SheetTrouble.EMPTY: words._("这张表是空的。请填好再发一次"),
        SheetTrouble.NOT_FETCHED: words._("文件没有收到,请再发一次"),
    }
    return said[error.why] % {"megabytes": MOST_BYTES // 1024**2, "rows": MOST_ROWS}


def _fixed(sentence: Callable[[Words], str]) -> Callable[[Words, Any], str]:
    return lambda words, _error: sentence(words)


_WORDINGS: dict[type[errors.DomainError], Callable[[Words, Any], str]] = {
    errors.OrderTaken: _taken,
    errors.PlacesKept: _kept,
    errors.PlaceFree: _place_free,
    errors.HoldsAlready: _holds,
    errors.NotOnTheTeam: _not_on_the_team,
    errors.OfferDeclined: lambda words, error: words._("%(name)s刚说过不方便,请换一位") % {"name": error.name},
    errors.NobodyToBlame: _nobody_to_blame,
    errors.AlreadyYours: _yours,
    place_errors.NotYoursAnyMore: _not_yours,
    errors.OrderNotFound: _not_found,
    errors.WrongMoment: _moment,
    errors.SettledBefore: _settled_before,
    errors.NotAllowed: _not_allowed,
    errors.TooManyClaims: _too_many,
    errors.NudgedToday: _nudged,
    errors.TooManyLines: _many_lines,
    errors.NobodyToTell: _nobody,
    errors.BadInput: _bad_input,
    errors.NotEnoughPoints: _not_enough,
    errors.EntryNotFound: lambda words, error: words._("账本里没有第 %(seq)s 笔") % {"seq": error.seq},
    errors.ReversedBefore: lambda words, error: words._("第 %(seq)s 笔已经撤销过了") % {"seq": error.seq},
    errors.NotReversible: lambda words, error: (
        words._("第 %(seq)s 笔不能直接撤销:兑换请在积分超市里取消,撤销错了请重新奖励") % {"seq": error.seq}
    ),
    errors.MissingReason: _reason,
    errors.NotABuilding: _no_building,
    place_errors.NotListed: _not_listed,
    errors.OutOfRange: _out_of_range,
    errors.SkillMissing: _skill_missing,
    errors.JoinDecided: _join_decided,
    errors.SheetUnreadable: _unreadable,
    errors.NotInTeam: _fixed(lambda words: words._("这要队里的人才行,或者这位已经不在队里了")),
    errors.SecretaryStays: _fixed(lambda words: words._("书记不能这样退出,请先联系安装的人换一位书记")),
    errors.TeamClosed: _fixed(lambda words: words._("这里的志愿者要由书记邀请,请找书记要邀请链接")),
    errors.NoCommunity: _fixed(lambda words: words._("这里还没有设立社区。请管理员在群里发 /setup")),
    errors.AlreadySetUp: lambda words, error: words._("这里已经是%(name)s了") % {"name": error.name},
    errors.OnlyInGroup: _fixed(lambda words: words._("请在群里发这个命令")),
    errors.OnlyInPrivate: _fixed(lambda words: words._("这个请私聊问我,免得大家都看到")),
    errors.InviteInvalid: _fixed(lambda words: words._("这个链接用过了或过期了,请书记再发一个")),
    errors.TooLateToReopen: lambda words, error: (
        words._("#%(number)s 办好超过 %(days)s 天了,请重新报修,直接告诉我哪里坏了就行。")
        % {"number": error.number, "days": error.days}
    ),
    errors.OwnPoints: _fixed(lambda words: words._("不能给自己发积分;该得的,请另一位工作人员来发")),
    errors.SwitchedOff: _fixed(lambda words: words._("这里还没有开通捐积分。想捐给邻居,可以请书记在设置里打开")),
    errors.NothingChanged: _fixed(lambda words: words._("还没有改动,先点一样来改")),
    errors.OwnWork: _fixed(lambda words: words._("自己修的单,要请住户来评 🙏")),
    **SHOP_WORDINGS,
    **RECORD_WORDINGS,
    **REQUEST_WORDINGS,
    **ACTIVITY_WORDINGS,
    **GIVING_WORDINGS,
    errors.ButtonExpired: _fixed(lambda words: words._("这个按钮已经过期了,请看最新的消息")),
}
