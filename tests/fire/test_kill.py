"""The program is killed at random, and at each of its commits: nothing is lost and nothing happens twice."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.fire.boundaries import boundaries, functions
from tests.fire.day import SCENES, named_in_scenes
from tests.fire.day.sharing import SHARED
from tests.fire.harness import Stage, free_port, raised
from tests.fire.minefield import Minefield, Mines
from tests.fire.scene import Scene
from tests.fire.siege import Plan, Siege

SHORT = {
    ("sqlite", "polling"): Plan(kills=6, updates=110, neighbourhoods=3, seed=1),
    ("sqlite", "webhook"): Plan(kills=4, updates=80, neighbourhoods=3, seed=2),
    ("postgresql", "polling"): Plan(kills=3, updates=80, neighbourhoods=3, seed=3),
    ("postgresql", "webhook"): Plan(kills=3, updates=80, neighbourhoods=3, seed=4),
}
"""After each kill on PostgreSQL the postman's lease has to run out before another one delivers."""

MAIN_JOB = {"people", "an order", "trouble"}
"""The scenes that are played always; the others are played among the long tests."""

ABREAST = 6
"""Scenes played at the same time: all at once, on a busy machine, nobody gets on within the people's patience."""


def test_there_is_a_scene_for_every_commit_of_the_program() -> None:
    assert boundaries() - named_in_scenes() == set()
    assert named_in_scenes() - functions() == set()


@pytest.mark.timeout(300)  # the program starts again and again, and machines differ
@pytest.mark.parametrize(
    ("database_url", "mode"),
    [
        ("sqlite", "polling"),
        pytest.param("postgres", "webhook", marks=pytest.mark.long),
        pytest.param("sqlite", "webhook", marks=pytest.mark.long),
        pytest.param("postgres", "polling", marks=pytest.mark.long),
    ],
    indirect=["database_url"],
)
async def test_nothing_is_lost_or_doubled_when_the_program_is_killed_again_and_again(stage: Stage, mode: str) -> None:
    plan = SHORT[stage.books.kind, mode]
    program = stage.program(webhook_port=free_port() if mode == "webhook" else None)
    found = await Siege(stage, plan, program).lay()
    assert found.broken == []
    assert found.histories >= plan.neighbourhoods


async def deaths(played: Mapping[str, tuple[Scene, str, Mines]], folder: Path, *, webhook: bool) -> int:
    """Play scenes, several side by side, each on its database; how often the program died."""
    room = asyncio.Semaphore(ABREAST)

    async def one(name: str, scene: Scene, url: str, mines: Mines) -> int:
        (folder / name).mkdir()
        async with room, raised(url, folder / name) as stage:
            program = stage.program(webhook_port=free_port() if webhook else None)
            return await Minefield(stage, scene, mines, program).play()

    async with asyncio.TaskGroup() as everything:  # where one fails, the other stages are cleared as well
        died = [everything.create_task(one(name, *how)) for name, how in played.items()]
    return sum(each.result() for each in died)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("scenes", "kills"),
    [
        pytest.param(MAIN_JOB, 60, id="the main job"),
        pytest.param(SCENES.keys() - MAIN_JOB, 100, id="the others", marks=pytest.mark.long),
    ],
)
async def test_the_program_may_die_at_each_of_its_commits(scenes: set[str], kills: int, tmp_path: Path) -> None:
    played = {
        name: (SCENES[name], f"sqlite:///{tmp_path}/{number}.db", Mines()) for number, name in enumerate(sorted(scenes))
    }
    assert await deaths(played, tmp_path, webhook=False) >= kills


@pytest.mark.timeout(600)
@pytest.mark.long
@pytest.mark.whole
async def test_the_program_may_die_at_its_commits_where_several_processes_share_a_database(
    postgres: Postgres, tmp_path: Path
) -> None:
    urls = {name: postgres.new_database(migrated=False) for name in (*SCENES, "shared")}
    played = {
        name: (scene, urls[name], Mines("after", every=5, offset=number % 5))
        for number, (name, scene) in enumerate(SCENES.items())
    }
    assert await deaths({**played, "shared": (SHARED, urls["shared"], Mines())}, tmp_path, webhook=True) > len(urls)
    for url in urls.values():
        postgres.drop(url)
