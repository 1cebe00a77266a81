"""协商: the question on its way, how a round ended, and the minutes."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.domain.polls import MOST_OPTIONS, PollState
from bot.models import Community
from bot.reports import paper
from bot.storage.gatherings.polls import PollFacts
from bot.storage.requests.drafts import DraftFacts
from bot.views.buttons import data
from bot.views.minutes_paper import Votes, counted, invited, on_paper
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

PER_PAGE = 3


def ballot_draft(words: Words, draft: DraftFacts, community: Community, closes_at: datetime) -> Screen:
    """What was understood of a question for the group, what is asked next, and the buttons."""
    payload = draft.payload
    text = words.render(
        "draft_deliberate",
        step=draft.step,
        community=community.name,
        question=payload["question"],
        options=payload["options"],
        anonymous=payload["anonymous"],
        several=payload["several"],
        round=payload["round"],
        closes=words.moment(closes_at, community.zone),
        most=MOST_OPTIONS,
    )
    drop = Button("❌ " + words._("不发了"), data=data("keepset", draft.kind, draft.serial))
    if draft.step != "ready":
        return Screen(text, ((drop,),))
    other = ("public", words._("改成公开")) if payload["anonymous"] else ("secret", words._("改成匿名"))
    send = Button("✅ " + words._("发到群里"), data=data("ballot", draft.serial, "send"))
    mode = Button("👁 " + other[1], data=data("ballot", draft.serial, other[0]))
    return Screen(text, ((send,), (mode, drop)))


def ballot_draft_ended(words: Words, ended: str) -> Screen:
    """A question on its way, when it is over."""
    if ended == "sent":
        return Screen(words._("✅ 已发到群里。到时间自动收票,结果私信给您。"))
    return Screen(words._("没有发出去"))


def deliberated(words: Words, facts: PollFacts) -> Screen:
    """How a round ended, for whoever put the question."""
    text = words.render("deliberated", poll=facts, lines=counted(facts), invited=invited(words, facts))
    if facts.state is PollState.UNSENT:
        return Screen(text)
    paper_ = Button(
        "📄 " + words._("会议纪要"), data=data("minutes", facts.community_id, "paper", facts.subject, facts.number)
    )
    again = Button("🔁 " + words._("再来一轮"), data=data("round", facts.community_id, facts.number))
    return Screen(text, ((paper_, again),))


def minutes_list(
    words: Words, community: Community, shown: Sequence[Sequence[PollFacts]], *, page: int, pages: int, serial: int
) -> Screen:
    """What was deliberated lately, three at a time."""
    rows = [
        {
            "number": number,
            "question": rounds[0].question,
            "rounds": len(rounds),
            "at": words.moment(rounds[-1].opened_at, community.zone),
        }
        for number, rounds in enumerate(shown, 1)
    ]
    text = words.render("minutes_list", community=community.name, rows=rows)
    papers = tuple(
        Button(f"📄 {number}", data=data("minutes", community.id, "paper", rounds[0].subject, serial))
        for number, rounds in enumerate(shown, 1)
    )
    on = Button(
        "➡️ " + words._("下一页"), data=data("minutes", community.id, "page", (page + 1) % max(1, pages), serial)
    )
    buttons = [row for row in (papers, (on,) if pages > 1 else ()) if row]
    return Screen(text, tuple(buttons))


def minutes(words: Words, community: Community, rounds: Sequence[tuple[PollFacts, Votes]], now: datetime) -> Screen:
    """The minutes of one deliberation: the last round in a few lines, and all of it on paper."""
    last = rounds[-1][0]
    text = words.render("minutes", question=last.question, rounds=len(rounds), poll=last, lines=counted(last)[:1])
    name = f"{words._('会议纪要')}-{last.subject}.pdf"
    facts = on_paper(words, community, rounds, now)
    return Screen(text, files=(File(name, partial(paper.pdf, "minutes", facts)),))
