"""Tell people: one notice for each event that concerns them."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from onedoor.casework.bundles import events as bundles
from onedoor.casework.bundles.events import BundleNews, PartEnded
from onedoor.casework.bundles.queries import bundle_for
from onedoor.casework.cases import events
from onedoor.casework.cases import promise_events as promises
from onedoor.casework.cases.events import CaseNews
from onedoor.casework.cases.queries import answer_to_objection, case_for, part_of
from onedoor.channels.look.known import kept_said
from onedoor.channels.look.local import body_short
from onedoor.channels.look.script import TRADITIONAL, traditional
from onedoor.channels.look.words import rating_levels, say_plain
from onedoor.channels.notices import rules
from onedoor.channels.notices.actions import (
    follow_the_account,
    send_link,
)
from onedoor.channels.notices.letter_words import of_a_letter
from onedoor.channels.notices.licence_words import of_a_licence, of_a_show, of_a_use
from onedoor.channels.notices.models import Notice, Wish
from onedoor.channels.notices.off import ENTITLEMENT, LICENCE, SUBSCRIPTION, off_address
from onedoor.channels.notices.office_words import TOLD_OF_CARDS
from onedoor.channels.notices.offices import mail_the_offices, tell_the_offices
from onedoor.channels.notices.subscription_words import (
    of_a_change,
    of_an_entitlement,
    off,
    subscription_title,
)
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import Event, on
from onedoor.kernel.ports import port
from onedoor.kernel.time import now
from onedoor.oversight.feedback.events import (
    DisputeDecided,
    EnquiryAnswered,
    FollowUpAnswered,
    RatingGiven,
)
from onedoor.oversight.letters import events as letters
from onedoor.oversight.letters.events import LetterNews
from onedoor.oversight.letters.queries import whom_to_tell
from onedoor.registers.agencies.queries import agency
from onedoor.registers.catalogue.queries import (
    licence_names,
    service_titles,
    version_numbered,
)
from onedoor.registers.entitlements.events import EntitlementFound
from onedoor.registers.entitlements.queries import entitlement_to_tell
from onedoor.registers.licences import events as licences
from onedoor.registers.licences.events import LicenceNews
from onedoor.registers.licences.queries import Licence, licence_for
from onedoor.registers.mandates import events as mandates
from onedoor.registers.mandates.events import MandateNews
from onedoor.registers.people.events import AccountBound, AccountClosed, AccountReleased
from onedoor.registers.people.queries import language_of, mailbox_of, party_for
from onedoor.registers.showing.events import LicenceShown, LicenceUsed
from onedoor.registers.showing.queries import face_of, show_for, thing_of, use_for
from onedoor.registers.subscriptions.events import SubscriberTold
from onedoor.registers.subscriptions.queries import ToTell, to_tell

TOLD = (
    events.ApplicationSubmitted,
    events.CorrectionsRequested,
    events.CaseAccepted,
    events.CaseNotAccepted,
    events.CaseSuspended,
    events.CaseResumed,
    events.CaseExtended,
    events.CaseLapsed,
    events.CaseTransferred,
    events.CaseForwarded,
    events.ProceedingArranged,
    events.HearingOffered,
    events.HearingCalled,
    events.ObjectionRaised,
    events.CaseMoved,
    events.CaseMovedBack,
    events.CaseDecided,
    events.CaseClosed,
    promises.PromiseDue,
    promises.PromiseLapsed,
    promises.PromiseKept,
    promises.PromiseBroken,
    promises.ObjectionAnswered,
    promises.RepairAnswered,
)
TOLD_OF_LICENCES = (
    licences.LicenceRunsOut,
    licences.LicenceRanOut,
    licences.LicenceCheckDue,
    licences.LicenceCheckMissed,
    licences.LicenceChecked,
    licences.LicenceSuspended,
    licences.LicenceRestored,
    licences.LicenceRevoked,
    licences.LicenceCancelled,
)
TOLD_OF_LETTERS = (
    letters.LetterSent,
    letters.LetterTransferred,
    letters.LetterExtended,
    letters.LetterAnswered,
    letters.AnswerReleased,
)
TOLD_TO_BOTH = (
    mandates.MandateOffered,
    mandates.MandateAgreed,
    mandates.MandateChanged,
    mandates.MandateDeclined,
    mandates.MandateEnded,
)


# Of a bundle these are told once, for the whole of it.
TOLD_OF_THE_WHOLE = (
    events.ApplicationSubmitted,
    events.CorrectionsRequested,
    events.CaseAccepted,
    events.CaseMoved,
    events.CaseMovedBack,
)
TOLD_OF_BUNDLES = (
    bundles.BundleSubmitted,
    bundles.BundleCorrectionsRequested,
    bundles.BundleAccepted,
    bundles.AnswersAwaited,
    bundles.PartOpened,
    bundles.BundleExtended,
    bundles.BundleMoved,
    bundles.BundleMovedBack,
    bundles.BundleClosed,
)


def tell_the_applicant(event: CaseNews) -> None:
    """Put the news into the applicant's inbox; told twice, it stands there once."""
    if _is_told_of_the_whole(event):
        return
    _tell(event, event.party, lambda: _text_of(event))


