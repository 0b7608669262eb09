"""What happened to matters, one row for each thing counted. No party, no number of a matter."""

from django.db import models
from django.db.models import Q


class What(models.TextChoices):
    """What is counted."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    TURNED_AWAY = "turned-away"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DECIDED = (What.GRANTED, What.REFUSED)
# By event; a decision that refuses is `REFUSED`.
COUNTED = {
    "application.submitted": What.RECEIVED,
    "case.accepted": What.ACCEPTED,
    "case.not-accepted": What.TURNED_AWAY,
    "case.withdrawn": What.WITHDRAWN,
    "case.decided": What.GRANTED,
}


class Happened(models.Model):
    """One thing that happened to one matter, on a day, at an agency. `chain` and `seq` name the
    public fact it comes from, under its pseudonym."""

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    day = models.DateField()
    service = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    what = models.CharField(max_length=12, choices=What.choices)
    # Of a decision: working days on its clock, where it had one; and whether within the promise.
    days = models.IntegerField(null=True)
    in_time = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="what_happened_counts_once"),
            models.CheckConstraint(
                name="only_a_decision_took_days",
                condition=Q(what__in=DECIDED, in_time__isnull=False)
                | Q(days__isnull=True, in_time__isnull=True) & ~Q(what__in=DECIDED),
            ),
        ]
        indexes = [
            # A year of a service or an agency is added up without its rows being read.
            models.Index(
                fields=["service", "day"],
                name="happened_to_a_service",
                include=["agency", "what", "days", "in_time"],
            ),
            models.Index(
                fields=["agency", "day"],
                name="happened_at_an_agency",
                include=["what", "days", "in_time"],
            ),
        ]
