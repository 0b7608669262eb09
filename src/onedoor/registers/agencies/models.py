"""Divisions, agencies, departments, posts; who holds them, and what they are allowed to do."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from onedoor.registers.agencies.acts import ACTS as KNOWN_ACTS
from onedoor.registers.agencies.acts import OFFICES as KNOWN_OFFICES

ACTS, OFFICES = sorted(KNOWN_ACTS), sorted(KNOWN_OFFICES)
STATIONS = ("hall", "centre", "village")
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


class Station(models.Model):
    """Where people are served near home: the hall of a county, a township's centre, a village's.

    `services` are codes of what can be done there, `helps` words for what else. `certainty` says
    how far the row can be trusted; "sample" is invented, and every page that shows it says so.
    """

    code = models.CharField(primary_key=True, max_length=60)
    division = models.ForeignKey(Division, models.PROTECT, related_name="stations")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=100)
    names = models.JSONField(default=dict)
    address = models.CharField(max_length=200)
    hours = models.CharField(max_length=100)
    phone = models.CharField(max_length=40)
    services = models.JSONField(default=list)
    helps = models.JSONField(default=list)
    certainty = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_station_is_of_a_known_kind", condition=Q(kind__in=STATIONS)
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


class Department(models.Model):
    """A part of an agency, perhaps within another part of it. Closed ones stay, with their end."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="departments")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"], name="one_department_of_a_code_in_a_body"
            ),
            models.CheckConstraint(
                name="a_department_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post in an agency. Its turn comes by the routes that name it, its rights by grants."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="posts")
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
    """Somebody holds a post from `since` to `until`, both days included; None: no end is set.

    An own appointment, or one in the place of `from_account`: delegated with limits, or as
    substitute during leave. `ended_at` ends it at that moment, whatever days were set.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True)
    kind = models.CharField(max_length=12, default="own", db_default="own")
    from_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="lent_out"
    )
    # Empty: every act and every service of the post.
    acts = models.JSONField(default=list)
    services = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "post", "since"],
                condition=Q(kind="own", ended_at=None),
                name="one_appointment_from_one_day",
            ),
            models.CheckConstraint(
                name="an_appointment_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="a_post_is_ones_own_or_somebodys_and_then_it_ends",
                condition=Q(kind="own", from_account=None)
                | Q(
                    kind__in=["delegated", "substitute"],
                    from_account__isnull=False,
                    until__isnull=False,
                ),
            ),
        ]


class Grant(models.Model):
    """A post may do one act for one service ("" every one) in one division and all within it.

    Given by publication for the posts that routes name, or by the security administrator. `reach`
    is what the codes of those divisions begin with. Ended at once by `ended_at`, never removed.
    """

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="grants")
    act = models.CharField(max_length=30)
    service = models.CharField(max_length=60, blank=True)
    division = models.CharField(max_length=12, blank=True)
    reach = models.CharField(max_length=12, blank=True)
    # None: for as long as the post has had the task; published routes tell no other day.
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    given_by = models.CharField(max_length=80)
    basis = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    ended_because = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "act", "service", "division"],
                condition=Q(ended_at=None),
                name="a_right_stands_once",
            ),
            models.CheckConstraint(name="a_right_is_for_a_known_act", condition=Q(act__in=ACTS)),
            models.CheckConstraint(
                name="a_right_taken_away_says_why",
                condition=Q(ended_at=None) | ~Q(ended_because=""),
            ),
        ]


class Leave(models.Model):
    """A clerk is away, both days included; why is nobody's business here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="substitutes"
    )
    since = models.DateField()
    until = models.DateField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_began", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves", condition=~Q(substitute=F("account"))
            ),
        ]


class Administrator(models.Model):
    """One of three separated offices. The database refuses two at once, or one beside a post."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="offices")
    office = models.CharField(max_length=12)
    since = models.DateField()
    given_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ended_at=None),
                name="nobody_holds_two_of_the_three_offices",
            ),
            models.CheckConstraint(name="there_are_three_offices", condition=Q(office__in=OFFICES)),
        ]


class Policy(models.Model):
    """One setting of how staff work, from a moment on. The newest row of a key is in force."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    set_by_name = models.CharField(max_length=100)

    class Meta:
        indexes = [models.Index(fields=["key", "-id"], name="policy_in_force")]


class Proposal(models.Model):
    """Something that one administrator asks for and another must agree to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    act = models.CharField(max_length=30)
    facts = models.JSONField()
    reason = models.CharField(max_length=200)
    proposed_by = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=100)
    proposed_at = models.DateTimeField()
    settled_by = models.CharField(max_length=80, blank=True, default="")
    settled_by_name = models.CharField(max_length=100, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    # The policy of that moment asked for no second person.
    alone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_agrees_to_their_own_proposal",
                condition=Q(agreed=None)
                | Q(agreed=False)
                | Q(alone=True)
                | ~Q(settled_by=F("proposed_by")),
            ),
        ]


class RightsCheck(models.Model):
    """In the review of a quarter, the auditor's word on one appointment or one grant."""

    id = models.BigAutoField(primary_key=True)
    quarter = models.CharField(max_length=7)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="checks")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="checks")
    verdict = models.CharField(max_length=4)
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "appointment"],
                condition=Q(grant=None),
                name="one_word_on_an_appointment_each_quarter",
            ),
            models.UniqueConstraint(
                fields=["quarter", "grant"],
                condition=Q(appointment=None),
                name="one_word_on_a_right_each_quarter",
            ),
            models.CheckConstraint(
                name="a_review_keeps_or_cuts", condition=Q(verdict__in=["keep", "cut"])
            ),
            models.CheckConstraint(
                name="a_review_is_of_an_appointment_or_a_right",
                condition=Q(appointment=None, grant__isnull=False)
                | Q(appointment__isnull=False, grant=None),
            ),
        ]


def _called(name: str, names: dict[str, Any], language: str) -> str:
    return str(names.get(language.replace("-", "_")) or name)
