"""Certificates of volunteer service (服务证明): one page, Chinese and English, for one person and year."""

from dataclasses import asdict, dataclass
from datetime import date

from bot.domain.certificate import Service
from bot.domain.ids import PersonId
from bot.models import Community, Person
from bot.reports import paper
from bot.storage.ground.uow import Reading
from bot.storage.points.certificates import certificate_code, service_of

TEMPLATE = "certificate"


@dataclass(frozen=True)
class Certificate:
    """What is certified, of whom, by whom, and when."""

    community: str
    name: str
    service: Service
    line: str
    issued: date

    def pdf(self) -> bytes:
        """To be printed."""
        return paper.pdf(TEMPLATE, self._facts())

    def png(self) -> bytes:
        """To be shown on a screen."""
        return paper.png(TEMPLATE, self._facts())

    def _facts(self) -> dict[str, object]:
        issued = {"year": self.issued.year, "month": self.issued.month, "day": self.issued.day}
        whole = self.issued.year > self.service.year
        said = {"community": self.community, "name": self.name, "line": self.line}
        return {**asdict(self.service), **said, "issued": issued, "whole_year": whole}


async def certificate_of(tx: Reading, community: Community, person: Person, year: int) -> Certificate | None:
    """Somebody's certificate of a year as the books have it now; None: there are no hours of that year."""
    service = await service_of(tx, community, PersonId(person.id), year)
    if service.minutes <= 0:
        return None
    return Certificate(
        community=community.name,
        name=tx.vault.open(person.name),
        service=service,
        line=service.line(certificate_code(tx.vault, service)),
        issued=tx.now.astimezone(community.zone).date(),
    )
