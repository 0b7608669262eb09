"""What this room does about news: papers are written, licences issued, results delivered.

Each paper is issued under a key made of the case and the place of the event in its chain, so a
reaction that runs twice issues it once.
"""

from collections.abc import Callable
from datetime import date

from django.utils.translation import override

from onedoor.casework.cases import events, route_wording, wording
from onedoor.casework.cases.acted_on import act_word
from onedoor.casework.cases.actions import deliver_case, follow_the_account
from onedoor.casework.cases.finding import definition_of
from onedoor.casework.cases.licensing import (
    inscription_of,
    inscriptions_of,
    last_day,
    licence_type,
    listing_of,
)
from onedoor.casework.cases.models import Case, Hearing, Stage
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.kernel.languages import CHINESE
from onedoor.kernel.time import local, now
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.issuing.actions import issue_licence
from onedoor.registers.licences.events import LicenceIssued
from onedoor.registers.licences.queries import licence_on, licence_passed_to
from onedoor.registers.papers.actions import issue_paper
from onedoor.registers.papers.events import PaperIssued
from onedoor.registers.papers.kinds import Sheet, in_every_language
from onedoor.registers.papers.queries import papers_of
from onedoor.registers.people.events import AccountBound

# Of a bundle these are written once, for the whole of it.
OF_THE_WHOLE = {events.ApplicationSubmitted.name, events.CorrectionsRequested.name}
Composer = Callable[[Case, Agency, events.CaseNews], Sheet | None]


def _case(event: events.CaseNews) -> Case:
    return Case.objects.select_related("applicant").get(number=event.case)


def _signer(case: Case) -> Agency:
    """Whose paper it is: the deciding body's once it has decided, the offering agency's before."""
    desk = case.tasks.filter(step="decide").first() if case.decided_on else None
    return agency_called(desk.agency if desk else case.agency)


def _write(event: events.CaseNews, compose: Composer) -> None:
    """Issue the paper that the event calls for, signed by the agency whose task it was."""
    case = _case(event)
    if case.part_of and event.name in OF_THE_WHOLE:
        return
    agency = _signer(case)
    sheet = in_every_language(lambda: compose(case, agency, event))
    if sheet is None:
        return
    issue_paper(
        kind=sheet.kind,
        subject=case.subject,
        agency=agency.code,
        agency_name=agency.name,
        mark=agency.mark,
        title=sheet.title,
        facts=sheet.facts,
        holder=str(case.applicant_id),
        at=event.at or now(),
        key=f"{case.number}:{event.number_in_chain}",
        service=case.service,
        translations=sheet.translations,
        by=SYSTEM,
    )


def _on(event: events.CaseNews) -> date:
    assert event.at is not None
    return local(event.at).date()


@on(events.ApplicationSubmitted, outside=True)
def write_the_receipt(event: events.ApplicationSubmitted) -> None:
    _write(event, lambda case, agency, news: wording.receipt(
        case, definition_of(case), agency, _on(news)))  # fmt: skip


@on(events.CorrectionsRequested, outside=True)
def write_the_correction_notice(event: events.CorrectionsRequested) -> None:
    _write(event, lambda case, agency, news: wording.correction_notice(
        case, definition_of(case), agency, _on(news)))  # fmt: skip


@on(events.CaseAccepted, outside=True)
def write_the_acceptance(event: events.CaseAccepted) -> None:
    _write(event, lambda case, agency, news: wording.acceptance(case, event, agency, _on(news)))


@on(events.CaseNotAccepted, outside=True)
def write_the_non_acceptance(event: events.CaseNotAccepted) -> None:
    _write(event, lambda case, agency, news: wording.non_acceptance(
        case, definition_of(case), agency, _on(news)))  # fmt: skip


@on(events.CaseSuspended, outside=True)
def write_the_suspension(event: events.CaseSuspended) -> None:
    def compose(case: Case, agency: Agency, news: events.CaseNews) -> Sheet | None:
        stood = case.standstills.filter(procedure=event.procedure).order_by("-id").first()
        return wording.suspension(case, stood, agency, _on(news)) if stood else None

    _write(event, compose)


@on(events.CaseExtended, outside=True)
def write_the_extension(event: events.CaseExtended) -> None:
    _write(event, lambda case, agency, news: wording.extension(
        case, definition_of(case), agency, _on(news)))  # fmt: skip


@on(events.CaseDecided, outside=True)
def write_the_decision(event: events.CaseDecided) -> None:
    _write(event, lambda case, agency, news: wording.decision(
        case, definition_of(case), agency, _on(news)))  # fmt: skip


@on(events.CaseLapsed, outside=True)
def write_that_it_ended(event: events.CaseLapsed) -> None:
    _write(event, lambda case, agency, news: route_wording.lapsed(case, event, agency, _on(news)))


