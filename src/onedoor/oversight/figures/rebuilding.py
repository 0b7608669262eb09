"""What happened to matters, made anew from the record and from the counts of published days."""

import logging
from collections.abc import Iterator

from django.db import connection, transaction

from onedoor.kernel.rebuilding import Beside, Fresh, Rebuilt, Row, keep_writers_out, streamed
from onedoor.kernel.time import ZONE
from onedoor.oversight.figures.models import COUNTED, Happened, What
from onedoor.oversight.supervision.publication import name_of
from onedoor.oversight.supervision.queries import (
    TermsMissing,
    alias,
    file_of_each_day,
    how_decided,
)

log = logging.getLogger(__name__)

_SUBJECTS = "SELECT DISTINCT subject FROM record WHERE name = ANY(%s::text[])"
_TOLD = """
SELECT subject, called.chain, seq, (at AT TIME ZONE %s)::date, body->>'service', body->>'agency',
    CASE WHEN body->'granted' = 'false' THEN %s ELSE counted.what END
FROM record JOIN chains_called AS called USING (subject)
JOIN unnest(%s::text[], %s::text[]) AS counted (name, what) ON counted.name = record.name
"""
# How decisions are counted was reckoned when their day was published, and does not change.
_TOOK = """
SELECT line->>'subject', (line->'seq')::int, line->>'measure', (line->'amount')::int
FROM counts_published WHERE line->>'measure' IN ('in-time', 'handling-days')
"""
_ROWS = f"""
SELECT told.chain, told.seq, told.day, told.service, told.agency, told.what,
    handled.amount, CASE WHEN told.what IN ('{What.GRANTED}', '{What.REFUSED}') THEN timely.amount > 0 END
FROM told_of_matters AS told
LEFT JOIN decisions_took AS timely ON timely.chain = told.chain AND timely.seq = told.seq
    AND timely.measure = 'in-time'
LEFT JOIN decisions_took AS handled ON handled.chain = told.chain AND handled.seq = told.seq
    AND handled.measure = 'handling-days'
WHERE timely.chain IS NOT NULL OR told.what NOT IN ('{What.GRANTED}', '{What.REFUSED}')
"""  # noqa: S608, E501
_NOT_PUBLISHED = f"""
SELECT told.subject, told.chain, told.seq, told.day, told.service, told.agency, told.what
FROM told_of_matters AS told WHERE told.what IN ('{What.GRANTED}', '{What.REFUSED}')
    AND NOT EXISTS (SELECT FROM decisions_took AS timely WHERE timely.chain = told.chain
        AND timely.seq = told.seq AND timely.measure = 'in-time')
"""  # noqa: S608
_COLUMNS = ("chain", "seq", "day", "service", "agency", "what", "days", "in_time")


@transaction.atomic
def rebuild_figures() -> Rebuilt:
    """Make every row anew; what has to be counted meanwhile waits until it is done.

    A decision of a day that was not published yet is reckoned from its chain; one whose terms are
    not known here is left out and logged, as when it happened.
    """
    keep_writers_out(Happened)
    called = Beside(
        "chains_called", ("subject", "chain"), "(subject text, chain text) ON COMMIT DROP"
    )
    called.take((subject, alias(subject)) for (subject,) in streamed(_SUBJECTS, list(COUNTED)))
    called.count_up()
    told = Beside(
        "told_of_matters", ("subject", "chain", "seq", "day", "service", "agency", "what"),
        "(subject text, chain text, seq int, day date, service text, agency text, what text)"
        " ON COMMIT DROP",
    )  # fmt: skip
    whats = [each.value for each in COUNTED.values()]
    told.fill(_TOLD, ZONE.key, What.REFUSED.value, list(COUNTED), whats)
    took = Beside(
        "decisions_took", ("chain", "seq", "measure", "amount"),
        "(chain text, seq int, measure text, amount int) ON COMMIT DROP",
    )  # fmt: skip
    took.take_files(
        "counts_published", file_of_each_day(name_of("counts")), _TOOK,
        with_one_of=(b'"in-time"', b'"handling-days"'),
    )  # fmt: skip
    told.count_up()
    took.count_up()
    fresh = Fresh(Happened, _COLUMNS)
    fresh.fill(_ROWS)
    fresh.take(_of_days_not_published())
    return fresh.change_over(key=["chain", "seq"], read=told.rows)


def _of_days_not_published() -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_NOT_PUBLISHED)
        found = cursor.fetchall()
    for subject, chain, seq, *facts in found:
        try:
            decided = how_decided(subject, seq)
        except TermsMissing as missing:
            log.warning("a decision cannot be measured: %s", missing)
            continue
        yield chain, seq, *facts, decided.days, decided.in_time
