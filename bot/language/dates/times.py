"""Words that say when somebody may come. They are recognised and kept, not worked out."""

import re

_N = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_DAY = (
    r"(?:今明两天|这两天|这几天|今天|今日|明天|明日|大后天|后天|今晚|明晚|今早|明早|后天晚上|当天"
    r"|(?:本|这|下|下下)?(?:周|星期|礼拜)[一二三四五六日天末1-6](?:(?:[、和或到至](?:周|星期|礼拜)?|周|星期|礼拜)[一二三四五六日天])*"
    r"|周末|工作日|节假日"
    rf"|{_N}月{_N}[日号]|[0-9]{{1,2}}[日号](?=上|下|早|晚|中))"
)
_PART = r"(?:清早|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜里|夜间|白天|全天|整天|晚饭后|午饭后|下班后|上班前)"
_HOUR = rf"(?:[0-9]{{1,2}}[:：][0-9]{{2}}|{_N}[点时](?:钟|整|半|一刻|三刻|{_N}分?)?)"
_CLOCK = rf"{_HOUR}(?:\s*[-~到至]\s*{_PART}?{_HOUR})?(?:之后|以后|之前|以前|前后|左右|后|前)?"
_SPAN = rf"{_N}(?:[-~到至]){_N}点"
_LATER = r"(?:都行|都可以|都在家|在家|有人|上门|均可|方便|为宜|最好)"
_CHINESE = re.compile(
    rf"(?:(?:时间|最好|希望|请)\s*)?(?:随时|任何时间|什么时候都行|尽早|现在"
    rf"|{_DAY}(?:\s*{_PART})*(?:\s*(?:{_SPAN}|{_CLOCK}))?|{_PART}(?:\s*(?:{_SPAN}|{_CLOCK}))?|{_SPAN}|{_CLOCK})"
    rf"(?:\s*{_LATER})?"
)

_WEEKDAY = (
    r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekdays?|weekends?"
    r"|mon|tue|wed|thu|fri|sat|sun)"
)
_ENGLISH_PART = r"(?:morning|noon|afternoon|evening|night|mornings|afternoons|evenings)"
_ENGLISH_DAY = rf"(?:today|tonight|tomorrow|the day after tomorrow|day after tomorrow|(?:this|next)?\s*{_WEEKDAY})"
_ENGLISH_HOUR = r"[0-9]{1,2}(?:[:.][0-9]{2})?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock)|[0-9]{1,2}:[0-9]{2}|noon"
_ENGLISH_CLOCK = (
    rf"(?:(?:at|after|before|from|by|around|until)\s+)?(?:{_ENGLISH_HOUR})"
    rf"(?:\s*(?:-|to|until)\s*(?:{_ENGLISH_HOUR}))?"
)
_ENGLISH = re.compile(
    rf"(?:on\s+|this\s+|in\s+the\s+)?(?:any\s?time|{_ENGLISH_DAY}(?:\s+{_ENGLISH_PART})?(?:\s+{_ENGLISH_CLOCK})?"
    rf"|(?:tomorrow\s+)?{_ENGLISH_PART}(?:\s+{_ENGLISH_CLOCK})?|{_ENGLISH_CLOCK}(?:\s+{_ENGLISH_DAY})?)",
    re.IGNORECASE,
)


def is_when(words: str) -> bool:
    """Whether a phrase that stands alone says when: 明天下午, 周六上午10点, tonight, tomorrow at 3 pm."""
    return bool(_CHINESE.fullmatch(words) or _ENGLISH.fullmatch(words))
