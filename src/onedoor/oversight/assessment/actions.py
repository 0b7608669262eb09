"""Laying down the counts of a published day; and all of them anew."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Sum

from onedoor.kernel.rebuilding import Fresh, Rebuilt
from onedoor.kernel.time import month_of, months_after
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.assessment.models import Counted, DayLaidDown, MonthSum
from onedoor.oversight.supervision import lines
from onedoor.oversight.supervision.publication import name_of
from onedoor.oversight.supervision.queries import file_of_day, file_of_each_day, published_days

_TURN = "assessment"


@transaction.atomic
def lay_down(day: date) -> int:
    """Lay down the counts of a published day and add up its month; how many there are.

    Told twice, nothing happens twice: what was published never changes.
    """
    take_turn_of(_TURN)
    if DayLaidDown.objects.filter(day=day).exists():
        return 0
    DayLaidDown.objects.create(day=day)
    Counted.objects.bulk_create(rows := list(_rows(day)), batch_size=1000)
    _add_up(month_of(day), {row.agency for row in rows})
    return len(rows)


def _rows(day: date) -> Iterator[Counted]:
    content = file_of_day(day, name_of("counts")) or b""
    for line in map(lines.read, content.decode().splitlines()):
        yield Counted(
            day=day, measure=line["measure"], agency=line["agency"], chain=line["subject"],
            seq=line["seq"], of=line["of"], amount=line["amount"],
        )  # fmt: skip


def _add_up(month: date, agencies: set[str]) -> None:
    """The sums of a month for these agencies, from what lies there."""
    end = months_after(month, 1)
    found = Counted.objects.filter(day__gte=month, day__lt=end, agency__in=agencies)
    sums = found.values("agency", "measure").annotate(so_much=Sum("amount"), so_many=Sum("of"))
    MonthSum.objects.bulk_create(
        [
            MonthSum(
                month=month, agency=each["agency"], measure=each["measure"],
                amount=each["so_much"], of=each["so_many"],
            )
            for each in sums
        ],
        update_conflicts=True,
        unique_fields=["month", "agency", "measure"],
        update_fields=["amount", "of"],
    )  # fmt: skip


@transaction.atomic
def lay_down_anew() -> list[Rebuilt]:
    """Make counts and sums anew from all published days; what each table had to be mended by.

    Readers see the old until all is there. A day published meanwhile waits for it.
    """
    take_turn_of(_TURN)
    days = published_days()
    laid = Fresh(DayLaidDown, ["day"])
    laid.take((day,) for day in days)
    counted = Fresh(Counted, _COUNTED)
    # The house's own files, kept by their digest: that each line is written in the one way is for
    # `verify` to say.
    counted.take_files("counts_published", file_of_each_day(name_of("counts")), _AS_PUBLISHED)
    sums = Fresh(MonthSum, ["month", "agency", "measure", "amount", '"of"'])
    sums.fill(
        "SELECT date_trunc('month', day)::date, agency, measure, sum(amount), sum(\"of\")"  # noqa: S608
        f" FROM {counted.name} GROUP BY 1, 2, 3"
    )
    return [
        laid.change_over(key=["day"], read=len(days)),
        counted.change_over(key=["chain", "seq", "measure", "agency"], read=counted.rows),
        sums.change_over(key=["month", "agency", "measure"], read=counted.rows),
    ]


_COUNTED = ("day", "chain", "measure", "agency", "seq", '"of"', "amount")
_AS_PUBLISHED = """
SELECT file::date, line->>'subject', line->>'measure', line->>'agency',
    (line->'seq')::int, (line->'of')::int, (line->'amount')::int
FROM counts_published
"""