def _is_told_of_the_whole(event: CaseNews) -> bool:
    return isinstance(event, TOLD_OF_THE_WHOLE) and bool(part_of(event.case, seen_by=SYSTEM))


def tell_of_the_bundle(event: BundleNews) -> None:
    """What happens to a bundle stands in the applicant's inbox, once."""
    _tell(event, event.party, lambda: _text_of(event))


@on(PartEnded)
def tell_of_a_part_not_begun(event: PartEnded) -> None:
    """A part that ends with another is told by nobody else: it has no decision of its own."""
    if event.result in ("lapsed", "ended"):
        _tell(event, event.party, lambda: _text_of(event))


@on(EnquiryAnswered)
def tell_the_asker(event: EnquiryAnswered) -> None:
    """Whoever asked who looked at their data is told that the answer is there."""
    _tell(event, event.party, lambda: _text_of(event))


@on(FollowUpAnswered)
def tell_whoever_rated(event: FollowUpAnswered) -> None:
    """Whoever rated badly is told what was done about it, and that they may judge that."""
    _tell(event, event.party, lambda: _text_of(event))


@on(DisputeDecided)
def tell_of_what_was_decided(event: DisputeDecided) -> None:
    """Whoever rated under their name is told whether it counts, and where the reasons stand."""
    if event.party:
        _tell(event, event.party, lambda: _of_a_dispute(event))


@on(RatingGiven)
def tell_of_a_rating_by_another(event: RatingGiven) -> None:
    """The applicant is told what was rated at a window or by telephone: it is theirs to change."""
    if event.channel in rules.BY_ANOTHER and not event.case.startswith("visit:"):
        case = case_for(event.case, seen_by=SYSTEM).case
        _tell(event, str(case.applicant_id), lambda: _of_a_rating(event))


@on(DisputeDecided, outside=True)
def send_what_was_decided(event: DisputeDecided) -> None:
    """A short message besides, where the party wishes it."""
    if event.party:
        _send(event, event.party, lambda: _of_a_dispute(event))


@on(RatingGiven, outside=True)
def send_of_a_rating_by_another(event: RatingGiven) -> None:
    """A short message besides, where the applicant wishes it."""
    if event.channel in rules.BY_ANOTHER and not event.case.startswith("visit:"):
        case = case_for(event.case, seen_by=SYSTEM).case
        _send(event, str(case.applicant_id), lambda: _of_a_rating(event))


def _of_a_dispute(event: DisputeDecided) -> str:
    title = service_titles([event.service]).get(event.service, event.service)
    return rules.dispute_decided(say_plain(title), upheld=event.upheld)


def _of_a_rating(event: RatingGiven) -> str:
    title = service_titles([event.service]).get(event.service, event.service)
    return rules.rated_by_another(say_plain(title), event.channel, rating_levels()[event.level])


def tell_the_writer(event: LetterNews) -> None:
    """Whoever wrote reads it in the inbox; the news itself does not say who that is."""
    to = whom_to_tell(event.letter, seen_by=SYSTEM)
    if to and to.party and party_for(to.party, seen_by=SYSTEM).closed_at is None:
        _tell(event, to.party, lambda: _of_a_letter(event, to.title))


def send_of_a_letter(event: LetterNews) -> None:
    """A short message besides: where the party wishes it, or where a contact was left for it."""
    to = whom_to_tell(event.letter, seen_by=SYSTEM)
    if to is None:
        return
    if to.party:
        _send(event, to.party, lambda: _of_a_letter(event, to.title))
    elif to.contact:
        key = f"{event.subject}:{event.number_in_chain}"
        # Whoever has no account has chosen no language.
        with override(settings.LANGUAGE_CODE):
            text = _of_a_letter(event, to.title, to.code)
            send_link(to.contact, text, title=rules.letter_title(), key=key)


def _of_a_letter(event: LetterNews, title: str, code: str = "") -> str:
    return of_a_letter(event, title, office=body_short(agency(event.agency)), code=code)


@on(events.ObjectionAnswered)
def tell_whoever_objected(event: events.ObjectionAnswered) -> None:
    """Whoever objected, and was signed in, reads the answer; the applicant's inbox has none of it.

    By others the agency answers as they asked it to: that is no business of this platform.
    """
    party, answer = answer_to_objection(event.objection, seen_by=SYSTEM)
    if party and party_for(party, seen_by=SYSTEM).closed_at is None:
        _tell(event, party, lambda: rules.objection_answered(answer, upheld=event.upheld))


