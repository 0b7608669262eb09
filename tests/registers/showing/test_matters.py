"""The record says of each look at a licence whether it was for a matter of whoever looked."""

from datetime import date, timedelta
from typing import Any

import pytest

from onedoor.kernel.record import entries_of
from onedoor.kernel.time import today, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing.actions import authorise, use_at_desk
from onedoor.registers.showing.queries import chain_of

BEGIN = date(2026, 9, 7)
PRESS, SCHOOLS = "press-aksu-city", "education-aksu-city"


@pytest.mark.parametrize(("agency", "known"), [(PRESS, True), (SCHOOLS, False)])
def test_a_number_that_exists_is_no_ground_for_whoever_never_had_the_matter(
    world: Any, agency: str, known: bool
) -> None:
    done = world.play(world.story(), begin=BEGIN)
    (licence,) = Licence.objects.filter(ground=done.subject)
    with travel(BEGIN + timedelta(days=20)):
        given = authorise(
            licence.number, to=f"agency:{agency}", facts=[licence.facts[0]["label"]],
            purpose="contract", until=today() + timedelta(days=3), by=world.applicant(done),
        )  # fmt: skip
        clerk = world.a_clerk(agency, "window")
        for number, said in ((done.number, known), ("JY-18", False)):
            use_at_desk(given.pk, item="核对资格", case=number, reason="核对", by=clerk)
            told = [one for one in entries_of(chain_of(licence)) if one.name == "licence.used"]
            assert told[-1].body["case_known"] is said
