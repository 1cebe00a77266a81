"""The settings of a community: what is in force, a button for each, and how each is asked for."""

from bot.domain.periods import Every
from bot.domain.ranges import RANGES
from bot.domain.urgency import Urgency
from bot.language.persons.phones import display_phone
from bot.models import Community
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.choosing import Rows, in_rows
from bot.views.labels import emergency_word, skill_word
from bot.views.screen import Button, Screen
from bot.views.words import Words


def _buttons(community: Community, labels: dict[str, str]) -> Rows:
    """A button for each setting, by its name."""
    return in_rows([Button(label, data=data("set", community.id, name)) for name, label in labels.items()])


def language_word(words: Words, locale: str) -> str:
    """The language the community is spoken to in."""
    return words._("中文") if locale == "zh_CN" else words._("英文")


def settings(words: Words, community: Community) -> Screen:
    """What was there from the first day, and a button for each."""
    standard = community.points_standard()
    text = words.render(
        "settings",
        community=community,
        language=language_word(words, community.locale),
        default_row=standard.default_row,
        rows=[(skill_word(words, key), row) for key, row in sorted(standard.rows.items())],
        urgent=standard.bonus[Urgency.URGENT],
        critical=standard.bonus[Urgency.CRITICAL],
    )
    labels = {
        "digest_time": "⏰ " + words._("简报时间"),
        "timezone": "🌐 " + words._("时区"),
        "locale": "🈯 " + words._("语言"),
        "claim_limit": "✋ " + words._("接单上限"),
        "open_team": "🚪 " + words._("开放/邀请制"),
        "start_grace_minutes": "⏳ " + words._("私聊时限"),
        "standard": "🎁 " + words._("积分标准"),
        "name": "🏷 " + words._("名称"),
        "digest_when_empty": "🌙 " + words._("无事时发不发"),
    }
    more = Button("⚙️ " + words._("更多设置"), data=data("set", community.id, "more"))
    auto = Button("🚀 " + words._("自动发布"), data=data("auto", community.id, "show"))
    points = Button("🏅 " + words._("积分规则"), data=data("set", community.id, "points"))
    clocks = Button("⏰ " + words._("办单时限"), data=data("set", community.id, "clocks"))
    return Screen(text, (*_buttons(community, labels), (auto, points), (clocks, more)))


def more_settings(words: Words, community: Community) -> Screen:
    """How the community goes about it, and a button for each."""
    ways = community.ways()
    text = words.render(
        "settings_more",
        community=community,
        ways=ways,
        weekdays=_weekday_words(words, ways.digest_days),
        days=words.listing([*(f"{day} ✓" for day in ways.days_off), *(f"{day} ✗" for day in ways.days_on)]),
        phone=None if ways.staff_phone is None else display_phone(ways.staff_phone),
        emergency=words.listing([f"{emergency_word(words, name)} {number}" for name, number in ways.emergency_numbers]),
    )
    labels = {
        "join_needs_approval": "🤝 " + words._("入队要同意"),
        "skill_blocks": "🛠 " + words._("技能不符"),
        "donations": "💝 " + words._("捐积分"),
        "staff_phone": "📞 " + words._("书记电话"),
        "same_within_hours": "👥 " + words._("相似报修"),
        "close_after_days": "⏳ " + words._("自动办结"),
        "remind_rating_hours": "😀 " + words._("评价提醒"),
        "reopen_within_days": "🔁 " + words._("返修期限"),
        "queue_answer_minutes": "✋ " + words._("排队时限"),
        "silent_hours": "💤 " + words._("没动静"),
        "triage_hours": "📨 " + words._("待办提醒"),
        "party_days": "🏢 " + words._("转办提醒"),
        "keep_personal_days": "🔒 " + words._("资料保留"),
        "hold_days": "🎁 " + words._("取货期限"),
        "head_start_minutes": "🏘 " + words._("网格先知道"),
        "low_stock": "📦 " + words._("缺货提醒"),
        "digest_days": "📆 " + words._("简报日"),
        "night": "🌙 " + words._("夜间"),
        "emergency_numbers": "🆘 " + words._("紧急电话"),
        "danger_advice": "⚠️ " + words._("危险提示"),
        "weekly_bulletin": "📊 " + words._("每周通报"),
        "monthly_bulletin": "📈 " + words._("每月通报"),
        "board": "🏢 " + words._("红黑榜"),
        "calendar": "📅 " + words._("节假日"),
        "less": "⬅️ " + words._("返回"),
    }
    return Screen(text, _buttons(community, labels))


