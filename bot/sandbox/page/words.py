"""What the page itself says, in Chinese and English; everything else on it was said by people or by the bot."""

from dataclasses import dataclass

LANGUAGES = ("zh", "en")
CODES = {"zh": "zh-hans", "en": "en"}
"""The language a person's client tells the bot, by the language of the page."""

_TABLE: dict[str, tuple[str, str]] = {
    # The frame
    "title": ("微修 · 演示", "Weixiu · demo"),
    "brand": ("微修", "Weixiu"),
    "tagline": ("假装的 Telegram", "a pretend Telegram"),
    "other_language": ("English", "中文"),
    "tab_group": ("群聊", "Group"),
    "tab_private": ("私聊", "Private"),
    "tab_tools": ("时间与抢单", "Time & race"),
    "act_as": ("您扮演谁", "You act as"),
    "secretary": ("书记", "Secretary"),
    "volunteer": ("志愿者", "Volunteer"),
    "resident": ("居民", "Resident"),
    "others": ("还有 {count} 位志愿者", "{count} more volunteers"),
    "unread": ("{count} 条未读", "{count} unread"),
    # The help strip
    "help_title": ("第一次来?三步看懂", "New here? Three steps"),
    "help_1": (
        "这里没有真的 Telegram,机器人却是真的:点一个名字,您就是那个人。",
        "Telegram is pretended here, but the bot is real: pick a name and you are that person.",
    ),
    "help_2": (
        "先扮演李师傅,在群里的卡片上点「我来修」,住户的联系方式会发到他的私聊。",
        "First be 李师傅 and tap 我来修 (I'll fix it) on a card: the contact arrives in his private chat.",
    ),
    "help_3": (
        "在私聊里点「修好了」,再换回刘书记点「确认」,积分就到账了。",
        "Tap 修好了 (fixed) there, then be 刘书记 again and tap 确认 (confirm): the points are given.",
    ),
    "help_close": ("知道了", "Got it"),
    # Time and the race
    "clock_title": ("时间", "Time"),
    "clock_zone": ("北京时间", "Beijing time"),
    "clock_morning": ("明早 08:30", "Tomorrow 08:30"),
    "clock_quarter": ("+15 分钟", "+15 min"),
    "clock_hour": ("+1 小时", "+1 h"),
    "clock_hint": ("时间只能往前走;08:30 发每日简报。", "Time only goes forward; the daily digest comes at 08:30."),
    "clock_moved": ("现在是 {time}", "It is {time} now"),
    "clock_stuck": ("这里的时间不能拨动", "The time cannot be moved here"),
    "crowd_title": ("抢单", "Race"),
    "crowd_button": ("20 位志愿者同时抢单", "20 volunteers tap at once"),
    "crowd_hint": (
        "他们同时点最新一张卡片上的「我来修」。",
        "They all tap 我来修 on the newest card in the same instant.",
    ),
    "crowd_waiting": ("正在抢……", "Tapping …"),
    "crowd_no_card": ("群里没有可以抢的卡片:先发一单。", "There is no card to claim: post an order first."),
    "crowd_none_won": ("没有人抢到", "Nobody won"),
    "crowd_won": ("抢到", "Won"),
    "crowd_told": ("{count} 位当场被告知", "{count} told at once"),
    "crowd_silent": ("{count} 位没有收到回应", "{count} got no answer"),
    "crowd_of": ("{count} 人同时点了 {what}", "{count} people tapped {what}"),
    # Chats
    "members": ("{count} 位成员", "{count} members"),
    "bot": ("机器人", "bot"),
    "private_with": ("{name}与机器人的私聊", "{name}'s chat with the bot"),
    "today": ("今天", "Today"),
    "yesterday": ("昨天", "Yesterday"),
    "date": ("{month}月{day}日", "{day}/{month}"),
    "edited": ("已编辑", "edited"),
    "pinned": ("已置顶", "pinned"),
    "photo": ("照片", "Photo"),
    "document": ("文件", "File"),
    "voice": ("语音", "Voice note"),
    "video": ("视频", "Video"),
    "audio": ("音频", "Audio"),
    "location": ("位置", "Location"),
    "contact": ("联系人", "Contact"),
    "poll": ("投票", "Poll"),
    "poll_anonymous": ("匿名投票", "Anonymous poll"),
    "poll_public": ("公开投票", "Public poll"),
    "poll_several": ("可多选", "several answers"),
    "poll_closed": ("已结束", "closed"),
    "poll_votes": ("{count} 人投票", "{count} voted"),
    "gone": ("已删除的消息", "Deleted message"),
    "nothing_yet": ("还没有消息", "No messages yet"),
    "newest": ("回到最新", "To the newest"),
    "what_it_does": ("这个机器人能做什么?", "What can this bot do?"),
    "before_start": (
        "{name}还没有打开过和机器人的私聊。按下面的按钮之前,机器人不能给 TA 发消息。",
        "{name} never opened this chat. Until the button below is pressed, the bot cannot write here.",
    ),
    "blocked": ("{name}屏蔽了机器人。", "{name} has blocked the bot."),
    "start": ("开始 START", "START"),
    "outsider": (
        "{name}不在这个群里,只能看,不能说话。居民直接私聊机器人。",
        "{name} is not in this group and can only look. Residents talk to the bot in private.",
    ),
    # The composer
    "write_group": ("在群里说……", "Write to the group …"),
    "write_private": ("对机器人说……", "Write to the bot …"),
    "send": ("发送", "Send"),
    "attach": ("发照片", "Send a photo"),
    "attach_own": ("从本机选一张照片", "Choose a photo from this device"),
    "sample_broken": ("示例照片:水管漏水", "Sample photo: a leaking pipe"),
    "sample_fixed": ("示例照片:修好了", "Sample photo: all fixed"),
    "reply_to": ("回复 {name}", "Reply to {name}"),
    "reply": ("回复", "Reply"),
    "cancel": ("取消", "Cancel"),
    "try_this": ("试试", "Try"),
    "menu": ("命令", "Commands"),
    "menu_empty": ("机器人还没有设置命令", "The bot has set no commands yet"),
    "share_contact": ("分享了自己的手机号", "shared their phone number"),
    # What comes back
    "ok": ("好", "OK"),
    "copied": ("已复制:{text}", "Copied: {text}"),
    "no_answer": ("机器人没有回应", "The bot did not answer"),
    "button_gone": ("这个按钮已经不在了", "That button is gone"),
    "not_a_member": ("{name}不在这个群里", "{name} is not in this group"),
    "nothing_to_send": ("先写点什么,再发送", "Write something first"),
    "too_long": ("太长了", "That is too long"),
    "bad_photo": ("这不是 PNG 或 JPEG 照片", "That is no PNG or JPEG photo"),
    "not_possible": ("这样做不了", "That cannot be done"),
    "leads_outside": ("这个链接通向外面:{url}", "This link leads outside: {url}"),
    "offline": ("和服务器断开了,正在重连……", "The server cannot be reached, trying again …"),
    # Service messages
    "joined": ("{actor} 邀请了 {names}", "{actor} added {names}"),
    "joined_self": ("{names} 加入了群", "{names} joined"),
    "left": ("{names} 离开了群", "{names} left"),
    "retitled": ("{actor} 把群名改为「{title}」", "{actor} renamed the group to “{title}”"),
    "topic_made": ("新话题「{title}」", "New topic “{title}”"),
    "pinned_something": ("{actor} 置顶了一条消息", "{actor} pinned a message"),
    "migrated": ("群升级为超级群", "The group became a supergroup"),
    "happened": ("群里有变化", "Something changed in the group"),
}

