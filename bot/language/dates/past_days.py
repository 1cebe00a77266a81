"""Days that are over: 上周五, 昨晚, 前天, 上个月, 三天前, last Friday. It is known that nobody can come then."""

_WEEK = r"(?:周|星期|礼拜)"
_SOME = r"(?:[0-9]{1,2}|[一两二三四五六七八九十几好]{1,2})"
PAST = (
    r"(?<![以之提目门面])大?前[天日](?![气花沟棚台井窗])|(?<![以之提目门面])前晚|昨[天日儿晚早夜个]?"
    rf"|(?<![早晚楼马以])(?:上+个?|前个?|再上个?){_WEEK}(?:[一二三四五六日天末]|[1-7](?![0-9]*[点个]))?"
    r"|(?<![早晚楼马以])上+个?月(?:[底初末中]|[0-9一二两三四五六七八九十]{1,3}[日号])?|(?:去|前)年"
    rf"|前(?:[几两些]天|段时间|阵子?)|{_SOME}个?(?:天|月|年|{_WEEK})(?:以前|之前|前)"
    r"|\b(?:the )?day before yesterday\b|\byesterday\b"
    r"|\blast (?:week|month|year|night|weekend|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\b"
    r"|\b(?:a|two|three|four|five|six|some|few|several|[0-9]{1,2}) (?:days?|weeks?|months?|years?) ago\b"
)
"""Read in a folded text in lower case."""
