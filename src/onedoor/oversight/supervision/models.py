"""Cards as they stand, and what the two sides said of them."""

from django.db import models
from django.db.models import F, Q

from onedoor.kernel.secrecy import SealedText
from onedoor.oversight.supervision.levels import COUNTS
from onedoor.registers.catalogue.definition.supervision import LEVELS


class State(models.TextChoices):
    """Where a card stands between the agency and its watcher."""

    RAISED = "raised"
    EXPLAINED = "explained"
    CONFIRMED = "confirmed"
    ORDERED = "ordered"
    PUT_RIGHT = "put-right"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PASSED = "passed"


# Nothing more is to be done.
SETTLED = (State.CLOSED, State.CANCELLED, State.PASSED)


class RaisedCard(models.Model):
    """One card of one agency. What it says follows from the record and can be reckoned anew."""

    id = models.CharField(max_length=16, primary_key=True)
    rule = models.CharField(max_length=60)
    # The edition of the rule that the level was reached under.
    edition = models.DateField()
    agency = models.CharField(max_length=60)
    watcher = models.CharField(max_length=60)
    service = models.CharField(max_length=60, blank=True)
    # The chain of the record it follows from, and what the rule measures there.
    about = models.CharField(max_length=80)
    key = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=10, choices=[(each, each) for each in LEVELS])
    measure = models.IntegerField()
    raised_on = models.DateField()
    level_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RAISED)
    # Until when the agency explains, or puts right what it was ordered to.
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_watches_over_himself", condition=~Q(agency=F("watcher"))
            ),
            models.CheckConstraint(
                name="an_order_has_its_day",
                condition=~Q(state=State.ORDERED) | Q(due_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["watcher", "state", "due_on"], name="cards_of_a_watcher"),
            models.Index(fields=["agency", "state", "due_on"], name="cards_of_an_agency"),
            models.Index(fields=["about"], name="cards_about_a_chain"),
            # Boards look at what stands, and at what came lately: of many cards these are few.
            models.Index(
                fields=["watcher", "level", "due_on", "level_on", "id"],
                name="cards_standing_for_a_watcher",
                condition=~Q(state__in=SETTLED),
            ),
            models.Index(
                fields=["agency", "level", "due_on", "level_on", "id"],
                name="cards_standing_of_an_agency",
                condition=~Q(state__in=SETTLED),
            ),
            models.Index(
                fields=["watcher", "level_on", "about", "agency", "id"],
                name="warnings_oldest_first",
                condition=Q(level="warning", state=State.RAISED),
            ),
            models.Index(
                fields=["watcher", "level_on"],
                name="cards_by_their_day",
                condition=Q(level__in=COUNTS),
            ),
        ]

    @property
    def subject(self) -> str:
        """The name of this card's chain in the record."""
        return f"card:{self.pk}"

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


class CardWord(models.Model):
    """One thing said of a card, by the agency or its watcher. Never in the record."""

    card = models.ForeignKey(RaisedCard, models.CASCADE, related_name="words")
    act = models.CharField(max_length=10)
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100, blank=True)
    by_agency = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="what_is_said_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="what_an_agency_says_has_evidence",
                condition=~Q(act__in=["explain", "put-right"]) | ~Q(evidence=""),
            ),
        ]
        indexes = [models.Index(fields=["card", "at"], name="said_of_a_card")]


class PublicationKey(models.Model):
    """A key that signs publications. Published for ever: what it signed is to stay checkable."""

    kid = models.CharField(max_length=64, primary_key=True)
    pem = SealedText()
    made_at = models.DateTimeField()


class Publication(models.Model):
    """One day as it was published: its files by name, in the store of blobs."""

    day = models.DateField(primary_key=True)
    key = models.ForeignKey(PublicationKey, models.PROTECT, related_name="+")
    files = models.JSONField()
    facts = models.PositiveIntegerField()
    published_at = models.DateTimeField()
