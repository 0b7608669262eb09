"""The counts of published days, and their sums by month: nothing that is not published."""

from django.db import models


class Counted(models.Model):
    """One thing counted for one agency on one published day, as `counts.jsonl` of that day has it.

    `chain` and `seq` name the public fact it comes from.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    measure = models.CharField(max_length=30)
    agency = models.CharField(max_length=60)
    chain = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    # Below zero where something counts no more: a rating set aside, a letter handed on.
    of = models.SmallIntegerField()
    amount = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "seq", "measure", "agency"], name="one_thing_is_counted_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "measure", "day"], name="counts_of_an_agency")]


class MonthSum(models.Model):
    """What an agency's counts of one measure come to in one month."""

    id = models.BigAutoField(primary_key=True)
    # Its first day.
    month = models.DateField()
    agency = models.CharField(max_length=60)
    measure = models.CharField(max_length=30)
    of = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "agency", "measure"], name="one_sum_of_a_month"
            )
        ]


class DayLaidDown(models.Model):
    """A published day whose counts are here. Says that a day without counts was not forgotten."""

    day = models.DateField(primary_key=True)
