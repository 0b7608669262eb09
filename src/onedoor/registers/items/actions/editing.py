"""The list: loaded from the packs, then changed only by proposals that two sides have reviewed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from pydantic import ValidationError

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.definition import CatalogueItem
from onedoor.registers.items import refusals as no
from onedoor.registers.items import rules
from onedoor.registers.items.actions.following import follow_the_list
from onedoor.registers.items.events import (
    ItemPublished,
    ListChangeEnded,
    ListChangeProposed,
    ListChangeReviewed,
)
from onedoor.registers.items.models import Item, ItemVersion, ListChange, Review
from onedoor.registers.items.queries import listed

# What a change makes of the items it is about.
_AFTER = {
    "split": "cancelled", "merge": "cancelled", "suspend": "suspended", "resume": "in_use",
    "cancel": "cancelled",
}  # fmt: skip


@transaction.atomic
def keep_items(items: Iterable[CatalogueItem], *, by: Actor) -> int:
    """Load the items of the packs (初次入库): new ones are added, altered ones get a version.

    An item that a list change has touched is the list's own from then on: the packs no longer
    alter it. Returns how many versions are new; doing it twice makes none.
    """
    wanted = {each.code: each for each in items}
    known = _newest(wanted)
    count = 0
    for code, item in wanted.items():
        newest = known.get(code)
        content = _json(item)
        if newest and (newest.change_id is not None or newest.content == content):
            continue
        _publish(code, content, state="in_use", effective=item.effective, change=None, by=by)
        count += 1
    return count


def _newest(codes: Iterable[str]) -> dict[str, ItemVersion]:
    rows = ItemVersion.objects.filter(item__in=list(codes)).order_by("item_id", "-number")
    return {row.item_id: row for row in rows.distinct("item_id")}


@transaction.atomic
def propose_change(
    kind: str,
    *,
    codes: Sequence[str] = (),
    contents: Sequence[Mapping[str, Any]] = (),
    effective: date,
    reasons: str,
    by: Actor,
) -> ListChange:
    """Ask that the list be changed: add, change, split, merge, suspend, resume or cancel.

    `contents` are items as catalogue.yaml writes them. Raises what is wrong with them, and where.
    """
    if refusal := rules.why_not_edit(by):
        raise refusal
    items = [_read(each) for each in contents]
    change = ListChange(
        kind=kind,
        codes=list(codes),
        contents=[_json(each) for each in items],
        effective=effective,
        reasons=reasons.strip(),
        proposed_by=by.ref,
        proposed_by_name=by.name,
        proposed_at=now(),
    )
    _refuse_what_does_not_fit(change, items)
    change.save()
    record(
        ListChangeProposed(
            subject=_subject(change), kind=kind, codes=tuple(codes), effective=effective
        ),
        by=by,
    )
    return change


def _refuse_what_does_not_fit(change: ListChange, items: Sequence[CatalogueItem]) -> None:
    asked = [*change.codes, *(each.code for each in items)]
    # As the list will stand on the day: what is decided already for that day counts.
    known = {code: each.version for code, each in listed(change.effective, codes=asked).items()}
    known |= {code: row for code, row in _newest(asked).items() if code not in known}
    if refusal := rules.why_not_propose(change, items, known, on=today()):
        raise refusal


def _read(content: Mapping[str, Any]) -> CatalogueItem:
    try:
        return CatalogueItem.model_validate(content)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        place = ".".join(str(each) for each in first["loc"])
        raise no.BadContent(problem=f"{place}：{first['msg']}", where=place) from wrong


@transaction.atomic
def review_change(id: UUID | str, *, agreed: bool, reasons: str = "", by: Actor) -> ListChange:
    """The word of the reviewer's side. The second yes publishes; a no ends the proposal."""
    change = _held(id)
    side = _side_of(by)
    done = dict(change.reviews.values_list("side", "by"))
    if refusal := rules.why_not_review(
        change, side, done=done, agreed=agreed, reasons=reasons, by=by
    ):
        raise refusal
    Review.objects.create(
        change=change, side=side, agreed=agreed, reasons=reasons.strip(), by=by.ref,
        by_name=by.name, at=now(),
    )  # fmt: skip
    record(ListChangeReviewed(subject=_subject(change), side=side, agreed=agreed), by=by)
    if not agreed:
        _end(change, "declined", by=by)
    elif len(done) == 1:
        publish_change(change, by=by)
    return change


def publish_change(change: ListChange, *, by: Actor) -> None:
    """Write what both sides agreed to into the list, from its day on; in the running transaction.

    Raises ChangedMeanwhile when the items are no longer what they were at the proposal.
    """
    items = [CatalogueItem.model_validate(each) for each in change.contents]
    effective = max(change.effective, today())
    try:
        change.effective = effective
        _refuse_what_does_not_fit(change, items)
    except (no.NoSuchItem, no.WrongState, no.KnownItem) as moved:
        raise no.ChangedMeanwhile() from moved
    for item in items:
        _publish(item.code, _json(item), state="in_use", effective=effective, change=change, by=by)
    if change.kind in _AFTER:
        successors = [each.code for each in items]
        for code, newest in _newest(change.codes).items():
            _publish(
                code, newest.content, state=_AFTER[change.kind], effective=effective,
                change=change, replaced_by=successors, by=by,
            )  # fmt: skip
    _end(change, "published", by=by)
    follow_the_list()


@transaction.atomic
def withdraw_change(id: UUID | str, *, by: Actor) -> ListChange:
    """Take one's own proposal back while it is open."""
    change = _held(id)
    if change.state != "open":
        raise no.ChangeEnded()
    if change.proposed_by != by.ref:
        raise no.NotYours()
    _end(change, "withdrawn", by=by)
    return change


def _publish(
    code: str,
    content: dict[str, Any],
    *,
    state: str,
    effective: date,
    change: ListChange | None,
    replaced_by: Sequence[str] = (),
    by: Actor,
) -> None:
    item, _ = Item.objects.get_or_create(code=code)
    before = ItemVersion.objects.filter(item=item).order_by("-number").first()
    number = before.number + 1 if before else 1
    ItemVersion.objects.create(
        item=item, number=number, state=state, content=content, effective=effective,
        replaced_by=list(replaced_by), change=change, published_at=now(),
    )  # fmt: skip
    record(
        ItemPublished(
            subject=f"item:{code}", code=code, number=number, state=state, effective=effective
        ),
        by=by,
    )


def _end(change: ListChange, outcome: str, *, by: Actor) -> None:
    change.state, change.ended_at = outcome, now()
    change.save(update_fields=["state", "ended_at", "effective"])
    record(ListChangeEnded(subject=_subject(change), outcome=outcome), by=by)


def _held(id: UUID | str) -> ListChange:
    change = ListChange.objects.select_for_update().filter(pk=id).first()
    if change is None:
        raise no.NoSuchChange()
    return change


def _side_of(by: Actor) -> str:
    """The side the actor speaks for, by the function of the body whose reviewer they are."""
    seats = [post for post in by.posts if post.endswith(f"/{rules.REVIEWER}")]
    bodies = agencies([seat.partition("/")[0] for seat in seats])
    sides = [rules.SIDE_OF.get(body.function, "") for body in bodies.values()]
    return next((side for side in sides if side), "")


def _subject(change: ListChange) -> str:
    return f"list-change:{change.pk}"


def _json(item: CatalogueItem) -> dict[str, Any]:
    said: dict[str, Any] = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return said
