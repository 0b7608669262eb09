"""Letters, what was said in them, and what is published of them."""

import uuid

from django.db import models
from django.db.models import F, Q

from onedoor.kernel.secrecy import SealedText


class State(models.TextChoices):
    """Where a letter stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Found(models.TextChoices):
    """What came out of looking into a wrong that a letter told of."""

    SO = "so"
    PARTLY = "partly"
    NOT_SO = "not-so"


class Letter(models.Model):
    """One letter to one agency, with its day.

    `party` is who wrote it, "" without an account; `hidden` means that no office learns it.
    Whoever has the code reads a letter that has no party.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    # What it is about: "case:<number>", "service:<code>", "page:<address>" or nothing of these.
    about = models.CharField(max_length=300, blank=True)
    party = models.CharField(max_length=40, blank=True)
    hidden = models.BooleanField(default=False)
    # Where somebody without an account wishes to be told; no office ever sees it.
    contact = SealedText(blank=True)
    # The agency it is about, if that is not the one to answer; it never sees the letter.
    accused = models.CharField(max_length=60, blank=True)
    # What it says was done wrong, of a closed list; and what came out of looking into it.
    wrong = models.CharField(max_length=20, blank=True)
    found = models.CharField(max_length=10, choices=Found.choices, blank=True)
    agency = models.CharField(max_length=60)
    # The same words about the same thing have the same digest.
    digest = models.CharField(max_length=64)
    lead = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    # Working days added, once, with a reason that stands among the words.
    extended = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    content = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)
    may_publish = models.BooleanField(default=False)
    # Until when the public page tells what came of it; only of what is exposed, once answered.
    result_by = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_answers_what_accuses_them", condition=~Q(agency=F("accused"))
            ),
            models.CheckConstraint(
                name="an_answered_letter_has_its_moment_and_its_author",
                condition=Q(state=State.OPEN) | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
            models.CheckConstraint(
                name="an_answer_says_whether_the_wrong_was_so",
                condition=Q(state=State.OPEN) | Q(wrong="") | ~Q(found=""),
            ),
            models.CheckConstraint(
                name="no_letter_leads_itself", condition=Q(lead__isnull=True) | ~Q(lead=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="letters_of_an_agency"),
            models.Index(fields=["party", "-sent_at"], name="letters_of_a_party"),
            models.Index(fields=["digest", "state"], name="letters_that_say_the_same"),
        ]

    @property
    def subject(self) -> str:
        """The name of this letter's chain in the record."""
        return f"letter:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def unknown(self) -> bool:
        """Whether no office learns who wrote it."""
        return self.hidden or not self.party


class FirstAnswer(models.Model):
    """The first answer to a letter, by which its agency is counted; asking again leaves it.

    `content` is what its writer said last of an answer, and `judged` whose answer that was.
    """

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="first")
    agency = models.CharField(max_length=60)
    sent_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField()
    content = models.BooleanField(null=True)
    judged = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_judges_an_answer_judges_somebodys",
                condition=Q(content__isnull=True) | ~Q(judged=""),
            )
        ]
        indexes = [models.Index(fields=["sent_on"], name="first_answers_by_day")]


class Word(models.Model):
    """One thing said or done in a letter, with its words. Never in the record."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="words")
    act = models.CharField(max_length=10)
    by_writer = models.BooleanField()
    by_agency = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_word_of_a_letter_says_something", condition=~Q(text=""))
        ]
        indexes = [models.Index(fields=["letter", "at"], name="said_in_a_letter")]


class PublicAnswer(models.Model):
    """A letter and its answer, redacted by one person and released by another."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="published")
    kind = models.CharField(max_length=20)
    agency = models.CharField(max_length=60)
    accused = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    question = models.TextField()
    answer = models.TextField()
    # What came of it: for the column of exposures; and until when it is to stand there.
    result = models.TextField(blank=True)
    result_by = models.DateField(null=True)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    released_by = models.CharField(max_length=80, blank=True)
    released_at = models.DateTimeField(null=True)
    # When the words that stand took the place of others, as when a result is written later.
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_persons_publish_an_answer",
                condition=Q(released_by="") | ~Q(released_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="a_released_answer_has_its_moment",
                condition=Q(released_by="", released_at__isnull=True)
                | (~Q(released_by="") & Q(released_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["-released_at"], name="answers_newest_first")]


class Rewording(models.Model):
    """New words for an answer that stands, which stays as it is until another releases them."""

    published = models.OneToOneField(PublicAnswer, models.CASCADE, related_name="rewording")
    title = models.CharField(max_length=200)
    question = models.TextField()
    answer = models.TextField()
    result = models.TextField(blank=True)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
