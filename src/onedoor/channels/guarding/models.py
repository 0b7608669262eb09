"""What the doors keep for themselves: how often something was tried, what is spent."""

from django.db import models


class Tally(models.Model):
    """How often something happened in one span of time. The key tells nothing of whom."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        # Named for the door that kept it first.
        db_table = "identity_tally"


class Spent(models.Model):
    """A challenge that has been answered; it opens nothing again."""

    digest = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "identity_spent"
