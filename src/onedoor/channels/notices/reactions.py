"""Tell people: one notice for each event that concerns them."""

from django.utils.translation import override

from onedoor.casework.cases import events
from onedoor.casework.cases.queries import case_for
from onedoor.channels.notices import rules
from onedoor.channels.notices.actions import follow_the_account
from onedoor.channels.notices.models import Notice
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import Event, on
from onedoor.kernel.time import now
from onedoor.oversight.feedback.events import EnquiryAnswered
from onedoor.registers.people.events import AccountBound

TOLD = (
    events.ApplicationSubmitted,
    events.CorrectionsRequested,
    events.CaseAccepted,
    events.CaseNotAccepted,
    events.CaseSuspended,
    events.CaseResumed,
    events.CaseExtended,
    events.CaseDecided,
    events.CaseClosed,
)


def tell_the_applicant(event: events.CaseNews) -> None:
    """Put the news into the applicant's inbox; told twice, it stands there once."""
    case = case_for(event.case, seen_by=SYSTEM).case
    with override("zh-hans"):
        text = rules.sentence(event, case.service_title)
    _tell(event, event.party, text)


@on(EnquiryAnswered)
def tell_the_asker(event: EnquiryAnswered) -> None:
    """Whoever asked who looked at their data is told that the answer is there."""
    with override("zh-hans"):
        text = rules.answered()
    _tell(event, event.party, text)


def _tell(event: Event, party: str, text: str) -> None:
    Notice.objects.get_or_create(
        subject=event.subject,
        place=event.number_in_chain,
        defaults={
            "party": party,
            "event": event.name,
            "text": text,
            "told_at": event.at or now(),
        },
    )


for _kind in TOLD:
    on(_kind)(tell_the_applicant)


@on(AccountBound)
def bring_what_was_told(event: AccountBound) -> None:
    """Notices go where the account went."""
    follow_the_account(event.before, event.party)
