"""What a move of a bundle means for the cases that are its parts; the bundle decides as a whole."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from onedoor.casework.cases.models import OPEN_STAGES, Case, Material
from onedoor.casework.cases.move_plans import given_of, tasks_of
from onedoor.casework.cases.moving import WEIGHED, Matter, Outlook, looks_at, outlook_of_case
from onedoor.casework.forms.uploads import Upload
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.readings import start_of_today, trace_all
from onedoor.kernel.record import last_of
from onedoor.kernel.refusals import NotAllowed
from onedoor.registers.catalogue.queries import version


@dataclass(frozen=True)
class Onward:
    """Where the case of a part would go, and what its bundle has for it besides what it holds."""

    to: UUID
    answers: Mapping[str, Any]
    situation: Mapping[str, str]
    # For which document, and the file.
    files: Sequence[tuple[str, Upload]] = ()


def parts_under_way() -> QuerySet[Case, Any]:
    """The numbers of parts that are not decided yet, to be asked within a question."""
    return Case.objects.filter(stage__in=OPEN_STAGES).exclude(part_of="").values("number")


def outlooks_of_parts(
    onward: Mapping[str, Onward], *, seen_by: Actor, lock: bool = False
) -> dict[str, Outlook]:
    """What its move means for each of these parts that is under way, in a fixed number of queries.

    By number of the case; what is decided is not among them. For a supervisor whom the room of
    bundles lets move the whole, NotAllowed to others. Whose case is weighed learns of it. `lock`
    holds what is weighed.
    """
    supervises = any(post.endswith("/supervisor") for post in seen_by.posts)
    if seen_by != SYSTEM and not supervises:
        raise NotAllowed()
    rows = Case.objects.select_related("applicant").filter(number__in=onward, stage__in=OPEN_STAGES)
    if lock:
        rows = rows.select_for_update(of=("self",))
    cases = list(rows.order_by("number"))
    trace_all(looks_at(cases), by=seen_by, why=WEIGHED, since=start_of_today())
    given, tasks = given_of(cases), tasks_of(cases)
    found = {}
    for case in cases:
        there = onward[case.number]
        matter = matter_of_part(case, there, given.get(case.pk, Counter()))
        old, new = version(case.version_id).parsed, version(there.to).parsed
        if case.version_id == there.to:
            found[case.number] = Outlook("moves")
        else:
            found[case.number] = outlook_of_case(case, tasks.get(case.pk, []), old, new, matter)
    return found


def matter_of_part(case: Case, onward: Onward, given: Mapping[str, int]) -> Matter:
    """What a part holds, with what its bundle has for it: nobody is asked for that again."""
    more = Counter(document for document, _upload in new_files(onward, given))
    return Matter(
        {**onward.answers, **case.answers},
        {**onward.situation, **case.situation},
        case.applicant.kind,
        Counter(given) + more,
    )


def new_files(onward: Onward, given: Collection[str]) -> list[tuple[str, Upload]]:
    """The files of the bundle for documents of which the part has none."""
    return [each for each in onward.files if each[0] not in given]


def went_on_since(stood: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether anything has happened to one of these parts since it was moved (`move_part`)."""
    return any(last_of(number) != there["seq"] for number, there in stood.items())


def materials_given(case: Case) -> Counter[str]:
    """How many files a case has for each document."""
    rows = Material.objects.filter(case=case, replaced=False)
    return Counter(document for document, _case in rows.values_list("document", "case_id"))
