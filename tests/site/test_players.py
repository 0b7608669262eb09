"""Stories side by side: each service in one hand and in order, and what breaks is heard."""

import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onedoor.kernel.record import written
from onedoor.site.city import City
from onedoor.site.players import Players


@dataclass(frozen=True)
class Told:
    service: str
    number: int


TOLD = [Told(service, number) for number in range(3) for service in ("a", "b", "c")]


@dataclass(frozen=True)
class Notes:
    """Plays by noting who was played where; in files, for processes share nothing else."""

    folder: Path

    def play(self, told: Told) -> int:
        assert written.get() == set(), "news are not told apart"
        with (self.folder / told.service).open("a") as file:
            file.write(f"{told.number} {os.getpid()}\n")
        return told.number

    def rows(self, service: str) -> Iterator[list[str]]:
        return (line.split() for line in (self.folder / service).read_text().splitlines())


def _broken(told: Told) -> int:
    raise AssertionError(f"{told.service} broke")


@pytest.mark.parametrize("processes", [1, 2])
def test_all_is_played_once_each_service_in_order_and_in_one_hand(
    tmp_path: Path, processes: int
) -> None:
    notes = Notes(tmp_path)
    with Players(processes=processes) as players:
        assert players.each(TOLD, notes.play) == 3 * (0 + 1 + 2)
    for service in ("a", "b", "c"):
        rows = list(notes.rows(service))
        assert [number for number, _ in rows] == ["0", "1", "2"]
        assert len({process for _, process in rows}) == 1
        assert (rows[0][1] == str(os.getpid())) == (processes == 1)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_story_that_breaks_breaks_the_whole(processes: int) -> None:
    with (
        Players(processes=processes) as players,
        pytest.raises(AssertionError, match="broke"),
    ):
        players.each(TOLD, _broken)


def test_a_city_goes_to_its_players_whomever_it_tells_how_far_it_is() -> None:
    city = City(Path("packs"), lambda words: None)
    sent = pickle.loads(pickle.dumps(city))
    assert sent.packs == city.packs and sorted(sent.cast.people) == sorted(city.cast.people)
    assert not hasattr(sent, "tell")
