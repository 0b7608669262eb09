"""Who asked, what they may well be entitled to, and what they want to hear no more of."""

import uuid

from django.db import models

from onedoor.kernel.secrecy import SealedJSON


class Asked(models.Model):
    """A person asked to be told. Ended, the row is gone, and all that was found with it."""

    party = models.CharField(max_length=40, primary_key=True)
    since = models.DateTimeField()
    # The next day on which something can hold that does not today.
    look_on = models.DateField(db_index=True)


class Declined(models.Model):
    """Of this rule a person wants to hear no more."""

    party = models.CharField(max_length=40)
    rule = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "rule"], name="a_rule_is_declined_once")
        ]


class Entitlement(models.Model):
    """What a rule says of a person at present: the reason, and answers that can be put in.

    There is no row for what does not hold.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    party = models.CharField(max_length=40)
    rule = models.CharField(max_length=60)
    service = models.CharField(max_length=60)
    because = SealedJSON()
    answers = SealedJSON()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "rule"], name="a_rule_is_told_a_person_once")
        ]
