"""A promise as it was given: its exact words, until when it is to be kept, what became of it."""

import uuid

from django.db import models
from django.db.models import Q

from onedoor.kernel.secrecy import SealedText
from onedoor.registers.catalogue.definition import Text, say

# given: signed. handed-in, lapsed: a deferred document came, or did not in time. to-check: the
# agency has to look. kept, broken: it has looked. cleared: an objection was right. repaired.
STATES = ("given", "handed-in", "lapsed", "to-check", "kept", "broken", "cleared", "repaired")


class GivenPromise(models.Model):
    """One promise signed for one application (告知承诺, 容缺受理).

    What turned out broken is a record a law names: with its basis, an end, a way to object and a
    way to repair. Nothing is counted, weighed or ranked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey("cases.Draft", models.CASCADE, null=True, related_name="promises")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="promises")
    party = models.CharField(max_length=40)
    promise = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    version = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT)
    # Title, what was told, what was signed, what follows, with the law: word for word.
    words = models.JSONField()
    read_in = models.CharField(max_length=20)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80)
    state = models.CharField(max_length=12, default="given")
    due_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    # Whose turn it is to look at it afterwards.
    agency = models.CharField(max_length=60, blank=True, default="")
    post = models.CharField(max_length=60, blank=True, default="")
    looked_on = models.DateField(null=True)
    looked_by = models.CharField(max_length=80, blank=True, default="")
    looked_by_name = models.CharField(max_length=100, blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    evidence = models.TextField(blank=True, default="")
    closed_until = models.DateField(null=True)
    objection = SealedText(default="")
    objected_on = models.DateField(null=True)
    objection_answer = models.TextField(blank=True, default="")
    objection_answered_on = models.DateField(null=True)
    repair = SealedText(default="")
    repair_told_on = models.DateField(null=True)
    repair_answer = models.TextField(blank=True, default="")
    repair_answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "promise"], name="one_promise_of_a_kind_for_a_draft"
            ),
            models.UniqueConstraint(
                fields=["case", "promise"], name="one_promise_of_a_kind_for_a_case"
            ),
            models.CheckConstraint(
                name="a_promise_is_in_a_known_state", condition=Q(state__in=STATES)
            ),
            models.CheckConstraint(
                name="a_broken_promise_says_why", condition=~Q(state="broken") | ~Q(reasons="")
            ),
        ]
        indexes = [
            models.Index(fields=["party"], name="promises_of_a_party"),
            models.Index(
                fields=["agency", "post", "due_on"],
                name="promises_to_look_at",
                condition=Q(state__in=["to-check", "broken"]),
            ),
        ]

    def said(self, part: str) -> str:
        """Title, what was told, text or consequence, as it was signed, in the reader's language."""
        words = self.words.get(part)
        return say(Text.model_validate(words)) if words else ""

    @property
    def seat(self) -> str:
        """The post that looks at it, as an actor holds it: "agency/post"."""
        return f"{self.agency}/{self.post}"

    @property
    def is_objected(self) -> bool:
        """Whether an objection waits for its answer."""
        return bool(self.objected_on) and not self.objection_answered_on

    @property
    def is_repair_told(self) -> bool:
        """Whether a repair waits to be looked at."""
        return bool(self.repair_told_on) and not self.repair_answered_on
