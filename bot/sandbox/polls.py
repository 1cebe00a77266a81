"""Polls: a question with options in a chat, who chose what, and what the bot is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.sandbox.accounts import Account
from bot.sandbox.errors import Json, NotPossibleError
from bot.sandbox.messages import Attachment, Message

if TYPE_CHECKING:
    from bot.sandbox.world import World

FIRST_POLL = 5_300_000_000_000_000_000


@dataclass(eq=False)
class Poll:
    """One poll. `votes` holds the numbers of the options that each account chose; `closes` is a Unix time."""

    id: str
    question: str
    options: tuple[str, ...]
    anonymous: bool = True
    several: bool = False
    revoting: bool = True
    closes: int | None = None
    period: int | None = None
    stopped: bool = False
    votes: dict[Account, tuple[int, ...]] = field(default_factory=dict)

    def closed(self, now: float) -> bool:
        """Whether nobody can vote any more."""
        return self.stopped or (self.closes is not None and now >= self.closes)

    def count(self, number: int) -> int:
        """How many chose an option."""
        return sum(number in chosen for chosen in self.votes.values())

    def as_json(self, now: float) -> Json:
        """The Bot API's Poll."""
        body: Json = {
            "id": self.id,
            "question": self.question,
            "options": [
                {"persistent_id": self.persistent(number), "text": text, "voter_count": self.count(number)}
                for number, text in enumerate(self.options)
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed(now),
            "is_anonymous": self.anonymous,
            "type": "regular",
            "allows_multiple_answers": self.several,
            "allows_revoting": self.revoting,
            "members_only": False,
        }
        times = {"open_period": self.period, "close_date": self.closes}
        return body | {name: value for name, value in times.items() if value is not None}

    def answer_json(self, voter: Account) -> Json:
        """The Bot API's PollAnswer: what somebody chose, empty when they took it back."""
        chosen = self.votes.get(voter, ())
        return {
            "poll_id": self.id,
            "user": voter.as_user(),
            "option_ids": list(chosen),
            "option_persistent_ids": [self.persistent(number) for number in chosen],
        }

    def persistent(self, number: int) -> str:
        """The lasting id of an option."""
        return f"o{number}"


def carried_poll(poll: Poll, now: float) -> Attachment:
    """The poll as a message carries it."""
    return Attachment("poll", poll.as_json(now))


def poll_of(world: "World", message: Message) -> Poll | None:
    """The poll that a message carries, or none."""
    carried = message.content.attachment
    if carried is None or carried.kind != "poll" or not isinstance(carried.json, dict):
        return None
    return world.polls[carried.json["id"]]


def repaint(world: "World", message: Message, poll: Poll) -> None:
    """The message shows the poll as it is now, and the bot, whose poll it is, is told."""
    message.content = replace(message.content, attachment=carried_poll(poll, world.seconds()))
    world.updates.add("poll", poll.as_json(world.seconds()), line=f"poll {poll.id}")
    world.bell.ring()


class Voter(Account):
    """Somebody who can vote where they are."""

    world: "World"

    def votes(self, options: str | Sequence[str], *, under: Message) -> None:
        """Choose one option by its words, or several; none at all takes the vote back.

        Raises:
            NotPossibleError: there is no such option, or no client would let them.
        """
        poll = self._poll_under(under)
        wanted = (options,) if isinstance(options, str) else options
        chosen = tuple(sorted(_number(poll, words) for words in wanted))
        if len(chosen) > 1 and not poll.several:
            raise NotPossibleError("only one option can be chosen")
        if self in poll.votes and not poll.revoting:
            raise NotPossibleError(f"{self.first_name} has voted, and this poll does not let one think again")
        if not chosen and self not in poll.votes:
            raise NotPossibleError(f"{self.first_name} has no vote to take back")
        poll.votes.pop(self, None)
        if chosen:
            poll.votes[self] = chosen
        if not poll.anonymous:
            self.world.updates.add("poll_answer", poll.answer_json(self), line=f"user {self.id}")
        repaint(self.world, under, poll)

    def _poll_under(self, message: Message) -> Poll:
        poll = poll_of(self.world, message)
        if poll is None or message.deleted:
            raise NotPossibleError("there is no poll")
        if message.chat.is_group and not message.chat.member(self).is_in:
            raise NotPossibleError(f"{self.first_name} is not in {message.chat.title}")
        if poll.closed(self.world.seconds()):
            raise NotPossibleError("the poll is closed")
        return poll


def _number(poll: Poll, words: str) -> int:
    exact = [number for number, text in enumerate(poll.options) if text == words]
    found = exact or [number for number, text in enumerate(poll.options) if words in text]
    if len(found) != 1:
        raise NotPossibleError(f"{len(found) or 'no'} options say {words!r}; there are: {' / '.join(poll.options)}")
    return found[0]


def poll_lines(carried: Json) -> list[str]:
    """A poll as text: the question, each option with its count, and how many voted."""
    small_print = [f"{carried['total_voter_count']} ✓"]
    small_print += ["anonymous"] if carried["is_anonymous"] else []
    small_print += ["closed"] if carried["is_closed"] else []
    options = [f"  ○ {option['text']} · {option['voter_count']}" for option in carried["options"]]
    return [f"  📊 {carried['question']}", *options, f"  ({', '.join(small_print)})"]
