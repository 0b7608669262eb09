"""The rows of cards made anew from the chains of cards in the record."""

from django.db import connection, transaction

from onedoor.kernel.rebuilding import Fresh, Rebuilt, keep_writers_out
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
_CARDS = RaisedCard._meta.db_table
# When a card was raised last says what it is; what happened last of all says where it stands. One
# whose events are of an edition that did not tell enough makes no row.
_ROWS = f"""
SELECT substr(raised.subject, {len("card:") + 1}), {", ".join(f"told.{each}" for each in _TOLD)},
    (raised.body->>'reached_on')::date, stands.state,
    CASE last.name WHEN '{CardRaised.name}' THEN (raised.body->>'explain_by')::date
                   WHEN '{CardOrdered.name}' THEN (last.body->>'due_on')::date END
FROM (SELECT DISTINCT ON (subject) subject, body FROM record
      WHERE name = '{CardRaised.name}' ORDER BY subject, seq DESC) AS raised
CROSS JOIN LATERAL (
    SELECT name, body FROM record WHERE subject = raised.subject AND name = ANY(%s::text[])
    ORDER BY seq DESC LIMIT 1) AS last
JOIN unnest(%s::text[], %s::text[]) AS stands (name, state) ON stands.name = last.name
CROSS JOIN LATERAL jsonb_populate_record(NULL::{_CARDS}, raised.body) AS told
WHERE raised.body ? 'watcher'
"""  # noqa: S608


@transaction.atomic
def rebuild_cards() -> Rebuilt:
    """Make every row of a card anew from the record; what was said of cards is left as it is.

    Cards are raised and judged when it is over: they wait as long as it takes. A row that an
    edition before this one raised, whose events do not say all of it, stays as it is; so does
    one that words hang on and no event: it is for a person to look at.
    """
    keep_writers_out(RaisedCard)
    fresh = Fresh(RaisedCard, _COLUMNS)
    names = list(STANDS)
    fresh.fill(_ROWS, names, names, [each.value for each in STANDS.values()])
    words = CardWord._meta.db_table
    untold = (
        "EXISTS (SELECT FROM record AS raised WHERE raised.subject = 'card:' || live.id"  # noqa: S608
        f" AND raised.name = '{CardRaised.name}' AND NOT raised.body ? 'watcher')"
        f" OR EXISTS (SELECT FROM {words} AS word WHERE word.card_id = live.id)"
    )
    return fresh.change_over(key=["id"], spare=untold, read=_events())


def _events() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record WHERE name = ANY(%s::text[])", [list(STANDS)])
        (found,) = cursor.fetchone()
    return int(found)
