"""Divisions, agencies, posts, appointments."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LEVELS = ("nation", "region", "prefecture", "county", "township", "village")


class Division(models.Model):
    """A place of the land by its statistical code: 12 digits, zero-padded (GB/T 2260)."""

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    # Its name in other languages: {"en": …, "ug": …}.
    names = models.JSONField(default=dict)
    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_division_has_twelve_digits", condition=Q(code__regex=r"^[0-9]{12}$")
            ),
            models.CheckConstraint(
                name="a_division_is_of_a_known_level", condition=Q(level__in=LEVELS)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def called(self, language: str = "zh") -> str:
        """Its name in `language`, in Chinese where there is no other."""
        return _called(self.name, self.names, language)


class Agency(models.Model):
    """One body in one place. `office` is where and when it is met, as the guide prints it."""

    code = models.CharField(primary_key=True, max_length=60)
    function = models.CharField(max_length=60)
    division = models.ForeignKey(Division, models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=200)
    names = models.JSONField(default=dict)
    short = models.CharField(max_length=60)
    credit_code = models.CharField(max_length=18)
    # The words in its document numbers.
    mark = models.CharField(max_length=20)
    office = models.JSONField()
    powers = models.JSONField(default=list)
    review_body = models.CharField(max_length=200)
    court = models.CharField(max_length=200)
    former_names = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["function", "division"],
                condition=Q(active=True),
                name="one_body_of_a_function_in_a_place",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def called(self, language: str = "zh") -> str:
        """Its name in `language`, in Chinese where there is no other."""
        return _called(self.name, self.names, language)


class Post(models.Model):
    """A post in an agency. What it may do is said by the routes that name it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    slug = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    names = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="one_post_of_a_name_in_a_body")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """What actors and routes call it: "agency/slug"."""
        return f"{self.agency_id}/{self.slug}"

    def called(self, language: str = "zh") -> str:
        """Its name in `language`, in Chinese where there is no other."""
        return _called(self.name, self.names, language)


class Appointment(models.Model):
    """Somebody holds a post from `since` to `until`, both days included; None: no end is set."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "post", "since"], name="one_appointment_from_one_day"
            ),
            models.CheckConstraint(
                name="an_appointment_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]


def _called(name: str, names: dict[str, Any], language: str) -> str:
    return str(names.get(language.replace("-", "_")) or name)
