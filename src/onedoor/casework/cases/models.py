"""Drafts, cases, and what hangs on a case."""

import re
import uuid

from django.db import models
from django.db.models import F, Q

from onedoor.casework.cases.proceedings import Hearing, Objection, Proceeding
from onedoor.kernel.codes import group_in_fours
from onedoor.kernel.secrecy import SealedJSON

__all__ = [
    "OPEN_STAGES",
    "Case",
    "Correction",
    "Counter",
    "Draft",
    "Hearing",
    "Mark",
    "Material",
    "Objection",
    "Proceeding",
    "Return",
    "Stage",
    "Standstill",
    "Task",
    "Vote",
]

# The code of the item that a number usually begins with: 18 + 1 + 12 places (see kernel.codes).
_ITEM_CODE = re.compile(r"[0-9A-Z]{18}[1-7][0-9]{11}[0-9Y](?=[0-9]{12})")


class Stage(models.TextChoices):
    """Where a case stands. `SUSPENDED` is not a stage: the clock stands, the stage stays."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    CLOSED = "closed"
    NOT_ACCEPTED = "not-accepted"
    WITHDRAWN = "withdrawn"
    # Ended with the bundle it was a part of.
    ENDED = "ended"


OPEN_STAGES = (Stage.SUBMITTED, Stage.CORRECTING, Stage.ACCEPTED)


class Draft(models.Model):
    """An application being written: one for each party and service, kept on the server."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    party = models.ForeignKey("people.Party", models.CASCADE, related_name="drafts")
    service = models.CharField(max_length=60)
    version = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT)
    agency = models.CharField(max_length=60)
    situation = models.JSONField(default=dict)
    answers = SealedJSON(default=dict)
    # The person who fills it in for another, under a mandate: their party, and their name.
    agent = models.CharField(max_length=40, blank=True, default="")
    agent_name = models.CharField(max_length=200, blank=True, default="")
    # Where answers and documents were taken from that the person did not write here: field, or
    # "doc:<document>", to a reference; never a value.
    origins = models.JSONField(default=dict, db_default={})
    # When the person said that what is known from before may be used.
    reuse_agreed_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "service"], name="one_draft_for_each_party_and_service"
            )
        ]

    @property
    def held_facts(self) -> dict[str, bool]:
        """The documents that a licence in force stands for, as facts: `held.<document>`."""
        return {f"held.{key[4:]}": True for key in self.origins if key.startswith("doc:")}


class Case(models.Model):
    """One matter of one applicant, under the version of the service it began with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=50, unique=True)
    query_code = models.CharField(max_length=20, unique=True)
    # Pressing twice, retrying, two tabs: the same key, the same case.
    request_key = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    service_title = models.CharField(max_length=200)
    version = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT)
    agency = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    applicant = models.ForeignKey("people.Party", models.PROTECT, related_name="cases")
    applicant_name = models.CharField(max_length=200)
    # The person who handles it for the applicant, under a mandate: their party, and their name.
    agent = models.CharField(max_length=40, blank=True, default="")
    agent_name = models.CharField(max_length=200, blank=True, default="")
    # The number of the bundle this is a part of.
    part_of = models.CharField(max_length=50, blank=True, default="", db_default="")
    situation = models.JSONField(default=dict)
    answers = SealedJSON(default=dict)
    # Where answers and documents came from that were known before; never a value.
    origins = models.JSONField(default=dict, db_default={})
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.SUBMITTED)
    result = models.CharField(max_length=20, blank=True)
    submitted_at = models.DateTimeField()
    received_on = models.DateField()
    told_missing_on = models.DateField(null=True)
    corrected_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    deemed = models.BooleanField(default=False)
    # The day whose morrow the clocks start: acceptance, or the end of the intake window.
    clock_from = models.DateField(null=True)
    suspended = models.BooleanField(default=False)
    extension_days = models.PositiveSmallIntegerField(default=0)
    extension_reasons = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    granted = models.BooleanField(null=True)
    reasons = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    refusal_ground = models.CharField(max_length=40, blank=True)
    right_body = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True)
    # Kept beside history so that lists can be sorted; recomputed by every act.
    statutory_due = models.DateField(null=True)
    promised_due = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "request_key"], name="one_case_for_one_request"
            ),
            models.CheckConstraint(
                name="a_no_gives_reasons", condition=~Q(granted=False) | ~Q(reasons="")
            ),
            models.CheckConstraint(
                name="a_decision_has_its_day",
                condition=Q(granted=None, decided_on=None)
                | Q(granted__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_decided_was_accepted",
                condition=Q(decided_on=None) | Q(accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="the_promise_is_within_the_law",
                condition=Q(promised_due=None) | Q(promised_due__lte=F("statutory_due")),
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-submitted_at"], name="cases_of_a_party"),
            models.Index(fields=["part_of"], name="cases_of_a_bundle", condition=~Q(part_of="")),
            # Read without the rows: how often each service was applied for in a year.
            models.Index(
                fields=["submitted_at"],
                name="filings_by_day",
                include=["service", "division"],
            ),
            # How long decisions took, and how many there were, by agency and day.
            models.Index(
                fields=["agency", "decided_on"],
                name="cases_an_agency_decided",
                include=["received_on"],
                condition=Q(decided_on__isnull=False),
            ),
            models.Index(
                fields=["received_on"],
                name="cases_waiting_for_a_word",
                condition=Q(stage=Stage.SUBMITTED),
            ),
        ]

    @property
    def subject(self) -> str:
        """The name of this case's chain in the record."""
        return self.number

    @property
    def short_number(self) -> str:
        """Day and serial, in groups of four: what people say on the telephone."""
        item = _ITEM_CODE.match(self.number)
        return group_in_fours(self.number[item.end() :] if item else self.number)

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES


