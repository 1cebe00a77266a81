"""How a community goes about it: the settings beyond the few that every order needs, each with a default that works."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self


@dataclass(frozen=True)
class Practice:
    """One community's ways. Days, hours and minutes are whole numbers, at least one where they are waited for."""

    auto_publish: tuple[str, ...] = ()
    """Categories (keys of trades) whose requests go to the volunteers without triage."""
    staff_phone: str | None = None
    """What 找书记 gives residents to call, in E.164 form."""
    emergency_numbers: tuple[tuple[str, str], ...] = (("火警", "119"), ("急救", "120"), ("报警", "110"))
    """Name and number, as they are told in danger. Source of the three: China's national emergency services."""
    danger_advice: Mapping[str, str] | None = None
    """The community's own words by danger; None: the words the program brings."""
    join_needs_approval: bool = True
    skill_blocks: bool = False
    """Whether a missing skill refuses a claim, or only warns."""
    same_within_hours: int = 72
    """How long a similar report in the same building is asked about."""
    close_after_days: int = 3
    """After 修好了: how long nobody has to judge before the clock closes the order."""
    remind_rating_hours: int = 24
    reopen_within_days: int = 7
    """After closing: how long 没修好 brings the order back."""
    queue_answer_minutes: int = 30
    """How long the first of the waiting has to say yes."""
    silent_hours: int = 24
    """A holder who has said nothing for so long is reminded; after twice that again; after three times released.

    A day is one of the order's own clock: a working day where that runs in working hours."""
    triage_hours: int = 24
    """A request that nobody has decided on for so long is put before the secretaries again, and again after as long."""
    party_days: int = 3
    """With an outside party for so long without an answer: staff are reminded to ask, and again after as long."""
    keep_personal_days: int = 30
    """After closing: when phone, flat, pictures and notes are removed."""
    hold_days: int = 7
    """Goods from the shop are kept for so long; then they go back on the shelf, and the points to the person."""
    low_stock: int = 3
    """With no more than so many left staff are told to buy."""
    donations: bool = False
    """Whether members may give points to a neighbour."""
    days_off: tuple[str, ...] = ()
    """The community's own holidays beside the public ones, as ISO dates."""
    days_on: tuple[str, ...] = ()
    """Public holidays that are none here."""
    night_begins: int = 21
    night_ends: int = 8
    """Hours, local: between them nobody is reminded of anything, except in danger."""
    limits: Mapping[str, Mapping[str, Any]] | None = None
    """The community's own limits by `limit_name`, as JSON of `Limit`; None: the usual ones."""
    work_begins: int = 8
    work_ends: int = 18
    """Hours, local, in which the clock of an order runs that is not urgent."""
    work_weekends: bool = False
    """Whether it runs at weekends, too; else on office days (with 调休), the community's own days off left out."""
    digest_days: str = "1234567"
    """The weekdays on which there is a digest, Monday is 1."""
    head_start_minutes: int = 0
    """For so long only those of its grid know of a new order; 0: they are told when the group is."""
    buildings_of_grids_only: bool = False
    """The list of buildings is what grids were given, and nobody said that there are no others."""
    hand_over: bool = False
    """Whether an order that nobody takes goes to the property company by itself; else it is only suggested."""

    settle_every: str = "month"
    """How long a settlement period is: a month or a quarter."""
    lapse_months: int = 0
    """Points lapse so many whole months after they were earned; 0: never."""
    monthly_vote: bool = False
    """Whether the group is asked each month whom it thanks most (最美志愿者)."""

    weekly_bulletin: bool = False
    """Whether the figures of the week before are posted each Monday."""
    monthly_bulletin: bool = True
    """Whether those of the month before are, on the first."""
    board: bool = False
    """红黑榜: whether reports say how well each outside party kept its limits."""

    def comes_back(self, ended_at: datetime | None, now: datetime) -> bool:
        """Whether work that ended then, or goes on, may still be told as not done well."""
        return ended_at is None or now - ended_at <= timedelta(days=self.reopen_within_days)

    def to_json(self) -> dict[str, Any]:
        """What differs from the defaults, as plain values."""
        usual = asdict(type(self)())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The practice that `to_json` wrote; names of another version are left out."""
        known = cls.__dataclass_fields__  # each claim asks: `fields` would make a tuple of them every time
        return cls(**{name: _firm(item) for name, item in value.items() if name in known})


def _firm(value: Any) -> Any:
    """JSON knows lists only; ours do not change."""
    return tuple(_firm(item) for item in value) if isinstance(value, list) else value
