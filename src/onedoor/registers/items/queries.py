"""What the list says on a day, who carries out what, and what lists of powers were published."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Func, IntegerField

from onedoor.kernel.codes import implementation_code
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.definition import CatalogueItem
from onedoor.registers.items import refusals as no
from onedoor.registers.items.codelists import code_of
from onedoor.registers.items.models import Claim, Edition, ItemVersion, ListChange
from onedoor.registers.items.rules import why_not_claim

__all__ = [
    "Claim",
    "Edition",
    "ItemVersion",
    "ListChange",
    "Listed",
    "changes",
    "claims_of",
    "code_at",
    "content_of",
    "edition",
    "editions_of",
    "item",
    "items_of_bodies",
    "list_change",
    "listed",
    "newest_editions",
    "versions_of",
]


class Listed(NamedTuple):
    """An item as the list says on a day: its version in force, and that as a value."""

    version: ItemVersion
    item: CatalogueItem

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def state(self) -> str:
        return self.version.state


def listed(on: date | None = None, *, codes: Collection[str] | None = None) -> dict[str, Listed]:
    """Every item of the list on that day (today), by code, cancelled ones too. One query."""
    day = on or today()
    found = ItemVersion.objects.filter(effective__lte=day)
    if codes is not None:
        found = found.filter(item__in=list(codes))
    rows = found.order_by("item_id", "-effective", "-number").distinct("item_id")
    return {row.item_id: Listed(row, content_of(row)) for row in rows}


def item(code: str, on: date | None = None) -> Listed:
    """The item of this code on that day; NoSuchItem when the list does not know it yet."""
    found = listed(on, codes=[code]).get(code)
    if found is None:
        raise no.NoSuchItem(code=code, where=code)
    return found


def content_of(version: ItemVersion) -> CatalogueItem:
    """What a version says, as a value."""
    return CatalogueItem.model_validate(version.content)


def versions_of(code: str) -> list[ItemVersion]:
    """Everything the list has said of an item, the newest first; future ones among them."""
    return list(ItemVersion.objects.filter(item=code).order_by("-effective", "-number"))


def changes(*, open_only: bool = False, most: int = 100) -> list[ListChange]:
    """List changes with their reviews, the newest first."""
    found = ListChange.objects.prefetch_related("reviews").order_by("-proposed_at")
    return list((found.filter(state="open") if open_only else found)[:most])


def list_change(id: UUID | str) -> ListChange:
    """The list change of this id with its reviews; NoSuchChange."""
    found = ListChange.objects.prefetch_related("reviews").filter(pk=id).first()
    if found is None:
        raise no.NoSuchChange()
    return found


def code_at(item: str, agency: Agency, level: str) -> str:
    """The implementation code of an item at a body: 18 + 1 + 12 places, checked."""
    digit = code_of("level", level, interface="gb39046")
    return implementation_code(f"{agency.credit_code}{digit}{item}")


def claims_of(agencies: Iterable[str] | None = None) -> list[Claim]:
    """Claims that stand, with agency and division; of these agencies, or of all. One query."""
    found = Claim.objects.filter(ended_on=None).select_related("agency__division")
    if agencies is not None:
        found = found.filter(agency__in=list(agencies))
    return list(found.order_by("agency_id", "item_id"))


def items_of_bodies(on: date | None = None) -> dict[str, set[str]]:
    """The items in use that the list gives to each body at work, by its function and level.

    As the list says on that day (today). Bodies with none are left out.
    """
    in_use = {code: each.item for code, each in listed(on).items() if each.state == "in_use"}
    found: dict[str, set[str]] = {}
    for body in agencies().values():
        level = body.division.level
        own = {
            code
            for code, item in in_use.items()
            if why_not_claim(item, function=body.function, level=level) is None
        }
        if own:
            found[body.code] = own
    return found


def editions_of(agency: str) -> list[Edition]:
    """The published powers lists of a body, the newest first, without their content."""
    return list(Edition.objects.filter(agency=agency).defer("content").order_by("-number"))


def newest_editions() -> dict[str, int]:
    """How many powers the newest list of each body names, by agency; bodies with none left out."""
    rows = (
        Edition.objects.order_by("agency_id", "-number")
        .distinct("agency_id")
        .annotate(count=Func("content", function="jsonb_array_length", output_field=IntegerField()))
    )
    return {code: count for code, count in rows.values_list("agency_id", "count") if count}


def edition(agency: str, number: int | None = None) -> Edition | None:
    """The edition of this number, or the newest; None when there is none."""
    found = Edition.objects.filter(agency=agency).select_related("agency__division")
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()
