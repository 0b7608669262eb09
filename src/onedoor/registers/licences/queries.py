"""What can be seen of licences, and by whom."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Look, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.licences import rules
from onedoor.registers.licences.models import Licence
from onedoor.registers.papers.queries import ONE_LOOK, paper_of_code, within_reach

__all__ = [
    "Licence",
    "licence_for",
    "licence_named",
    "licence_on",
    "licence_passed_to",
    "licence_printed",
    "licences_of",
    "newest_licence_on",
    "standing_of",
]


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
    trace_all(looks, by=reader, why=_("查看证照"), since=since)
