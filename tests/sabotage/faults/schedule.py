"""Faults of the digest and of everything else the clock decides."""

from tests.sabotage.fault import fault

DIGESTING = "bot/usecases/deadlines/digesting.py"
DIGEST = "tests/story/test_digest.py"

SCHEDULE = (
    fault(
        "an occasion that another process has dealt with is dealt with again",
        6,
        "bot/storage/ground/slots.py",
        "    return taken.scalar_one_or_none() is not None\n",
        "    return True\n",
        "tests/story/test_occasions.py::test_an_occasion_is_dealt_with_once_however_many_saw_it_due[sqlite]",
    ),
    fault(
        "the digest keeps the time of Greenwich",
        6,
        "bot/domain/schedule.py",
        "datetime.combine(day, self.at, tzinfo=self.zone)",
        "datetime.combine(day, self.at, tzinfo=UTC)",
        f"{DIGEST}::test_the_morning_digest_thanks_lists_and_names[sqlite]",
    ),
    fault(
        "the day of the digest is that of Greenwich",
        6,
        "bot/domain/schedule.py",
        "    begin = datetime.combine(day, time(), tzinfo=zone)",
        "    begin = datetime.combine(day, time(), tzinfo=UTC)",
        "tests/domain/test_schedule.py::test_a_local_day_has_its_own_length",
    ),
    fault(
        "a digest comes hours late, at night",
        6,
        DIGESTING,
        "now - occasion.due > grace",
        "False",
        f"{DIGEST}::test_a_digest_that_is_hours_late_is_skipped[sqlite]",
    ),
    fault(
        "a wrong clock decides what is due",
        6,
        "bot/jobs.py",
        "if skew is not None and abs(skew) > MOST_SKEW_SECONDS:",
        "if False:",
        f"{DIGEST}::test_a_clock_far_from_telegrams_posts_nothing_and_alarms_staff[sqlite]",
    ),
    fault(
        "a digest whose fate is unknown is simply posted again",
        5,
        DIGESTING,
        " policy=Policy.AT_MOST_ONCE,",
        "",
        f"{DIGEST}::test_a_doubtful_digest_is_not_repeated_but_shown_to_staff[no answer-sqlite]",
    ),
    fault(
        "a doubtful digest can be said again and again",
        5,
        "bot/usecases/upkeep/doubting.py",
        " or row.state is not OutState.UNKNOWN:",
        ":",
        f"{DIGEST}::test_a_doubtful_digest_is_not_repeated_but_shown_to_staff[no answer-sqlite]",
    ),
)
