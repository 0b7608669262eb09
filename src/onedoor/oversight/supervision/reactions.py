"""What this room does about news: whenever something ends or may be wrong, it reckons the chain;
and the agency, where it may show only over the whole of it."""

from onedoor.casework.cases import events as cases
from onedoor.kernel.events import Event, on
from onedoor.kernel.time import local
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
from onedoor.oversight.supervision.actions import (
    reckon_agencies,
    reckon_chain,
    reckon_day_of,
    reckon_many_cards,
)
from onedoor.oversight.supervision.events import CardRaised
from onedoor.oversight.supervision.levels import COUNTS
from onedoor.oversight.supervision.queries import is_out_of_hours, rule_called
from onedoor.registers.showing.events import LicenceUsed

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


@on(cases.CaseDecided)
def look_at_decisions_of_its_agency(event: cases.CaseDecided) -> None:
    """A decision out of hours counts with those of its day; one like others, with its month's."""
    assert event.at is not None
    if event.alike is not None:
        reckon_agencies(local(event.at).date(), agency=event.agency)
    elif is_out_of_hours(event.agency, event.at):
        reckon_day_of(event.agency, local(event.at).date())


@on(RatingGiven)
def look_at_ratings_of_its_agency(event: RatingGiven) -> None:
    """A rating to which nobody put a name counts with those of its day."""
    assert event.at is not None
    if event.channel != "web":
        reckon_day_of(event.agency, local(event.at).date())


@on(LicenceUsed)
def look_at_looks_of_its_agency(event: LicenceUsed) -> None:
    """A look for no matter of the agency counts with those of its day."""
    assert event.at is not None
    if event.case_known is False:
        reckon_day_of(event.agency, local(event.at).date())


@on(CardRaised)
def look_at_cards_of_its_agency(event: CardRaised) -> None:
    """A card counts with those of its agency's month."""
    if event.level in COUNTS and rule_called(event.rule).kind != "repeated":
        reckon_many_cards(event.agency, event.reached_on)