class Material(models.Model):
    """One file handed in for one document of the definition, kept by digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="materials")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="materials")
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
    # How far it can be trusted: B seen beside its original by a named clerk, C handed in, D stated.
    grade = models.CharField(max_length=1, default="C", db_default="C")
    # The case it was taken over from, when it was handed in before.
    origin = models.CharField(max_length=60, blank=True, default="", db_default="")
    checked_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    checked_by_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_checked_material_names_its_clerk",
                condition=~Q(grade="B") | ~Q(checked_by=""),
            ),
            models.CheckConstraint(
                name="a_material_belongs_to_a_draft_or_a_case",
                condition=Q(draft=None, case__isnull=False) | Q(draft__isnull=False, case=None),
            ),
        ]


class Task(models.Model):
    """One post's turn: the row of the review plan that an inbox shows."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=100)
    # Of which service, as the case says it: what waits is counted over tasks alone.
    service = models.CharField(max_length=60, db_default="")
    service_title = models.CharField(max_length=200, db_default="")
    agency = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
    after = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="waiting")
    opened_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)
    done_by_name = models.CharField(max_length=100, blank=True)
    # In whose place it was done: the account and name of the one who holds the post.
    done_for = models.CharField(max_length=80, blank=True, default="", db_default="")
    done_for_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    result = models.CharField(max_length=20, blank=True)
    opinion = models.TextField(blank=True)
    # Whose it is, where it was given to or taken by one person of the post.
    assignee = models.CharField(max_length=80, blank=True, default="", db_default="")
    assignee_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    # How often it was sent back here inside the agency.
    round = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], name="one_task_for_each_step"),
            models.CheckConstraint(
                name="a_task_waits_or_is_open_or_done",
                condition=Q(state__in=["waiting", "open", "done", "dropped"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "post", "assignee", "due_on", "id"],
                name="open_tasks_of_a_post",
                condition=Q(state="open"),
            ),
            # All that a board counts, so that it opens no row.
            models.Index(
                fields=["agency", "service", "title", "due_on"],
                include=["service_title"],
                name="open_tasks_counted",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=["done_by", "-done_at", "id"],
                name="tasks_somebody_did",
                condition=Q(state="done"),
            ),
            models.Index(fields=["assignee", "state"], name="tasks_given_to_somebody"),
        ]

    @property
    def seat(self) -> str:
        """The post as an actor holds it: "agency/post"."""
        return f"{self.agency}/{self.post}"


class Vote(models.Model):
    """One person's word on a step that several look at, or that was sent back after it was said."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    done_for = models.CharField(max_length=80, blank=True)
    done_for_name = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=20)
    opinion = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "round", "by"], name="one_vote_of_each_person_on_a_task"
            )
        ]


class Return(models.Model):
    """A step sent back to an earlier one of the same agency (退回上一步), and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="returns")
    step = models.CharField(max_length=40)
    to = models.CharField(max_length=40)
    reasons = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()


class Mark(models.Model):
    """What a reviewer saw at one point: met, unmet, not applicable, or to be asked."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="marks")
    point = models.CharField(max_length=40)
    mark = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "point"], name="one_mark_at_each_point"),
            models.CheckConstraint(
                name="a_mark_is_one_of_four",
                condition=Q(mark__in=["met", "unmet", "not-applicable", "ask"]),
            ),
        ]


class Correction(models.Model):
    """The one-time notice: everything missing, told at once (行政许可法 32)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    items = models.JSONField()
    told_on = models.DateField()
    answered_on = models.DateField(null=True)


class Standstill(models.Model):
    """One named procedure during which the clock stands (行政许可法 45)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="standstills")
    procedure = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    reasons = models.TextField()
    planned_days = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "procedure"],
                name="a_procedure_stops_the_clock_once_at_a_time",
                condition=Q(ended_on=None),
            )
        ]


class Move(models.Model):
    """One act that brought drafts and cases of a service on to a newer version of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.CharField(max_length=60)
    old = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT, related_name="+")
    new = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT, related_name="+")
    agency = models.CharField(max_length=60)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)


class Moved(models.Model):
    """What was moved, and how it stood before: all that is needed to take the move back."""

    move = models.ForeignKey(Move, models.PROTECT, related_name="moved")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="moves")
    # A draft may be sent or forgotten later; what was moved then is history.
    draft = models.UUIDField(null=True)
    before = SealedJSON(default=dict)
    # The last link of the case's chain when the move was done: nothing may have come after it.
    seq = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_draft_or_a_case_was_moved",
                condition=Q(draft=None, case__isnull=False) | Q(draft__isnull=False, case=None),
            ),
            models.UniqueConstraint(fields=["move", "case"], name="a_case_moves_once_in_a_move"),
        ]


class Counter(models.Model):
    """The last serial given on each day."""

    prefix = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField()


# Kept in rooms of their own; Django looks for models here.
from onedoor.casework.cases.promise_models import GivenPromise  # noqa: E402, F401
from onedoor.casework.cases.signing_models import Signing  # noqa: E402, F401
