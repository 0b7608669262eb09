"""Drafts of bundles, bundles under way, and their parts."""

import uuid

from django.db import models
from django.db.models import Q

from onedoor.kernel.codes import group_in_fours
from onedoor.kernel.secrecy import SealedJSON


class BundleStage(models.TextChoices):
    """Where a bundle stands."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN_STAGES = (BundleStage.SUBMITTED, BundleStage.CORRECTING, BundleStage.ACCEPTED)


class BundleDraft(models.Model):
    """A bundle being written: one for each party and bundle, kept on the server."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    party = models.ForeignKey("people.Party", models.CASCADE, related_name="bundle_drafts")
    bundle = models.CharField(max_length=60)
    # The lead's agency.
    agency = models.CharField(max_length=60)
    situation = models.JSONField(default=dict)
    answers = SealedJSON(default=dict)
    # The versions it was last written under: of the bundle, and of each part that it calls for.
    under = models.JSONField(default=dict)
    agent = models.CharField(max_length=40, blank=True, default="")
    agent_name = models.CharField(max_length=200, blank=True, default="")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "bundle"], name="one_draft_for_each_party_and_bundle"
            )
        ]


class JointCase(models.Model):
    """One bundle of one applicant, under the version it began with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=50, unique=True)
    # Pressing twice, retrying, two tabs: the same key, the same bundle.
    request_key = models.CharField(max_length=100)
    bundle = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    version = models.ForeignKey("catalogue.BundleVersion", models.PROTECT)
    # The lead, its intake desk, and the desk that asks for a longer time.
    agency = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
    approving_post = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    applicant = models.ForeignKey("people.Party", models.PROTECT, related_name="bundles")
    applicant_name = models.CharField(max_length=200)
    agent = models.CharField(max_length=40, blank=True, default="")
    agent_name = models.CharField(max_length=200, blank=True, default="")
    situation = models.JSONField(default=dict)
    answers = SealedJSON(default=dict)
    stage = models.CharField(
        max_length=20, choices=BundleStage.choices, default=BundleStage.SUBMITTED
    )
    submitted_at = models.DateTimeField()
    received_on = models.DateField()
    # Marks at the points looked at before acceptance, for all parts together: key → mark, words.
    marks = models.JSONField(default=dict)
    # The lines of the one-time notice.
    told = models.JSONField(default=list)
    told_missing_on = models.DateField(null=True)
    corrected_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    extension_days = models.PositiveSmallIntegerField(default=0)
    extension_reasons = models.TextField(blank=True)
    # Who of the government approved it, by document or day.
    extension_approval = models.CharField(max_length=200, blank=True)
    statutory_due = models.DateField(null=True)
    promised_due = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "request_key"], name="one_bundle_for_one_request"
            ),
            models.CheckConstraint(
                name="a_longer_time_has_reasons_and_an_approval",
                condition=Q(extension_days=0)
                | (~Q(extension_reasons="") & ~Q(extension_approval="")),
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-submitted_at"], name="bundles_of_a_party"),
            models.Index(fields=["agency", "stage"], name="bundles_of_a_lead"),
        ]

    @property
    def subject(self) -> str:
        """The name of this bundle's chain in the record."""
        return f"joint:{self.number}"

    @property
    def short_number(self) -> str:
        """Day and serial, in groups of four."""
        return group_in_fours(self.number[-12:])

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES


class JointPart(models.Model):
    """One part: waiting for another, open as a case, ended, or lapsed because another failed."""

    id = models.BigAutoField(primary_key=True)
    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="parts")
    part = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    service = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    version = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT)
    agency = models.CharField(max_length=60)
    after = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="waiting")
    # Answers that only an earlier result could give, asked for once it was there.
    answers = SealedJSON(default=dict)
    asked = models.BooleanField(default=False)
    # The number of its case.
    case = models.CharField(max_length=50, blank=True)
    result = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["joint", "part"], name="each_part_once_in_a_bundle"),
            models.CheckConstraint(
                name="a_part_waits_or_is_open_or_ended_or_lapsed",
                condition=Q(state__in=["waiting", "open", "ended", "lapsed"]),
            ),
            models.CheckConstraint(
                name="an_open_part_is_a_case", condition=~Q(state="open") | ~Q(case="")
            ),
        ]
        indexes = [models.Index(fields=["case"], name="the_part_of_a_case")]


class JointMaterial(models.Model):
    """One file handed in for the bundle; the cases of its parts point at the same content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(BundleDraft, models.CASCADE, null=True, related_name="materials")
    joint = models.ForeignKey(JointCase, models.PROTECT, null=True, related_name="materials")
    document = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    # 0 with the application, 1 with the corrections.
    round = models.PositiveSmallIntegerField(default=0)
    replaced = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_joint_material_belongs_to_a_draft_or_a_bundle",
                condition=Q(draft=None, joint__isnull=False) | Q(draft__isnull=False, joint=None),
            )
        ]


class JointPause(models.Model):
    """Days that do not run against the agencies: the applicant corrects, or gets a part anew."""

    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=20)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joint", "reason"],
                name="a_bundle_pauses_once_for_a_reason_at_a_time",
                condition=Q(ended_on=None),
            )
        ]


class JointMove(models.Model):
    """One act that brought the bundles of a lead on to the versions in force, each whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    bundle = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    new = models.ForeignKey("catalogue.BundleVersion", models.PROTECT, related_name="+")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)


class JointMoved(models.Model):
    """A bundle that was moved, and how it and its parts stood: all that takes the move back."""

    move = models.ForeignKey(JointMove, models.PROTECT, related_name="moved")
    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="moves")
    before = SealedJSON(default=dict)
    # The last link of the bundle's chain when the move was done: nothing may have come after it.
    seq = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["move", "joint"], name="a_bundle_moves_once_in_a_move")
        ]


class JointCounter(models.Model):
    """The last serial given on each day."""

    prefix = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField()
