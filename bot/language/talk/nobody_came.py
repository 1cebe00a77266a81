"""师傅没来, 等了一天没人来: a resident says that nobody came."""

import re

from bot.language.letters.script import fold_case

_NOBODY_CAME = re.compile(
    r"(?:没有?|未)(?:人|谁|有人|见(?:到|着)?人)?(?:来|到|上门|过来|露面|露过面|出现)(?!电|水|气|货|网|暖|钱|及|得及|源|位|期|点|时间)"
    r"|没(?:有)?(?:见到?|见着|等到|看到|看见)(?:人|师傅)|人影(?:都|也)?(?:没|不见)|放(?:了)?(?:我)?鸽子|爽约"
    r"|\b(?:nobody|no one|no-one) (?:came|has come|showed up|turned up)\b|\bnever (?:came|showed up|turned up)\b"
    r"|\b(?:did not|didn't|has not|hasn't) (?:come|came|show up|shown up|turn up|turned up)\b|\bstood me up\b"
)
_OF_OTHERS = re.compile(
    r"[?？]|[吗么呢]\W*$|(?:水|电|气|暖|网|快递|货|钱|信号|我|我们|自己)(?:也|都|还|就|一直|根本)*(?:没|未)|来没来|没来(?:过)?(?:电|水)"
)
LONGEST = 60


def says_nobody_came(text: str) -> bool:
    """Whether the words say that whoever was to come did not; asked, or said of oneself or the water, they do not."""
    said = fold_case(text).strip()
    return len(said) <= LONGEST and _OF_OTHERS.search(said) is None and _NOBODY_CAME.search(said) is not None
