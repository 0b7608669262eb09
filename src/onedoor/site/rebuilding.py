"""Which tables of oversight follow from the record and can be made anew, and which cannot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from django.db import connection, connections

from onedoor.kernel.rebuilding import Rebuilt
from onedoor.oversight.assessment.actions import lay_down_anew
from onedoor.oversight.figures.actions import rebuild_figures
from onedoor.oversight.supervision.actions import rebuild_cards

# By model, `room.Model`: what `rebuild_all` makes anew.
REBUILT = (
    "supervision.RaisedCard",
    # From the published days, which the record names.
    "assessment.DayLaidDown",
    "assessment.Counted",
    "assessment.MonthSum",
    # From the record, and how decisions were counted from the published days.
    "figures.Happened",
)

# Why these are not: a house that lost them gets them back from its backup, not from the record.
_WORDS = "it holds words and persons, and nothing of them is in the record"
_OWN = "it is written once and is a source of its own"
NOT_REBUILT = {
    "kernel.Head": "it bears witness to the record, and would bear none if made from it",
    "kernel.News": "it says who has heard what; told twice is what it is there to prevent",
    "supervision.CardWord": _WORDS,
    "supervision.PublicationKey": _OWN,
    "supervision.Publication": f"{_OWN}: a day signed again would be another day",
    "feedback.Rating": f"{_WORDS}; the levels are held against the record each night",
    "feedback.FollowUp": _WORDS,
    "feedback.Dispute": _WORDS,
    "feedback.Visit": "its number opens a rating and is in no event",
    "feedback.Window": "the digest of a device's secret is in no event",
    "feedback.Enquiry": _WORDS,
    "feedback.Said": _WORDS,
    "letters.Letter": _WORDS,
    "letters.Word": _WORDS,
    "letters.PublicAnswer": _WORDS,
    "letters.Rewording": _WORDS,
    "letters.FirstAnswer": "it goes with its letter, which is not rebuilt either",
    "comments.Verdict": "it is nobody's, and leaves no event",
    "comments.Comment": _WORDS,
    "comments.ShownComment": _WORDS,
    "comments.Report": "it is nobody's, and leaves no event",
    "results.Result": _WORDS,
    "inspection.Inspected": f"{_OWN}: the site as it was that night is not there any more",
    "assistant.Week": "questions leave no event",
    "assistant.Sample": "questions leave no event",
}


def rebuild_all() -> list[Rebuilt]:
    """Make all of `REBUILT` anew; what each table had to be mended by.

    Each room's in one transaction, and all rooms at once, for none reads what another makes: most
    of it is done by the database, where each has a process of its own. One that fails keeps the
    others from nothing; its error comes when all are through. Within a transaction of the caller
    they come one after the other, as part of it.
    """
    if connection.in_atomic_block:
        made = [part() for part in _PARTS]
    else:
        with ThreadPoolExecutor(max_workers=len(_PARTS)) as hands:
            # The day that the caller believes in goes with each.
            going = [hands.submit(copy_context().run, _apart, part) for part in _PARTS]
        made = [each.result() for each in going]
    return [each for part in made for each in part]


_Part = Callable[[], list[Rebuilt]]
_PARTS: tuple[_Part, ...] = (
    lambda: [rebuild_cards()],
    lay_down_anew,
    lambda: [rebuild_figures()],
)


def _apart(part: _Part) -> list[Rebuilt]:
    try:
        return part()
    finally:
        connections.close_all()
