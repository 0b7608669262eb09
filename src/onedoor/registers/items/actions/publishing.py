"""Publish the list with the packs, and the powers lists in numbered editions."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import catalogue_items
from onedoor.registers.items.actions.claiming import keep_claims
from onedoor.registers.items.actions.editing import keep_items
from onedoor.registers.items.actions.following import follow_the_list
from onedoor.registers.items.events import PowersPublished
from onedoor.registers.items.models import Edition
from onedoor.registers.items.powers import powers_of_all


def keep_catalogue(folder: Path, *, by: Actor = SYSTEM) -> None:
    """After packs were published: their items into the list, claims, states, powers lists."""
    with transaction.atomic():
        keep_items(catalogue_items(folder), by=by)
        keep_claims(by=by)
        follow_the_list()
    publish_powers(by=by)


@transaction.atomic
def publish_powers(*, by: Actor = SYSTEM) -> int:
    """A new edition for every body whose powers list says something new; returns how many."""
    bodies = agencies()
    lists = powers_of_all(bodies.values())
    last = {
        each["agency_id"]: each["number"]
        for each in Edition.objects.values("agency_id").annotate(number=Max("number"))
    }
    digests = dict(
        Edition.objects.order_by("agency_id", "-number")
        .distinct("agency_id")
        .values_list("agency_id", "digest")
    )
    count = 0
    for code in sorted(set(lists) | set(last)):
        content = lists.get(code, [])
        digest = _digest(content)
        if digests.get(code) == digest:
            continue
        number = last.get(code, 0) + 1
        Edition.objects.create(
            agency_id=code, number=number, content=content, digest=digest, published_at=now()
        )
        told = PowersPublished(subject=f"powers:{code}", agency=code, number=number, digest=digest)
        record(told, by=by)
        count += 1
    return count


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
