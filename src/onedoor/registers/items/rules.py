"""What may be done to the list, and when: values in, a refusal or nothing out. No queries."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import CatalogueItem
from onedoor.registers.items import refusals as no
from onedoor.registers.items.codelists import code_of
from onedoor.registers.items.models import ItemVersion, ListChange

EDITOR, REVIEWER = "item-editor", "item-reviewer"
# Whose reviewers speak for which side: the function of their body.
SIDE_OF = {"establishment": "establishment", "justice": "legal"}
# The elements that a body fills in; everything else is the catalogue's.
OWN_ELEMENTS = ("power_source", "entrusted_by", "duties", "accountability")
# What the state of an item must be before each change.
_BEFORE = {
    "change": ("in_use", "suspended"), "split": ("in_use",), "merge": ("in_use",),
    "suspend": ("in_use",), "resume": ("suspended",), "cancel": ("in_use", "suspended"),
}  # fmt: skip


def state_word(state: str) -> str:
    """The state of an item as people say it."""
    words = {"in_use": _("在用"), "suspended": _("暂停"), "cancelled": _("已取消")}
    return words[state]


def kind_word(kind: str) -> str:
    """A kind of list change as people say it."""
    words = {
        "add": _("新增"), "change": _("调整"), "split": _("拆分"), "merge": _("合并"),
        "suspend": _("暂停"), "resume": _("恢复"), "cancel": _("取消"),
    }  # fmt: skip
    return words[kind]


def edits_the_list(actor: Actor) -> bool:
    """Whether the actor is an editor of the catalogue list."""
    return any(post.endswith(f"/{EDITOR}") for post in actor.posts)


def why_not_edit(by: Actor) -> Refusal | None:
    """Only the list's editors propose."""
    return None if edits_the_list(by) else no.NotYours()


def why_not_propose(
    change: ListChange,
    items: Sequence[CatalogueItem],
    now: Mapping[str, ItemVersion],
    *,
    on: date,
) -> Refusal | None:
    """Whether the list as it stands (`now`, by code) can be changed so."""
    if not change.reasons.strip():
        return no.ReasonNeeded(where="reasons")
    if change.effective < on:
        return no.TooLate(day=change.effective, where="effective")
    return (
        _why_not_these(change, now)
        or _why_not_so_many(change, items)
        or next(filter(None, (why_not_item(each) for each in items)), None)
        or _why_not_new(change, items, now)
    )


def _why_not_these(change: ListChange, now: Mapping[str, ItemVersion]) -> Refusal | None:
    if change.kind != "add" and not change.codes:
        return no.NoSuchItem(code="", where="codes")
    for code in change.codes:
        if code not in now:
            return no.NoSuchItem(code=code, where="codes")
        if now[code].state not in _BEFORE[change.kind]:
            return no.WrongState(code=code, state=state_word(now[code].state), where="codes")
    return None


def _why_not_so_many(change: ListChange, items: Sequence[CatalogueItem]) -> Refusal | None:
    wanted = {
        "add": not change.codes and len(items) >= 1,
        "change": [each.code for each in items] == change.codes and len(items) == 1,
        "split": len(change.codes) == 1 and len(items) >= 2,
        "merge": len(change.codes) >= 2 and len(items) == 1,
    }
    if wanted.get(change.kind, not items):
        return None
    if change.kind in ("split", "merge"):
        return no.TooFewItems(where="contents")
    return no.BadContent(problem=_("写的事项和选的调整对不上。"), where="contents")


def _why_not_new(
    change: ListChange, items: Sequence[CatalogueItem], now: Mapping[str, ItemVersion]
) -> Refusal | None:
    if change.kind == "change":
        return None
    # A code is never given twice, not even after its item was cancelled.
    known = next((each.code for each in items if each.code in now), "")
    return no.KnownItem(code=known, where="contents") if known else None


def why_not_item(item: CatalogueItem) -> Refusal | None:
    """Whether code, kind and parent of an item agree (GB/T 39046 A.1; places 3 and 4)."""
    wanted = code_of("kind", item.kind, interface="gb39046")
    if item.code[2:4] != wanted:
        return no.CodeSaysOtherwise(
            code=item.code, digits=item.code[2:4], kind=item.kind, wanted=wanted, where="contents"
        )
    is_sub = not item.code.endswith(("000", "Y"))
    if item.parent and (item.parent[:9] != item.code[:9] or not item.parent.endswith("Y")):
        return no.NoParent(code=item.code, parent=f"{item.code[:9]}00Y", where="contents")
    if item.parent and not is_sub:
        return no.NoParent(code=item.code, parent=_("没有"), where="contents")
    strange = next((each.code for each in item.handling if each.code[:12] != item.code), "")
    if strange:
        problem = _("业务办理项 {code} 的前 12 位和事项编码不同。").format(code=strange)
        return no.BadContent(problem=problem, where="contents")
    return None


def why_not_review(
    change: ListChange, side: str, *, done: Mapping[str, str], agreed: bool, reasons: str, by: Actor
) -> Refusal | None:
    """Each side once, by its own reviewer, by two persons, neither the proposer; `done`: side → by.

    国办函〔2016〕108号 2: an item is added after review by the establishment and legal bodies.
    """
    if not side:
        return no.NotYours()
    if change.state != "open":
        return no.ChangeEnded()
    if side in done:
        return no.ReviewedAlready()
    if change.proposed_by == by.ref:
        return no.OwnChange()
    if by.ref in done.values():
        return no.OneHand()
    if not agreed and not reasons.strip():
        return no.ReasonNeeded(where="reasons")
    return None


def why_not_fill_in(elements: Mapping[str, object]) -> Refusal | None:
    """A body fills in its own elements; those of the catalogue are locked."""
    locked = next((name for name in elements if name not in OWN_ELEMENTS), "")
    return no.ElementLocked(element=locked, where=locked) if locked else None


def why_not_claim(item: CatalogueItem, *, function: str, level: str) -> Refusal | None:
    """A body of the right function at a level the catalogue names may carry it out."""
    if function in item.functions and level in item.levels:
        return None
    return no.NotForThisBody(item=str(item.name))
