"""How periods and hours are said: 2026年10月, 2026年第4季度, 6.5 小时."""

from datetime import date, timedelta

from babel.dates import format_date

from bot.domain.periods import Every, Period, period_of
from bot.views.entries import hours
from bot.views.words import SOURCE, Words


def period_words(words: Words, period: Period) -> str:
    """A month, a quarter or a day by its name, any other period by its first and last day."""
    chinese = words.locale == SOURCE
    if period == period_of(period.begins, Every.MONTH):
        return format_date(period.begins, "y年M月" if chinese else "MMMM y", locale=words.locale)
    if period == period_of(period.begins, Every.QUARTER):
        return format_date(period.begins, "y年第Q季度" if chinese else "'Q'Q y", locale=words.locale)
    return days_words(words, period.begins, period.ends - timedelta(days=1))


def days_words(words: Words, first: date, last: date) -> str:
    """One day, or the first and the last of several."""
    if first == last:
        return day_words(words, first)
    return words._("%(first)s 到 %(last)s") % {"first": day_words(words, first), "last": day_words(words, last)}


def day_words(words: Words, day: date) -> str:
    """A day with its year."""
    return format_date(day, "y年M月d日" if words.locale == SOURCE else "MMM d, y", locale=words.locale)


def hours_words(words: Words, minutes: int) -> str:
    """6.5 小时."""
    return words._("%(hours)s 小时") % {"hours": hours(minutes)}
