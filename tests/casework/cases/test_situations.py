"""What situations change for a case: which limits run, and which answers cannot all be true."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.actions import begin_draft
from onedoor.casework.cases.models import Draft
from onedoor.casework.cases.refusals import Contradiction
from onedoor.casework.cases.timetable import clocks, promised_days
from onedoor.kernel.time import today
from onedoor.registers.catalogue import models
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.catalogue.definition.service import Impossible, NarrowLimit
from onedoor.registers.catalogue.queries import current_version

FEWER = NarrowLimit.model_validate(
    {
        "when": {"fact": "situation.premises", "is": "rented"},
        "promised": 2,
        "statutory": 4,
        "plain": "租的",
        "basis": {"law": "某条例", "article": "第一条"},
    }
)
NEVER = Impossible.model_validate(
    {
        "when": {
            "all": [
                {"fact": "situation.premises", "is": "rented"},
                {"fact": "situation.online", "is": "also-online"},
            ]
        },
        "sentence": "租的店不能又在网上卖。",
    }
)


def with_(definition: ServiceDefinition, **changes: Any) -> ServiceDefinition:
    return definition.model_copy(update={"sheet": definition.sheet.model_copy(update=changes)})


def test_a_situation_narrows_the_clocks_of_its_case_alone(world: World) -> None:
    case = world.an_accepted_case()
    assert case.situation["premises"] == "rented"
    usual = current_version(BOOKSHOP).parsed
    narrowed = with_(usual, limits=(FEWER,))
    assert promised_days(case, usual) == 5
    assert promised_days(case, narrowed) == 2
    law, promise = clocks(case, narrowed, today=today())
    assert law is not None and promise is not None
    assert (law.limit, promise.limit) == (4, 2)
    case.situation = case.situation | {"premises": "owned"}
    assert promised_days(case, narrowed) == 5


@pytest.fixture
def contradicting(world: World) -> Iterator[None]:
    """The bookshop's current version, as if it named two answers that cannot both be true."""
    version = current_version(BOOKSHOP)
    usual = version.parsed
    models._PARSED[version.digest] = with_(usual, impossible=(NEVER,))
    yield
    models._PARSED[version.digest] = usual


def test_answers_that_cannot_all_be_true_begin_nothing(world: World, contradicting: None) -> None:
    told = world.story()
    with pytest.raises(Contradiction, match="租的店不能又在网上卖"):
        begin_draft(
            BOOKSHOP,
            agency=told.story.at,
            situation={"premises": "rented", "selling": "readers", "online": "also-online"},
            by=world.cast(told.story.applicant),
        )
    assert not Draft.objects.exists()
