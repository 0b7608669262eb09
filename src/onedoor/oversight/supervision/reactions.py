"""What this room does about news: whenever something ends or may be wrong, it reckons the chain."""

from onedoor.casework.cases import events as cases
from onedoor.kernel.events import Event, on
from onedoor.oversight.feedback.events import (
    EnquiryAnswered,
    FollowUpAnswered,
    FollowUpCalled,
    FollowUpLifted,
    RatingGiven,
    RatingMissing,
    RatingRefused,
    WindowRepeated,
)
from onedoor.oversight.letters.events import (
    LetterAnswered,
    LetterMerged,
    LetterResulted,
    LetterTransferred,
)
from onedoor.oversight.results.events import ResultPublished, ResultWithheld
from onedoor.oversight.supervision.actions import reckon_chain

# After these a card may be due at once, or a warning pass. What time brings, the timer finds.
HEARD: tuple[type[Event], ...] = (
    cases.CorrectionsRequested,
    cases.CaseAccepted,
    cases.CaseNotAccepted,
    cases.StepFinished,
    cases.StepReturned,
    cases.CaseDecided,
    cases.CaseClosed,
    cases.CaseWithdrawn,
    RatingGiven,
    RatingMissing,
    RatingRefused,
    WindowRepeated,
    FollowUpCalled,
    FollowUpAnswered,
    FollowUpLifted,
    EnquiryAnswered,
    LetterAnswered,
    LetterMerged,
    LetterTransferred,
    LetterResulted,
    ResultPublished,
    ResultWithheld,
)


def reckon_its_cards(event: Event) -> None:
    """Reckon the chain anew; told twice, nothing happens twice."""
    reckon_chain(event.subject)


for _event in HEARD:
    on(_event)(reckon_its_cards)
