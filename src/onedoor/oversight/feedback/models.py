"""Ratings."""

import uuid

from django.db import models
from django.db.models import Q


class Rating(models.Model):
    """One person's word on one matter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.CharField(max_length=50, unique=True)
    service = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    party = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_rating_has_one_of_five_levels", condition=Q(level__gte=1, level__lte=5)
            )
        ]
        indexes = [models.Index(fields=["service", "-given_at"], name="ratings_of_a_service")]