@on(events.CaseTransferred, outside=True)
def write_where_it_went(event: events.CaseTransferred) -> None:
    _write(event, lambda case, agency, news: route_wording.transferred(
        case, event, agency, _on(news)))  # fmt: skip


@on(events.ProceedingArranged, outside=True)
def write_what_was_arranged(event: events.ProceedingArranged) -> None:
    def compose(case: Case, agency: Agency, news: events.CaseNews) -> Sheet:
        task = case.tasks.select_related("proceeding").get(step=event.step)
        return route_wording.arranged(case, task.title, task.proceeding, agency, _on(news))

    _write(event, compose)


def _write_of_a_hearing(
    event: events.HearingOffered | events.HearingCalled | events.HearingHeld,
    words: Callable[[Case, Hearing, Agency, date], Sheet],
) -> None:
    def compose(case: Case, agency: Agency, news: events.CaseNews) -> Sheet:
        hearing = Hearing.objects.get(case=case, task__step=event.step)
        return words(case, hearing, agency, _on(news))

    _write(event, compose)


@on(events.HearingOffered, outside=True)
def write_the_right_to_be_heard(event: events.HearingOffered) -> None:
    _write_of_a_hearing(event, route_wording.hearing_told)


@on(events.HearingCalled, outside=True)
def write_the_call_to_the_hearing(event: events.HearingCalled) -> None:
    _write_of_a_hearing(event, route_wording.hearing_called)


@on(events.HearingHeld, outside=True)
def write_the_protocol(event: events.HearingHeld) -> None:
    _write_of_a_hearing(event, route_wording.hearing_protocol)


@on(events.CaseDelivered, outside=True)
def write_the_delivery(event: events.CaseDelivered) -> None:
    def compose(case: Case, agency: Agency, news: events.CaseNews) -> Sheet:
        results = [
            paper
            for paper in papers_of(case.subject, seen_by=SYSTEM)
            if paper.kind.startswith(("decision", "licence"))
        ]
        return wording.delivery(case, results, event.way, _on(news))

    _write(event, compose)


@on(events.CaseDecided, outside=True)
def issue_the_licence(event: events.CaseDecided) -> None:
    """A yes whose outcome is a licence makes one, once for each case (行政许可法 39, 44).

    The licence that was passed on to this case is superseded with it.
    """
    if not (event.granted and event.licence):
        return
    case = _case(event)
    definition = definition_of(case)
    kind, act = licence_type(case, definition), definition.sheet.outcome.act
    if kind is None:
        return
    agency = _signer(case)
    former = licence_passed_to(case.number, seen_by=SYSTEM)
    until = last_day(case, definition, on=_on(event), former=former)
    # In Chinese, in whatever language somebody acted.
    with override(CHINESE):
        inscription = inscription_of(case, kind, agency, until)
        because = act_word(act) if former else ""
    issue_licence(
        kind=kind.code,
        kind_name=inscription.kind_name,
        ground=case.number,
        holder=str(case.applicant_id),
        holder_name=case.applicant.name,
        agency=agency.code,
        agency_name=agency.name,
        mark=agency.mark,
        facts=inscription.facts,
        valid_from=_on(event),
        valid_until=until,
        numbering=kind.numbering,
        number_label=inscription.number_label,
        layout=kind.layout,
        small_print=inscription.small_print,
        service=case.service,
        because=because,
        # Whoever cancels gets a proof of it, made for the first time.
        act=act if act != "cancel" else "issue",
        listing=listing_of(kind, agency),
        translations=inscriptions_of(case, kind, agency, until),
        by=SYSTEM,
    )


@on(LicenceIssued)
def deliver_with_the_licence(event: LicenceIssued) -> None:
    """The licence is there: with the decision beside it, the result is delivered."""
    _deliver_if_complete(event.subject)


@on(PaperIssued)
def deliver_with_the_decision(event: PaperIssued) -> None:
    """The decision is there: with the licence it calls for, the result is delivered."""
    if event.kind.startswith("decision"):
        _deliver_if_complete(event.subject)


def _deliver_if_complete(number: str) -> None:
    """Every paper of the result lies in the applicant's account, and with that it is delivered."""
    case = Case.objects.filter(number=number, stage=Stage.DECIDED).first()
    if case is None:
        return
    papers = papers_of(number, seen_by=SYSTEM)
    if not any(paper.kind.startswith("decision") for paper in papers):
        return
    wants_licence = case.granted and licence_type(case, definition_of(case)) is not None
    if wants_licence and licence_on(number, seen_by=SYSTEM) is None:
        return
    deliver_case(number, way="download", by=SYSTEM)


@on(AccountBound)
def bring_what_the_account_began(event: AccountBound) -> None:
    """Nothing begun before somebody was identified is lost: it goes where its account went."""
    follow_the_account(event.before, event.party, by=SYSTEM)
