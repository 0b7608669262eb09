"""What can be seen of licences, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import licence_identifier, name_as_written
from onedoor.kernel.readings import Look, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.licences import rules
from onedoor.registers.licences.models import Duty, DutyKind, Licence
from onedoor.registers.papers.queries import ONE_LOOK, paper_of_code, within_reach

__all__ = [
    "Called",
    "Licence",
    "called_for",
    "duties_of",
    "licence_for",
    "licence_identified",
    "licence_named",
    "licence_of_paper",
    "licence_on",
    "licence_passed_to",
    "licence_printed",
    "licences_found",
    "licences_of",
    "newest_licence_on",
    "quiet_among",
    "standing_of",
]


_MOST = 50


def licences_of(party: str, *, seen_by: Actor) -> list[Licence]:
    """The party's licences, newest first: all of them for the party itself and for the system.

    Staff see those their own agency issued, and leave a trace.
    """
    licences = list(
        within_reach(Licence.objects.all(), seen_by)
        .filter(holder=party)
        .select_related("paper")
        .defer("paper__facts")
        .order_by("-issued_on", "number")
    )
    _traced(licences, seen_by)
    return licences


def licence_for(number: str, *, seen_by: Actor) -> Licence:
    """The licence, for its holder, the agency that issued it, or the system; else NotFound."""
    licence = _found(seen_by, number=number)
    if licence is None:
        raise NotFound()
    return licence


def licence_identified(identifier: str, *, seen_by: Actor) -> Licence:
    """The licence of this identifier (GB/T 36904), with or without its root; else NotFound.

    BadCode says what is wrong with one that cannot be.
    """
    licence = _found(seen_by, identifier=str(licence_identifier(identifier)))
    if licence is None:
        raise NotFound()
    return licence


def licence_on(ground: str, *, seen_by: Actor) -> Licence | None:
    """The licence the case `ground` ended in, if there is one and the reader may see it."""
    return _found(seen_by, ground=ground)


def newest_licence_on(ground: str, *, seen_by: Actor) -> Licence | None:
    """The licence the case `ground` ended in or, where others followed it, the newest of these."""
    found = licence_on(ground, seen_by=seen_by)
    while found is not None and (later := _found(seen_by, former=found.number)):
        found = later
    return found


def licence_named(typed: str, *, holder: str, kind: str, seen_by: Actor) -> Licence | None:
    """The licence of this number, if there is one that the reader may see.

    Of the holder's own of this kind, width, spaces and the form of brackets are forgiven: people
    type [2026] for 〔2026〕.
    """
    if found := _found(seen_by, number=typed.strip()):
        return found
    wanted = rules.plain_number(typed)
    own = licences_of(holder, seen_by=seen_by)
    alike = (each for each in own if each.kind == kind)
    return next((each for each in alike if rules.plain_number(each.number) == wanted), None)


def licence_passed_to(ground: str, *, seen_by: Actor) -> Licence | None:
    """The licence whose place the one of the case `ground` takes, if the reader may see it."""
    return _found(seen_by, passes_to=ground or "-")


def licence_printed(code: str, *, seen_by: Actor) -> Licence | None:
    """The licence whose newest print bears this check code, if the reader may see it."""
    paper = paper_of_code(code, seen_by=seen_by)
    return _found(seen_by, paper=str(paper.pk)) if paper else None


def licence_of_paper(paper: UUID | str, *, seen_by: Actor) -> Licence:
    """The licence printed on this paper, for whoever may see it; else NotFound."""
    licence = _found(seen_by, paper=str(paper))
    if licence is None:
        raise NotFound()
    return licence


def licences_found(typed: str, *, seen_by: Actor) -> list[Licence]:
    """Licences one may see by their number, their identifier or the whole name of their holder.

    Of the dot between the parts of a name it does not matter which of its look-alikes was typed.
    Nobody browses: part of a name finds nothing. Fifty at most, newest first.
    """
    typed = typed.strip()
    if not typed or "\0" in typed:
        return []
    asked = Q(number=typed) | Q(identifier=typed)
    asked |= Q(holder_name__in={typed, name_as_written(typed)})
    found = within_reach(Licence.objects.filter(asked), seen_by).order_by("-issued_on", "number")
    licences = list(found[:_MOST])
    _traced(licences, seen_by)
    return licences


@dataclass(frozen=True)
class Called:
    """A licence that calls for something (`renew`, `check`): in words, by when, whether over."""

    licence: Licence
    kind: str
    words: str
    due_on: date
    missed: bool


def called_for(kind: str, *, seen_by: Actor) -> list[Called]:
    """Licences one may see that call for this by now (`renew`, `check`), the soonest first.

    Fifty at most; those that have run out are not among them.
    """
    reach = within_reach(Licence.objects.filter(state__in=("valid", "suspended")), seen_by)
    due = (
        Duty.objects.filter(kind=DutyKind(kind), ended_at=None, remind_from__lte=today())
        .filter(licence__in=reach)
        .select_related("licence")
        .order_by("due_on")[:_MOST]
    )
    called = [_called(each.licence, each) for each in due]
    _traced([each.licence for each in called], seen_by)
    return called


def duties_of(licence: Licence, *, seen_by: Actor) -> list[Called]:
    """What a licence in hand, whose look is traced, calls for as it stands, the soonest first."""
    reach = within_reach(Licence.objects.filter(pk=licence.pk), seen_by)
    due = Duty.objects.filter(licence__in=reach, ended_at=None).order_by("due_on")
    return [_called(licence, each) for each in due]


def quiet_among(licences: Sequence[Licence], *, seen_by: Actor) -> set[str]:
    """Of these licences in hand, the numbers of those whose holder wants no reminders."""
    if not licences or seen_by.scope is not None:
        return set()
    numbers = [each.number for each in licences if each.holder == seen_by.party]
    quiet = Duty.objects.filter(licence__in=numbers, kind=DutyKind.RENEW, quiet_at__isnull=False)
    return set(quiet.values_list("licence_id", flat=True))


def _called(licence: Licence, duty: Duty) -> Called:
    return Called(licence, duty.kind, duty.words, duty.due_on, duty.missed_at is not None)


def standing_of(licence: Licence) -> str:
    """`valid`, `expired`, `suspended`, `revoked`, `cancelled` or `superseded`, today."""
    return rules.standing(licence, on=today())


def _found(reader: Actor, **by: str) -> Licence | None:
    # Addresses may carry anything; PostgreSQL would stumble over a NUL.
    asked = not any("\0" in value for value in by.values())
    licence = within_reach(Licence.objects.all(), reader).filter(**by).first() if asked else None
    _traced([licence] if licence else [], reader)
    return licence


def _traced(licences: Sequence[Licence], reader: Actor) -> None:
    looks = [Look(each.holder, each.ground, f"{each.kind_name} {each.number}") for each in licences]
    since = now() - ONE_LOOK if reader.scope else None
    trace_all(looks, by=reader, why="查看证照", since=since)