def point_settings(words: Words, community: Community) -> Screen:
    """How points are settled, whether they lapse, whether the group votes; and a button for each."""
    text = words.render("settings_points", community=community, ways=community.ways())
    labels = {
        "settle_every": "🧾 " + words._("清算周期"),
        "lapse_months": "⏳ " + words._("积分过期"),
        "monthly_vote": "🌹 " + words._("最美志愿者"),
        "less": "⬅️ " + words._("返回"),
    }
    return Screen(text, _buttons(community, labels))


def _weekday_words(words: Words, days: str) -> str:
    """一、三、五; every day: nothing."""
    names = {
        "1": words._("周一"),
        "2": words._("周二"),
        "3": words._("周三"),
        "4": words._("周四"),
        "5": words._("周五"),
        "6": words._("周六"),
        "7": words._("周日"),
    }
    return "" if len(days) == len(names) else words.listing([names[day] for day in days])


def setting_draft(words: Words, draft: DraftFacts, name: str) -> Screen:
    """A setting: which value; or whether it is really to be switched for everybody."""
    keep = Button("⬅️ " + words._("不改了"), data=data("keepset", draft.kind, draft.serial))
    if "value" not in draft.payload:
        return Screen(setting_question(words, name), ((keep,),))
    yes = Button("✅ " + words._("改"), data=data("yesset", draft.serial))
    return Screen(switch_question(words, name, draft.payload["value"]), ((yes, keep),))


def setting_question(words: Words, name: str) -> str:
    """How a setting is asked for; a number with its range."""
    if name in RANGES:
        least, most, example = RANGES[name]
        facts = {"question": _number_question(words, name), "least": least, "most": most, "example": example}
        return words._("%(question)s发 %(least)s 到 %(most)s 的整数,例如:%(example)s") % facts
    return {
        "digest_time": words._("每天几点发简报?例如:08:30"),
        "digest_days": words._("星期几发简报?发「每天」「工作日」或「周一到周五」,或者几个数字:1-5"),
        "timezone": words._("时区?例如:Asia/Shanghai"),
        "name": words._("社区叫什么名字?"),
        "calendar": words._(
            "国家节假日和调休已经知道了。社区另外放假或上班的日子,这样发:12月24日、12月25日 放假,或 2026-12-24 上班。"
            "写「2026-12-24 默认」恢复。"
        ),
        "limits": words._(
            "哪种单,多久要有人接,多久要办好?例如:普通 水工 1天 3天,或:紧急 15分钟 4小时 昼夜。"
            "按工作时间算的,1 天是 1 个工作日。写「普通 默认」恢复。已经在办的单不变。"
        ),
        "work_hours": words._("工作时间几点到几点?例如:8-18。已经在办的单不变。"),
        "staff_phone": words._("住户找书记打哪个电话?例如:0532-88881234。不想给就发「没有」。"),
        "night": words._("夜里几点到几点不打扰?发两个 0 到 23 的整点,例如:21-8"),
        "emergency_numbers": words._(
            "遇到危险告诉住户打哪些电话?最多 6 个,例如:火警 119,急救 120。发「默认」恢复原来的。"
        ),
        "danger_advice": words._(
            "哪种危险,该怎么说?先写煤气、着火、触电、被困或摔倒,空一格再写话(200 字以内),例如:"
            "煤气 关阀门,开窗,到外面打 119。写「煤气 默认」恢复原来的。"
        ),
    }[name]


