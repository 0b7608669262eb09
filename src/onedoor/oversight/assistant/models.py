"""Counts of weeks, and the few questions that are kept for thirty days to judge the answers."""

import uuid

from django.db import models


class Week(models.Model):
    """What was asked in a week, from Monday: figures alone, nobody's."""

    monday = models.DateField(primary_key=True)
    asked = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    # Of the sample of this week: how many answers were looked at, and how many were right.
    judged = models.IntegerField(default=0)
    right = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked=models.F("answered") + models.F("refused"))
                & models.Q(right__lte=models.F("judged")),
                name="the_figures_of_a_week_add_up",
            )
        ]

    def __str__(self) -> str:
        return str(self.monday)


class Sample(models.Model):
    """An answered question without its numbers, until it is judged or thirty days are over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    text = models.CharField(max_length=240)
    service = models.CharField(max_length=60)
    # The parts shown, "faq:<number>" or "piece:<address>".
    parts = models.CharField(max_length=60)
    # The edition of the guide that answered.
    version = models.IntegerField()
    # The day and no hour.
    asked_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
