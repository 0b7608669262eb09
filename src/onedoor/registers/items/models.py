"""Items of the catalogue list, their versions, list changes, claims, editions of powers lists."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

STATES = ("in_use", "suspended", "cancelled")
CHANGES = ("add", "change", "split", "merge", "suspend", "resume", "cancel")
SIDES = ("establishment", "legal")


class Item(models.Model):
    """One item of the catalogue list by its basic code; what it says is in its versions."""

    code = models.CharField(primary_key=True, max_length=12)

    def __str__(self) -> str:
        return self.code


class ListChange(models.Model):
    """A proposal to change the list, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10)
    # The items it is about, and what the list will say: new or changed items, as catalogue.yaml.
    codes = ArrayField(models.CharField(max_length=12), default=list)
    contents = models.JSONField(default=list)
    effective = models.DateField()
    reasons = models.TextField()
    proposed_by = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=100)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_list_change_is_of_a_known_kind", condition=Q(kind__in=CHANGES)
            ),
            models.CheckConstraint(
                name="a_list_change_is_open_or_ended",
                condition=Q(state="open", ended_at=None)
                | Q(state__in=["published", "declined", "withdrawn"], ended_at__isnull=False),
            ),
        ]


class Review(models.Model):
    """The word of one side on a list change: the establishment's or the legal one."""

    change = models.ForeignKey(ListChange, models.PROTECT, related_name="reviews")
    side = models.CharField(max_length=14)
    agreed = models.BooleanField()
    reasons = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "side"], name="one_word_of_each_side"),
            models.CheckConstraint(name="a_review_is_of_a_known_side", condition=Q(side__in=SIDES)),
            models.CheckConstraint(
                name="a_no_to_a_list_change_gives_reasons",
                condition=Q(agreed=True) | ~Q(reasons=""),
            ),
        ]


class ItemVersion(models.Model):
    """What the list says of an item from `effective` on. The database refuses to alter it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="in_use")
    content = models.JSONField()
    effective = models.DateField()
    # The codes that took its place when it was split or merged.
    replaced_by = ArrayField(models.CharField(max_length=12), default=list)
    # None: it came with the packs.
    change = models.ForeignKey(ListChange, models.PROTECT, null=True, related_name="versions")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="one_version_of_an_item_of_each_number"
            ),
            models.CheckConstraint(
                name="an_item_is_in_use_suspended_or_cancelled", condition=Q(state__in=STATES)
            ),
        ]


class Claim(models.Model):
    """An item as one body carries it out (实施清单). What the catalogue says stays locked."""

    # 31 places: credit code, level, basic code.
    code = models.CharField(primary_key=True, max_length=31)
    item = models.ForeignKey(Item, models.PROTECT, related_name="claims")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="claims")
    since = models.DateField()
    ended_on = models.DateField(null=True)
    # The body's own elements: power_source, entrusted_by, duties, accountability.
    own = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "agency"], name="a_body_claims_an_item_once"),
            models.CheckConstraint(
                name="a_claim_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
            ),
        ]


class Edition(models.Model):
    """The powers list of one body as it was published. The database refuses to alter it."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"], name="one_powers_list_of_each_number"
            )
        ]
