"""Words for a day, kept with the day they meant and shown as that day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates.dated import dated
from bot.views.words import Dictionary

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Sunday morning."""
SHOWN = {
    "今天下午": ("11月22日(周日)下午", "Sun, Nov 22 afternoon"),
    "明天上午": ("11月23日(周一)上午", "Mon, Nov 23 morning"),
    "明天下午三点以后": ("11月23日(周一)下午三点以后", "Mon, Nov 23 下午三点以后"),
    "今晚": ("11月22日(周日)晚上", "Sun, Nov 22 evening"),
    "周六上午": ("11月28日(周六)上午", "Sat, Nov 28 morning"),
    "我后天在家": ("我11月24日(周二)在家", "我 Tue, Nov 24 在家"),
    "tomorrow afternoon": ("11月23日(周一)下午", "Mon, Nov 23 afternoon"),
    "tonight": ("11月22日(周日)晚上", "Sun, Nov 22 evening"),
    "2026-11-24 9:00-12:00": ("11月24日(周二)9:00-12:00", "Tue, Nov 24, 9:00-12:00"),
    "tomorrow at 3pm": ("11月23日(周一) at 3pm", "Mon, Nov 23 at 3pm"),
}
AS_SAID = (
    "都可以",
    "下班以后",
    "每周六",
    "周末",
    "今天或者明天",
    "11月24日下午",
    "11/24 9:00-12:00",
    "有空 2026-99-99",
    "2026-99-99 9:00",
)


@pytest.mark.parametrize(("said", "shown"), SHOWN.items(), ids=SHOWN)
def test_a_day_is_shown_as_the_day_it_was_when_it_was_said(said: str, shown: tuple[str, str]) -> None:
    kept = dated(said, NOW)
    assert dated(kept, NOW.replace(day=24)) == kept
    assert tuple(Dictionary().words(locale).when(kept) for locale in ("zh_CN", "en")) == shown


@pytest.mark.parametrize("said", AS_SAID)
def test_what_names_no_one_day_stays_as_it_was_said(said: str) -> None:
    assert Dictionary().words("zh_CN").when(dated(said, NOW)) == said
