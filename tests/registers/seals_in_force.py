"""What a paper needs before it is sealed in a test: an agency with a seal, and a matter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import Event, record
from onedoor.kernel.models import Entry
from onedoor.kernel.record import entries_of, is_ground
from onedoor.registers.agencies.actions import (
    AgencyKept,
    DivisionKept,
    keep_agencies,
    keep_divisions,
)
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.seals.actions import approve_seal, ask_for_seal
from onedoor.registers.seals.queries import Seal, State, seals

ASKS = Actor(kind="administrator", ref="test:system", name="高翔", office="system")
APPROVES = Actor(kind="administrator", ref="test:security", name="苏丽娜", office="security")
DAYS = (date(2015, 1, 1), date(2049, 12, 30))


@dataclass(frozen=True, kw_only=True)
class MatterOpened(Event, name="test.matter-opened"):
    """Something a paper may be about, where there is no casework."""

    is_ground = True


@transaction.atomic
def a_matter(subject: str) -> None:
    """Something is recorded of `subject` that a paper may rest on."""
    if not is_ground(subject):
        record(MatterOpened(subject=subject), by=SYSTEM)


def told_of(subject: str) -> list[Entry]:
    """What was recorded of the matter since it was opened."""
    return [each for each in entries_of(subject) if each.name != MatterOpened.name]


@transaction.atomic
def an_agency(code: str = "press-baicheng", name: str = "拜城县新闻出版局") -> Agency:
    """The agency, with a supervisor and a window."""
    if found := Agency.objects.filter(code=code).first():
        return found
    keep_divisions([DivisionKept(code="652926000000", name="拜城县", level="county")])
    kept = AgencyKept(
        code=code, function=code.rpartition("-")[0], division="652926000000", name=name, short=name,
        credit_code="11652926000000000X", mark="拜新出", office={}, review_body="", court="",
        posts=(("supervisor", "监督岗", {}), ("window", "窗口", {})),
    )  # fmt: skip
    keep_agencies([kept])
    return Agency.objects.get(code=code)


def a_seal_asked_for(agency: str = "press-baicheng", **given: Any) -> Seal:
    """A seal that waits for approval."""
    facts: dict[str, Any] = {
        "keeper": f"{agency}/supervisor", "valid_from": DAYS[0], "valid_until": DAYS[1],
        "basis": "机关成立", "by": ASKS,
    }  # fmt: skip
    return ask_for_seal(agency, **(facts | given))


def a_seal_in_force(agency: str = "press-baicheng", **given: Any) -> Seal:
    """A seal that was asked for by one and approved by another; the one there is, if any."""
    held = seals(seen_by=SYSTEM, agency=agency, state=State.IN_FORCE)
    kind = given.get("kind", "agency")
    if found := next((each for each in held if each.kind == kind), None):
        return found
    return approve_seal(a_seal_asked_for(agency, **given).pk, by=APPROVES)


def ready_to_seal(subject: str, agency: str, agency_name: str) -> None:
    """All that a paper on this matter needs, through the real actions."""
    an_agency(agency, agency_name)
    a_seal_in_force(agency)
    a_matter(subject)