def _number_question(words: Words, name: str) -> str:
    return {
        "claim_limit": words._("每人最多同时接几单?"),
        "start_grace_minutes": words._("抢到后几分钟内要打开私聊?"),
        "same_within_hours": words._("几小时内的相似报修要问是不是同一件?"),
        "close_after_days": words._("修好后几天没人评价就自动办结?"),
        "remind_rating_hours": words._("修好后几小时没评价就提醒一次?"),
        "reopen_within_days": words._("办结后几天内可以说没修好、再修?"),
        "queue_answer_minutes": words._("轮到排队的人,几分钟内要答复?"),
        "silent_hours": words._("接单人几小时没动静就提醒?"),
        "triage_hours": words._("报修几小时没人处理就再提醒书记?"),
        "party_days": words._("转办后几天没结果就提醒工作人员?"),
        "keep_personal_days": words._("办结后几天删掉电话、门牌、照片?"),
        "lapse_months": words._("积分挣到几个整月后过期?0 是不过期。过期前 30 天会私下告诉本人。"),
        "hold_days": words._("兑换后几天不来取就退回?"),
        "head_start_minutes": words._(
            "新单先告诉网格员和维修员,几分钟后再发到群里?0 是同时。加急的、会等到夜里的不等。"
        ),
        "low_stock": words._("货剩几件就提醒工作人员?"),
    }[name]


def switch_question(words: Words, name: str, value: object) -> str:
    """Whether it is really to be switched for everybody."""
    if name == "locale":
        return words._("全社区都换成%(language)s吗?群里的卡片和简报都会变。") % {
            "language": language_word(words, str(value))
        }
    if name == "settle_every":
        quarterly = words._("改成每季度清算一次吗?还没清算的那一期就按季度算。")
        return quarterly if value == Every.QUARTER else words._("改成每月清算一次吗?还没清算的那一期就按月算。")
    on, off = {
        "monthly_vote": (
            words._("每月 1 日在群里投票选上月的最美志愿者吗?不愿意的人不会列进去。"),
            words._("不再每月投票选最美志愿者吗?"),
        ),
        "open_team": (
            words._("改成开放吗?群里的人第一次接单就入队,能看到那一单的住户电话。"),
            words._("改成邀请制吗?以后要有邀请链接或您同意,才能接单。"),
        ),
        "join_needs_approval": (
            words._("改成入队都要您同意吗?"),
            words._("群里的人点入队链接就直接入队吗?不在群里的人还是要您同意。"),
        ),
        "work_weekends": (
            words._("周末和节假日也算工作时间吗?已经在办的单不变。"),
            words._("周末和节假日不算工作时间吗?调休上班的日子照算,已经在办的单不变。"),
        ),
        "hand_over": (
            words._("一直没人接的单,最后自动转给物业吗?物业要先在 /parties 登记,没开通机器人的请您打电话告诉。"),
            words._("一直没人接的单,只提醒书记、不自动转吗?"),
        ),
        "donations": (
            words._("让大家把积分捐给邻居吗?捐的人确认两次,收的人一天内可以退回。"),
            words._("不再让大家捐积分吗?捐过的不变。"),
        ),
        "weekly_bulletin": (
            words._("每周一早上在群里发上周的数字和图吗?工作人员私下收到全文。"),
            words._("不再每周发通报吗?随时可以用 /report 看。"),
        ),
        "monthly_bulletin": (
            words._("每月 1 日早上在群里发上月的数字和图吗?工作人员私下收到全文。"),
            words._("不再每月发通报吗?随时可以用 /report 看。"),
        ),
        "board": (
            words._("在通报里列出物业等责任单位按时办结、住户满意的比例吗?群里的人都看得到。"),
            words._("通报里不再列责任单位吗?"),
        ),
        "skill_blocks": (
            words._("技能不符就不让接吗?没写技能的人不受影响。"),
            words._("技能不符只提醒、照样能接吗?"),
        ),
    }[name]
    return on if value else off


def setting_draft_ended(words: Words, ended: str) -> Screen:
    """A question about a setting, when it is over."""
    said = {"changed": words._("✅ 已改好"), "same": words._("本来就是这样,没有改动")}
    return Screen(said.get(ended, words._("没有改动")))
