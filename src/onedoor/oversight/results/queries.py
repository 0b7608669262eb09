"""What everybody may read of decisions; and what an agency has still to publish or keeps back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import name_as_written
from onedoor.kernel.counting import counted
from onedoor.kernel.time import today
from onedoor.oversight.results import rules
from onedoor.oversight.results.book import book_at, books
from onedoor.oversight.results.exchange import Body, line_of
from onedoor.oversight.results.models import Result, State
from onedoor.oversight.results.rules import NoSuchResult
from onedoor.registers.agencies.queries import agencies

__all__ = [
    "FILE",
    "PAGE",
    "Result",
    "ResultsFound",
    "Sought",
    "State",
    "exchange_lines",
    "result_published",
    "result_to_answer_for",
    "results_late",
    "results_of",
    "results_published",
    "results_to_answer_for",
]

PAGE = 20
# So many lines are handed out in one file; the next file begins after the last of them.
FILE = 1000


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What is looked for: words of a name or a number, a service, a body. Empty: everything."""

    words: str = ""
    service: str = ""
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultsFound:
    """So many decisions, and where the older ones begin; "" where there are none."""

    results: list[Result]
    older: str


def results_published(
    sought: Sought, *, division: str = "", before: str = "", most: int = PAGE
) -> ResultsFound:
    """Published decisions, the newest first, from a place in the list on; for everybody.

    Every word that is sought stands in the name, the credit code or a number. `division` is how a
    place's code begins. A page costs the same however many there are: nothing is counted.
    """
    found = _shown()
    for word in sought.words.split()[:5]:
        found = found.filter(
            Q(name__icontains=name_as_written(word))
            | Q(paper_number__icontains=word)
            | Q(licence_number__icontains=word)
            | Q(credit_code__iexact=word)
        )
    if sought.service:
        found = found.filter(service=sought.service)
    if sought.agency:
        found = found.filter(agency=sought.agency)
    elif division:
        inside = [c for c, b in agencies().items() if b.division_id.startswith(division)]
        found = found.filter(agency__in=inside)
    if place := _place(before):
        on, number = place
        found = found.filter(Q(decided_on__lt=on) | Q(decided_on=on, pk__lt=number))
    rows = list(found.order_by("-decided_on", "-id")[: most + 1])
    older = f"{rows[most - 1].decided_on}.{rows[most - 1].pk}" if len(rows) > most else ""
    return ResultsFound(results=rows[:most], older=older)


def _place(before: str) -> tuple[date, int] | None:
    """A place in the list as addresses write it: the day and the number of the last one read."""
    day, _dot, number = before.partition(".")
    try:
        return (date.fromisoformat(day), int(number)) if len(number) < 19 else None
    except ValueError:
        return None


def result_published(number: int) -> Result:
    """One published decision. NoSuchResult where there is none, or it is shown no more."""
    found = _shown().filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise NoSuchResult()
    return found


def _shown() -> QuerySet[Result]:
    return Result.objects.filter(state=State.PUBLISHED, shown_until__gte=today())


def exchange_lines(results: list[Result]) -> list[dict[str, str]]:
    """These decisions as the exchange names their fields; whoever answers for the book is the
    source. Of a body that is gone nothing is handed on."""
    bodies = agencies({each.agency for each in results} | {each.owner for each in books()})
    named = {code: Body(each.name, each.credit_code) for code, each in bodies.items()}
    on, lines = today(), []
    for each in results:
        body = bodies.get(each.agency)
        book = book_at(body.division_id) if body else None
        if book is not None and book.owner in named:
            decided, source = named[each.agency], named[book.owner]
            lines.append(line_of(each, book, decided=decided, source=source, on=on))
    return lines


def results_to_answer_for(
    *, seen_by: Actor, view: str = "due", words: str = "", most: int = 100
) -> list[Result]:
    """What the reader's agencies publish: still due, the first due first; kept back; published.

    As it is shown, or is to be: nothing of a person that is not public.
    """
    states = {"due": State.DUE, "withheld": State.WITHHELD, "published": State.PUBLISHED}
    found = _answered_for(seen_by).filter(state=states.get(view, State.DUE))
    if words:
        found = found.filter(
            Q(name__icontains=name_as_written(words))
            | Q(paper_number__icontains=words)
            | Q(licence_number__icontains=words)
        )
    order = ("publish_by", "id") if view == "due" else ("-decided_on", "-id")
    return list(found.order_by(*order)[:most])


def result_to_answer_for(number: int, *, seen_by: Actor) -> Result:
    """One of them. NoSuchResult to whoever does not answer for it."""
    found = _answered_for(seen_by).filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise NoSuchResult()
    return found


def results_of(cases: Collection[str]) -> list[Result]:
    """What is published, or to be, of these matters, for whoever was shown the matters."""
    return list(Result.objects.filter(case__in=cases).order_by("-decided_on", "-id"))


def results_late(*, seen_by: Actor) -> int:
    """How many the reader's agencies should have published before today."""
    return counted(_late, seen_by)


def _late(reader: Actor) -> QuerySet[Result]:
    return _answered_for(reader).filter(state=State.DUE, publish_by__lt=today())


def _answered_for(reader: Actor) -> QuerySet[Result]:
    mine = sorted(reader.agencies_as(*rules.ANSWERS)) if reader.is_staff else []
    return Result.objects.filter(agency__in=mine)