def tell_both_sides(event: MandateNews) -> None:
    """What happens to a mandate stands in the inbox of both; whoever has left is told nothing."""
    for side in (event.giver, event.receiver):
        if party_for(side, seen_by=SYSTEM).closed_at is None:
            _tell(event, side, lambda: rules.of_a_mandate(event))


def tell_the_holder(event: LicenceNews) -> None:
    """Whoever holds a licence reads what becomes of it; whoever has left is told nothing."""
    licence = licence_for(event.number, seen_by=SYSTEM)
    if party_for(licence.holder, seen_by=SYSTEM).closed_at is None:
        _tell(event, licence.holder, lambda: of_a_licence(event, _called(licence)))


@on(LicenceShown)
def tell_of_an_opened_show(event: LicenceShown) -> None:
    """The holder reads each time that a code was opened: it was given out by hand, and rarely."""
    show = show_for(event.show, seen_by=SYSTEM)
    face = face_of(thing_of(show))
    if party_for(show.holder, seen_by=SYSTEM).closed_at is None:
        _tell(
            event,
            show.holder,
            lambda: of_a_show(
                f"《{kept_said(face.kind_name)}》", opener=show.opener, facts=show.facts
            ),
        )


@on(LicenceUsed)
def tell_of_a_use(event: LicenceUsed) -> None:
    """The holder reads the first look of a reader at a licence on a day; the book has the rest."""
    if not event.use:
        return
    use, is_first = use_for(event.use, seen_by=SYSTEM)
    if is_first and party_for(use.holder, seen_by=SYSTEM).closed_at is None:
        _tell(event, use.holder, lambda: of_a_use(
            _named(use.licence), who=use.system_name, item=use.item, case=use.case,
            law=use.law,
        ))  # fmt: skip


def send_of_a_licence(event: LicenceNews) -> None:
    """A short message besides, as of cases."""
    licence = licence_for(event.number, seen_by=SYSTEM)
    # A reminder can be ended; what becomes of a licence is told in any case.
    ends = isinstance(event, licences.LicenceRunsOut)
    more = off_address(LICENCE, licence.ground) if ends else ""
    _send(event, licence.holder, lambda: of_a_licence(event, _called(licence)) + (
        off(more) if more else ""))  # fmt: skip


@on(SubscriberTold)
def tell_a_subscriber(event: SubscriberTold) -> None:
    """What somebody subscribed to has changed; once the subscription is over nothing is told."""
    to = to_tell(event.told, seen_by=SYSTEM)
    if to and party_for(to.party, seen_by=SYSTEM).closed_at is None:
        _tell(event, to.party, lambda: of_a_change(to))


@on(SubscriberTold, outside=True)
def send_to_a_subscriber(event: SubscriberTold) -> None:
    """The way besides that was chosen with the subscription, with the link that ends it."""
    to = to_tell(event.told, seen_by=SYSTEM)
    contact = contact_of(to) if to else ""
    if to is None or not contact:
        return
    address = off_address(SUBSCRIPTION, to.subscription.hex)
    language = _language_of(to.party)
    with override(language):
        text = f"{of_a_change(to)}{off(address)}"
        title = subscription_title()
    if language == TRADITIONAL:
        text, title = traditional(text), traditional(title)
    send_link(contact, text, title=title, key=f"{event.subject}:{event.told}", off=address)


def contact_of(to: ToTell) -> str:
    """The telephone or mailbox for a subscription; "" where none is wished, or there is none."""
    party = party_for(to.party, seen_by=SYSTEM) if to.also else None
    if party is None or party.closed_at is not None:
        return ""
    if to.also == "sms":
        return str(party.phone)
    return mailbox_of(to.party, seen_by=SYSTEM)


@on(EntitlementFound)
def tell_of_an_entitlement(event: EntitlementFound) -> None:
    """Whoever asked reads what they may well be entitled to, and why."""
    told = entitlement_to_tell(event.subject.partition(":")[2], seen_by=SYSTEM)
    if told and party_for(told.party, seen_by=SYSTEM).closed_at is None:
        _tell(event, told.party, lambda: of_an_entitlement(told))


@on(EntitlementFound, outside=True)
def send_of_an_entitlement(event: EntitlementFound) -> None:
    """A short message besides, as of cases, with the link that ends it."""
    told = entitlement_to_tell(event.subject.partition(":")[2], seen_by=SYSTEM)
    if told:
        address = off_address(ENTITLEMENT, told.id.hex)
        _send(event, told.party, lambda: f"{of_an_entitlement(told)}{off(address)}")


def _called(licence: Licence) -> str:
    return f"{_named(licence)}{licence.number}"


def _named(licence: Licence) -> str:
    """What this kind of licence is called, as the reader's language has it."""
    text = licence_names([licence.kind]).get(licence.kind)
    return f"《{say_plain(text) if text and text.zh == licence.kind_name else licence.kind_name}》"


