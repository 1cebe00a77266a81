"""Minutes as they come out of the printer: nothing that people wrote can break or steer them."""

from functools import partial

from bot.reports import paper
from bot.views.minutes_paper import on_paper
from bot.views.words import Words
from tests.reports.test_posters import HOSTILE
from tests.views import facts
from tests.views.facts import NOW, Said
from tests.views.samples_polls import minutes_of


def testminutes_of_are_drawn_whatever_people_wrote() -> None:
    hostile = Said(name=HOSTILE[5], other=HOSTILE[-2], community=HOSTILE[2], what=HOSTILE[4], result=HOSTILE[-3])
    rounds = [{"anonymous": False, "options": tuple(HOSTILE[at : at + 7]), "counts": (1,) * 7} for at in (0, 6)]
    drawn = partial(on_paper, Words("zh_CN"), facts.community(hostile))
    assert paper.pdf("minutes", drawn(minutes_of(hostile, *rounds), NOW)).startswith(b"%PDF-")
