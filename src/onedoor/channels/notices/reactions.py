"""Tell people: one notice for each event that concerns them."""

from django.utils.translation import override

from onedoor.casework.cases import events
from onedoor.casework.cases.events import CaseNews
from onedoor.casework.cases.queries import case_for
from onedoor.channels.notices import rules
from onedoor.channels.notices.actions import follow_the_account
from onedoor.channels.notices.models import Notice, Wish
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import Event, on
from onedoor.kernel.ports import port
from onedoor.kernel.time import now
from onedoor.oversight.feedback.events import EnquiryAnswered
from onedoor.registers.people.events import AccountBound, AccountClosed
from onedoor.registers.people.queries import party_for

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


def tell_the_applicant(event: CaseNews) -> None:
    """Put the news into the applicant's inbox; told twice, it stands there once."""
    _tell(event, event.party, _text_of(event))


@on(EnquiryAnswered)
def tell_the_asker(event: EnquiryAnswered) -> None:
    """Whoever asked who looked at their data is told that the answer is there."""
    _tell(event, event.party, _text_of(event))


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


def send_a_message(event: CaseNews | EnquiryAnswered) -> None:
    """A short message besides, where the party wants it and has left a telephone number."""
    if not Wish.objects.filter(party=event.party, event=event.name).exists():
        return
    party = party_for(event.party, seen_by=SYSTEM)
    if party.phone and party.closed_at is None:
        key = f"{event.subject}:{event.number_in_chain}"
        port("messenger").send(to=party.phone, text=_text_of(event), key=key)


def _text_of(event: CaseNews | EnquiryAnswered) -> str:
    with override("zh-hans"):
        if isinstance(event, EnquiryAnswered):
            return rules.answered()
        return rules.sentence(event, case_for(event.case, seen_by=SYSTEM).case.service_title)


@on(AccountClosed)
def forget_the_messages(event: AccountClosed) -> None:
    """Messages and wishes go with the last account of a party (个人信息保护法 47)."""
    if event.last:
        Notice.objects.filter(party=event.party).delete()
        Wish.objects.filter(party=event.party).delete()


for _kind in TOLD:
    on(_kind)(tell_the_applicant)
    on(_kind, outside=True)(send_a_message)


@on(AccountBound)
def bring_what_was_told(event: AccountBound) -> None:
    """Notices go where the account went."""
    follow_the_account(event.before, event.party)


on(EnquiryAnswered, outside=True)(send_a_message)
