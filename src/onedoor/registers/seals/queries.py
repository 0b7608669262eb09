"""What can be seen of seals, and by whom; and which one is to be used."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import today
from onedoor.registers.seals import rules
from onedoor.registers.seals.models import Kind, Seal, SealUse, State

__all__ = [
    "Kind",
    "Seal",
    "SealUse",
    "State",
    "es_ids_known",
    "is_in_force",
    "picture_of",
    "seal_for",
    "seal_of_paper",
    "seal_to_use",
    "seals",
    "seals_to_make",
    "use_counts",
    "uses_of",
]

A_PAGE = 50


@dataclass(frozen=True)
class Uses:
    """One page of the log of uses, the newest first; `more` says whether older ones follow."""

    rows: list[SealUse]
    total: int
    more: bool


def seals(*, seen_by: Actor, agency: str = "", state: str = "") -> list[Seal]:
    """Seals the reader may see: an agency's own clerks theirs, administrators and the system all.

    What waits for approval stands first, then by agency.
    """
    found = _within_reach(seen_by)
    if agency:
        found = found.filter(agency=agency)
    if state:
        found = found.filter(state=state)
    rows = list(found.order_by("agency", "kind", "-asked_at"))
    return sorted(rows, key=lambda each: each.state != State.ASKED)


def seal_for(seal_id: UUID | str, *, seen_by: Actor) -> Seal:
    """The seal; NotFound when there is none or the reader may not see it."""
    try:
        return _within_reach(seen_by).select_related("replaces").get(pk=UUID(str(seal_id)))
    except (Seal.DoesNotExist, ValueError):
        raise NotFound() from None


def uses_of(seal_id: UUID | str, *, seen_by: Actor, page: int = 1) -> Uses:
    """A page of what the seal was used for; NotFound as in `seal_for`.

    Administrators see no case: to them the subject of a use is "".
    """
    seal = seal_for(seal_id, seen_by=seen_by)
    begin = (max(page, 1) - 1) * A_PAGE
    rows = list(seal.uses.order_by("-id")[begin : begin + A_PAGE + 1])
    if seen_by.kind == "administrator":
        for each in rows:
            each.subject = each.paper = ""
    return Uses(rows[:A_PAGE], seal.uses.count(), len(rows) > A_PAGE)


def picture_of(seal_id: UUID | str, *, seen_by: Actor) -> bytes:
    """The picture (PNG) of a seal that was made; NotFound of any other, or if it is lost."""
    seal = seal_for(seal_id, seen_by=seen_by)
    try:
        content: bytes = port("store").get(seal.picture)
    except (KeyError, ValueError, OSError):
        raise NotFound() from None
    return content


def use_counts(*, seen_by: Actor) -> dict[UUID, int]:
    """How often each seal the reader may see was used."""
    counted = _within_reach(seen_by).annotate(n=Count("uses")).values_list("pk", "n")
    return dict(counted)


def seal_to_use(agency: str, agency_name: str, *, for_licence: bool) -> Seal:
    """The seal in force today that a paper of the agency is sealed with; NoSealInForce.

    A licence takes the seal for licences where the agency has one.
    """
    kinds = [Kind.LICENCE, Kind.AGENCY] if for_licence else [Kind.AGENCY]
    held = {
        each.kind: each
        for each in Seal.objects.filter(agency=agency, state=State.IN_FORCE, kind__in=kinds)
    }
    seal = next((held[kind] for kind in kinds if kind in held), None)
    if refusal := rules.why_not_use(seal, agency_name=agency_name, on=today()):
        raise refusal
    assert seal is not None
    return seal


def seals_to_make(at_most: int) -> list[Seal]:
    """Seals in force that their maker has not made yet, the oldest first: for the worker."""
    waiting = Seal.objects.filter(state=State.IN_FORCE, made_at=None)
    return list(waiting.order_by("settled_at", "agency")[:at_most])


def seal_of_paper(key: str) -> Seal | None:
    """The seal that the paper of this key was sealed with; None of one older than this register."""
    use = SealUse.objects.select_related("seal").filter(paper=key).first()
    return use.seal if use else None


def es_ids_known(es_ids: set[str]) -> set[str]:
    """Which of these identifiers of seals (GB/T 38540) are of seals made here."""
    if not es_ids:
        return set()
    return set(Seal.objects.filter(es_id__in=es_ids).values_list("es_id", flat=True))


def is_in_force(seal: Seal) -> bool:
    """Whether it may be used today."""
    return rules.why_not_use(seal, agency_name=seal.name, on=today()) is None


def _within_reach(reader: Actor) -> QuerySet[Seal]:
    if reader.kind in ("system", "administrator"):
        return Seal.objects.all()
    if reader.is_staff and reader.agency:
        return Seal.objects.filter(agency=reader.agency)
    return Seal.objects.none()
