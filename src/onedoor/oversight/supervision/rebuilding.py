"""The rows of cards made anew from the chains of cards in the record."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import transaction

from onedoor.kernel.rebuilding import Fresh, Rebuilt, Row, keep_writers_out, streamed
from onedoor.oversight.supervision.events import (
    CardCancelled,
    CardClosed,
    CardConfirmed,
    CardExplained,
    CardOrdered,
    CardPassed,
    CardPutRight,
    CardRaised,
)
from onedoor.oversight.supervision.models import CardWord, RaisedCard, State

# Where a card stands after its newest event.
STANDS = {
    CardRaised.name: State.RAISED,
    CardPassed.name: State.PASSED,
    CardExplained.name: State.EXPLAINED,
    CardConfirmed.name: State.CONFIRMED,
    CardCancelled.name: State.CANCELLED,
    CardOrdered.name: State.ORDERED,
    CardPutRight.name: State.PUT_RIGHT,
    CardClosed.name: State.CLOSED,
}
_TOLD = ("rule", "edition", "agency", "watcher", "service", "about", "key", "level", "measure",
         "raised_on")  # fmt: skip
_COLUMNS = ("id", *_TOLD, "level_on", "state", "due_on")
# What is to be known of a card: when it was raised last, and what happened last of all.
LINKS = """
    SELECT subject, name, CASE WHEN name IN ('card.raised', 'card.ordered') THEN body::text END
    FROM record WHERE name = ANY(%s::text[]) ORDER BY subject, seq
"""


@transaction.atomic
def rebuild_cards() -> Rebuilt:
    """Make every row of a card anew from the record; what was said of cards is left as it is.

    Cards are raised and judged when it is over: they wait as long as it takes. A row that an
    edition before this one raised, whose events do not say all of it, stays as it is; so does
    one that words hang on and no event: it is for a person to look at.
    """
    keep_writers_out(RaisedCard)
    fresh, read = Fresh(RaisedCard, _COLUMNS), _Counter()
    fresh.take(_rows(read))
    words = CardWord._meta.db_table
    untold = (
        "EXISTS (SELECT FROM record AS raised WHERE raised.subject = 'card:' || live.id"  # noqa: S608
        " AND raised.name = 'card.raised' AND NOT raised.body ? 'watcher')"
        f" OR EXISTS (SELECT FROM {words} AS word WHERE word.card_id = live.id)"
    )
    return fresh.change_over(key=["id"], spare=untold, read=read.events)


class _Counter:
    events = 0


def _rows(read: _Counter) -> Iterator[Row]:
    links = streamed(LINKS, list(STANDS))
    for subject, chain in groupby(links, key=lambda link: link[0]):
        raised, name, last = "", "", ""
        for _subject, name, last in chain:
            read.events += 1
            if name == CardRaised.name:
                raised = last
        if row := _row(subject, raised, name, last):
            yield row


def _row(subject: str, raised: str, name: str, last: str) -> Row | None:
    """The row of a card; None when its events are of an edition that did not tell enough."""
    told: dict[str, Any] = json.loads(raised) if raised else {}
    if "watcher" not in told:
        return None
    due = None
    if name == CardRaised.name:
        due = told["explain_by"]
    elif name == CardOrdered.name:
        due = json.loads(last)["due_on"]
    return (
        subject.removeprefix("card:"), *(told[each] for each in _TOLD), told["reached_on"],
        STANDS[name].value, due,
    )  # fmt: skip
