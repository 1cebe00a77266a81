"""What is mutated, and which tests are asked: the narrowest and fastest ones that ought to notice."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """Some modules and the tests that are asked about them. Patterns are those of `fnmatch`, of paths from the root."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    at_import: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Functions, as mutmut names them, that run while modules are imported: their mutants need a new process each, and
    mutmut cannot see which tests have to do with them. Behind each the beginnings of the names of these tests."""


_TOPICS = ("bot/delivery/*_topics.py", "bot/delivery/rendering.py")
_SAYS = "tests/delivery/test_every_topic.py::test_a_topic_says_what_is_written"
_CHAT = ("bot/delivery/telegram_chat.py", "bot/delivery/answers.py", "bot/delivery/outcomes.py")
_WIRE = ("bot/delivery/transport.py", "bot/delivery/body.py")

_POSTMANS_TESTS = (
    "tests/delivery/test_post_office.py",
    "tests/delivery/test_post_trouble.py",
    "tests/delivery/test_post_rounds.py",
    "tests/delivery/test_post_wording.py",
    "tests/delivery/test_post_memory.py",
    "tests/delivery/test_postmans_log.py",
    "tests/delivery/test_post_pace.py",
    "tests/delivery/test_desk.py",
    "tests/delivery/test_notes.py",
    "tests/delivery/test_ballots.py",
    "tests/delivery/test_postman.py::test_a_digest_interrupted_by_a_crash_is_shown_to_staff_after_it",
    "tests/delivery/test_polls.py::test_a_doubtful_posting_is_shown_to_staff_and_not_repeated_and_ends_uncounted",
    "tests/delivery/test_polls.py::test_where_the_bot_may_not_post_the_poll_never_came_about",
    "tests/story/test_relaying.py::test_who_blocked_the_bot_cannot_be_told_and_the_writer_hears_so",
    "tests/delivery/test_duty.py",
    "tests/delivery/test_budget_figures.py",
    "tests/delivery/test_every_topic.py",
    "tests/delivery/test_telegram_chat.py::test_closing_a_poll_reads_what_was_counted_and_closing_it_once_more_reads_nothing",
)

_RULES_TESTS = tuple(
    f"tests/domain/test_{about}.py"
    for about in (
        "contact",
        "earning",
        "figures_of_reports",
        "head_start",
        "in_time",
        "life",
        "limits",
        "periods",
        "schedule",
        "shelf",
        "standard",
        "standard_changes",
        "stretches",
        "written_forms",
    )
)
"""All but those that go through every zone there is."""

SCOPES: dict[str, tuple[Part, ...]] = {
    "domain": (
        Part(
            "rules",
            ("bot/domain/*",),
            _RULES_TESTS,
            at_import=dict.fromkeys(
                ("bot.domain.life.x__by", "bot.domain.life.x__staying"), ("tests/domain/test_life.py",)
            ),
        ),
    ),
    "points": (
        Part(
            "books",
            ("bot/storage/points/*", "bot/usecases/points/awarding.py"),
            (
                "tests/storage/test_ledger_books.py",
                "tests/storage/test_bent_books.py::test_what_stands_beside_the_entries_is_looked_at_too",
                "tests/storage/test_points_of_entries.py",
                "tests/storage/test_accounts_and_codes.py",
                "tests/storage/test_hours_and_stars.py",
                "tests/storage/test_books_apart.py",
                "tests/storage/test_open_span.py",
                "tests/delivery/test_every_topic.py",
                "tests/storage/test_settling.py",
                "tests/storage/test_settled.py",
                "tests/delivery/test_chat_topics.py",
                "tests/delivery/test_order_topics.py",
            ),
        ),
    ),
    "delivery": (
        Part(
            "topics",
            _TOPICS,
            (
                "tests/delivery/test_every_topic.py",
                *(f"tests/delivery/test_{about}_topics.py" for about in ("chat", "draft", "order")),
            ),
            at_import={
                "bot.delivery.chat_topics.x__about_order": ("tests/delivery/test_draft_topics.py", f"{_SAYS}[orders]"),
                "bot.delivery.ledger_topics.x__giving": (f"{_SAYS}[ledger]",),
                "bot.delivery.place_topics.x__question": (f"{_SAYS}[places]",),
                "bot.delivery.shop_topics.x__about_kept": (f"{_SAYS}[shop]",),
            },
        ),
        Part("chat", _CHAT, ("tests/delivery/test_telegram_chat.py", "tests/delivery/test_telegram_calls.py")),
        Part("wire", _WIRE, ("tests/delivery/test_transport.py", "tests/delivery/test_transport_settings.py")),
        Part("postman", ("bot/delivery/*",), _POSTMANS_TESTS, but_not=(*_TOPICS, *_CHAT, *_WIRE)),
    ),
}
ENOUGH = 0.85
"""The share of a scope's mutants that has to be noticed."""
