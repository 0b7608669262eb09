"""Pieces and their versions, and what the database refuses."""

import uuid

from django.db import models
from django.db.models import F, Q

KINDS = ("notice", "policy", "law", "question", "article")
# At the desk: being written, waiting for a signature, signed off for a later hour, at rest.
DESK_STATES = ("writing", "waiting", "due", "resting")
# For readers: not yet, shown, taken down.
STATES = ("none", "shown", "down")


class Piece(models.Model):
    """One piece of one agency. Readers see `shown`; `written` is the draft, the desk's alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.CharField(max_length=60)
    kind = models.CharField(max_length=8)
    column = models.CharField(max_length=40)
    # The site of its agency's division; "" while that place has none.
    site = models.CharField(max_length=40, blank=True, default="")
    # Who else shows it: all sites within its own, named ones; what is urgent no rule leaves out.
    shared_below = models.BooleanField(default=False)
    shared_with = models.JSONField(default=list)
    is_urgent = models.BooleanField(default=False)
    shared_at = models.DateTimeField(null=True)
    # Given with the first publication: organisation code, year and a count without gaps.
    index_number = models.CharField(max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    written = models.JSONField(default=dict)
    # Counts the savings of the draft: whoever saves says which one they began from.
    revision = models.PositiveIntegerField(default=1)
    begun_by = models.CharField(max_length=80)
    begun_by_name = models.CharField(max_length=100)
    saved_at = models.DateTimeField()
    desk_state = models.CharField(max_length=8, default="writing")
    waiting = models.ForeignKey("PieceVersion", models.PROTECT, null=True, related_name="+")
    turned_back_why = models.CharField(max_length=400, blank=True, default="")
    # When what was signed off goes out; null at once. The last day it is shown; null without end.
    # `asked_until` is that day for what waits: of what is shown it changes with the signature.
    goes_out_at = models.DateTimeField(null=True)
    shown_until = models.DateField(null=True)
    asked_until = models.DateField(null=True)
    state = models.CharField(max_length=5, default="none")
    shown = models.ForeignKey("PieceVersion", models.PROTECT, null=True, related_name="+")
    first_shown_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    taken_down_why = models.CharField(max_length=400, blank=True, default="")
    # Of what is shown: for lists and for finding, so that no list opens a version.
    title = models.CharField(max_length=200, blank=True, default="")
    summary = models.CharField(max_length=400, blank=True, default="")
    # `translated` holds title and summary by language, where a translation is shown.
    matters = models.JSONField(default=list)
    words = models.TextField(blank=True, default="")
    translated = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_piece_is_of_a_known_kind_and_state",
                condition=Q(kind__in=KINDS, desk_state__in=DESK_STATES, state__in=STATES),
            ),
            models.CheckConstraint(
                name="what_is_shown_is_a_version_with_a_number",
                condition=Q(state="none")
                | (Q(shown__isnull=False, shown_at__isnull=False) & ~Q(index_number="")),
            ),
            models.CheckConstraint(
                name="what_is_taken_down_says_why",
                condition=~Q(state="down")
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_why="")),
            ),
            models.CheckConstraint(
                name="what_waits_is_a_version",
                condition=Q(desk_state__in=("waiting", "due"), waiting__isnull=False)
                | Q(desk_state__in=("writing", "resting"), waiting=None),
            ),
            models.CheckConstraint(
                name="what_is_urgent_is_a_notice_for_all_below",
                condition=Q(is_urgent=False) | Q(kind="notice", shared_below=True),
            ),
            models.UniqueConstraint(
                fields=["index_number"],
                condition=~Q(index_number=""),
                name="one_piece_for_an_index_number",
            ),
        ]
        indexes = [
            models.Index(
                F("first_shown_at").desc(), name="pieces_shown", condition=Q(state="shown")
            ),
            models.Index(fields=["agency", "-saved_at"], name="pieces_of_an_agency"),
        ]

    def __str__(self) -> str:
        return self.index_number or str(self.pk)

    @property
    def slug(self) -> str:
        """The index number as it stands in an address."""
        return self.index_number.replace("/", "-")


class PieceVersion(models.Model):
    """What was handed in once: the database refuses to alter or remove it.

    `content` is what was written, `blocks` the body as readers are shown it, `translated` the same
    of its translations by language, `findings` what the scan saw of it, `note` what a correction
    changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    piece = models.ForeignKey(Piece, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    blocks = models.JSONField()
    translated = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    note = models.CharField(max_length=400, blank=True, default="")
    digest = models.CharField(max_length=64)
    handed_in_by = models.CharField(max_length=80)
    handed_in_by_name = models.CharField(max_length=100)
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "number"], name="one_version_of_a_number_in_a_piece"
            )
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} v{self.number}"


class Hiding(models.Model):
    """A shared piece that one of the sites it is shared with does not show, and why."""

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="hidings")
    site = models.CharField(max_length=40)
    why = models.CharField(max_length=400)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "site"], name="a_site_hides_a_piece_once"),
            models.CheckConstraint(name="what_is_hidden_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} at {self.site}"