_TRIES: dict[tuple[str, str], tuple[str, ...]] = {
    ("secretary", "group"): ("/order 5号楼1单元302 厨房水管漏水 水工 加急 王阿姨 13900139000",),
    ("secretary", "private"): (
        "/order 2号楼2单元1401 卧室门框开裂需要维修 木工 2人 加急 刘运京 13800138000",
        "/open",
        "/digest",
    ),
    ("volunteer", "group"): ("我来",),
    ("volunteer", "private"): ("/open", "/points", "查进度"),
    ("resident", "group"): (),
    ("resident", "private"): ("查进度", "修好了吗"),
}
_IN_ENGLISH = {"查进度": "status", "修好了吗": "Is it fixed yet?"}


@dataclass(frozen=True)
class Phrases:
    """The table in one language."""

    language: str = "zh"

    def __call__(self, key: str, **facts: object) -> str:
        """The words for `key`, with `facts` put in."""
        return _TABLE[key][LANGUAGES.index(self.language)].format_map(facts)


def phrases(language: str) -> Phrases:
    """Chinese for everything that is not English."""
    return Phrases(language if language in LANGUAGES else LANGUAGES[0])


def things_to_try(role: str, place: str, language: str) -> tuple[str, ...]:
    """What a person of this role may say in the group or in private, to begin with."""
    tries = _TRIES[role, place]
    return tries if language == "zh" else tuple(_IN_ENGLISH.get(text, text) for text in tries)