def _tell(event: Event, party: str, words: Callable[[], str]) -> None:
    """Into the inbox, in the language this party chose."""
    language = _language_of(party)
    with override(language):
        text = words()
    Notice.objects.get_or_create(
        subject=event.subject,
        place=event.number_in_chain,
        party=party,
        defaults={
            "event": event.name,
            "text": text,
            "language": language,
            "told_at": event.at or now(),
        },
    )


def _language_of(party: str) -> str:
    return language_of(party, seen_by=SYSTEM) or settings.LANGUAGE_CODE


def send_a_message(event: CaseNews | BundleNews | EnquiryAnswered | FollowUpAnswered) -> None:
    """A short message besides, where the party wants it and has left a telephone number."""
    # Few wish for one, so that is asked first.
    if not _wishes(event, event.party):
        return
    if isinstance(event, CaseNews) and _is_told_of_the_whole(event):
        return
    _hand_over(event, event.party, lambda: _text_of(event) + _asking_to_rate(event))


def _asking_to_rate(event: Event) -> str:
    """Where to rate what has ended, with the code of the matter, in a short message."""
    if not isinstance(event, events.CaseClosed):
        return ""
    code = case_for(event.case, seen_by=SYSTEM).case.query_code
    path = reverse("portal:rate-by-code", args=[code])
    return rules.rate_here(f"{settings.ONEDOOR_ADDRESS.rstrip('/')}{path}?from=sms")


def _send(event: Event, ref: str, words: Callable[[], str]) -> None:
    """Where this party wishes it; the words are put together only then."""
    if _wishes(event, ref):
        _hand_over(event, ref, words)


def _hand_over(event: Event, ref: str, words: Callable[[], str]) -> None:
    party = party_for(ref, seen_by=SYSTEM)
    if party.phone and party.closed_at is None:
        key = f"{event.subject}:{event.number_in_chain}"
        language = _language_of(ref)
        with override(language):
            text = traditional(words()) if language == TRADITIONAL else words()
        port("messenger").send(to=party.phone, text=text, key=key)


def _wishes(event: Event, party: str) -> bool:
    return Wish.objects.filter(party=party, event=event.name).exists()


def _text_of(event: CaseNews | BundleNews | EnquiryAnswered | FollowUpAnswered) -> str:
    """The sentence in the language that is on; the matter is called as its definition calls it."""
    if isinstance(event, BundleNews):
        file = bundle_for(event.number, seen_by=SYSTEM)
        titles = {each.part: each.title for each in file.parts}
        part = titles.get(str(getattr(event, "part", "")), "")
        return rules.of_a_bundle(event, say_plain(file.bundle.title), part)
    if isinstance(event, EnquiryAnswered):
        return rules.answered()
    if isinstance(event, FollowUpAnswered):
        title = case_for(event.case, seen_by=SYSTEM).definition.sheet.title
        return rules.rating_answered(say_plain(title))
    # What it is about stands in the news: nobody's case is opened to say that something moved.
    title = version_numbered(event.service, event.version).parsed.sheet.title
    return rules.sentence(event, say_plain(title))


@on(AccountClosed)
def forget_the_messages(event: AccountClosed) -> None:
    """Messages and wishes go with the last account of a party (个人信息保护法 47)."""
    if event.last:
        Notice.objects.filter(party=event.party).delete()
        Wish.objects.filter(party=event.party).delete()


@on(AccountBound)
def bring_what_was_told(event: AccountBound) -> None:
    """Notices go where the account went."""
    follow_the_account(event.before, event.party)


@on(AccountReleased)
def tell_whose_account_left(event: AccountReleased) -> None:
    """The person reads that an account was parted from them, at a window."""
    _tell(event, event.before, rules.released)


for _kind in TOLD:
    on(_kind)(tell_the_applicant)
    on(_kind, outside=True)(send_a_message)
on(EnquiryAnswered, outside=True)(send_a_message)
on(FollowUpAnswered, outside=True)(send_a_message)
for _of_bundle in TOLD_OF_BUNDLES:
    on(_of_bundle)(tell_of_the_bundle)
    on(_of_bundle, outside=True)(send_a_message)
for _of_licence in TOLD_OF_LICENCES:
    on(_of_licence)(tell_the_holder)
    on(_of_licence, outside=True)(send_of_a_licence)
for _of_letters in TOLD_OF_LETTERS:
    on(_of_letters)(tell_the_writer)
    on(_of_letters, outside=True)(send_of_a_letter)
for _of_cards in TOLD_OF_CARDS:
    on(_of_cards)(tell_the_offices)
    on(_of_cards, outside=True)(mail_the_offices)
for _about in TOLD_TO_BOTH:
    on(_about)(tell_both_sides)
