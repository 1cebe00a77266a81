"""The faults, room by room."""

from tests.sabotage.fault import Fault
from tests.sabotage.faults.buildings import BUILDINGS
from tests.sabotage.faults.claims import CLAIMS
from tests.sabotage.faults.delivery import DELIVERY
from tests.sabotage.faults.points import POINTS
from tests.sabotage.faults.reception import RECEPTION
from tests.sabotage.faults.rights import RIGHTS
from tests.sabotage.faults.schedule import SCHEDULE
from tests.sabotage.faults.secrecy import SECRECY
from tests.sabotage.faults.team import TEAMS
from tests.sabotage.faults.upkeep import UPKEEP

FAULTS: tuple[Fault, ...] = (
    *CLAIMS,
    *RECEPTION,
    *DELIVERY,
    *SCHEDULE,
    *POINTS,
    *RIGHTS,
    *TEAMS,
    *BUILDINGS,
    *SECRECY,
    *UPKEEP,
)
