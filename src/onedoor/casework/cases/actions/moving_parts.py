"""Moving a part with its bundle, and back: the bundle decides, each case records its own."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor.casework.cases.actions.moving import bring_over, put_back
from onedoor.casework.cases.finding import held
from onedoor.casework.cases.models import Case, Material, Task
from onedoor.casework.cases.part_moves import (
    Onward,
    materials_given,
    matter_of_part,
    new_files,
)
from onedoor.casework.cases.refusals import NoSuchCase
from onedoor.kernel.actors import Actor
from onedoor.kernel.record import last_of
from onedoor.kernel.time import now
from onedoor.registers.catalogue.queries import version


@transaction.atomic
def move_part(number: str, *, within: str, onward: Onward, post: str, by: Actor) -> dict[str, Any]:
    """Bring the case of a part on to where its bundle goes; how it stood, for `put_part_back`.

    What the bundle has for it and the case lacks is taken over. `post` is the lead's desk that
    takes it in. NoSuchCase when it is no part of `within`. Nothing is refused here: the bundle has
    weighed it (`outlooks_of_parts`).
    """
    case = _held(number, within)
    given = materials_given(case)
    matter = matter_of_part(case, onward, given)
    stood: dict[str, Any] = {"from": str(case.version_id)}
    stood["kept"] = bring_over(case, version(onward.to), matter, by=by)
    stood["files"] = [str(each.pk) for each in _take_over(case, onward, given)]
    # Another desk of the lead takes it in: whoever had it in hand there has it no longer.
    Task.objects.filter(case=case, step="accept", state="open").exclude(post=post).update(
        post=post, assignee="", assignee_name=""
    )
    return stood | {"seq": last_of(case.subject)}


def _take_over(case: Case, onward: Onward, given: Mapping[str, int]) -> list[Material]:
    return Material.objects.bulk_create(
        Material(
            case=case,
            document=document,
            **upload.kept(),
            given_at=now(),
        )
        for document, upload in new_files(onward, given)
    )


@transaction.atomic
def put_part_back(number: str, *, within: str, stood: Mapping[str, Any], by: Actor) -> None:
    """Let the case of a part stand as it did before `move_part`. NoSuchCase as there."""
    case = _held(number, within)
    Material.objects.filter(case=case, pk__in=stood["files"]).delete()
    put_back(case, version(stood["from"]), stood["kept"], by=by)


def _held(number: str, within: str) -> Case:
    case = held(number)
    if case.part_of != within or not within:
        raise NoSuchCase()
    return case
