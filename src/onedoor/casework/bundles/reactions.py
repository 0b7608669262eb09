"""What this room does about news: it follows its cases, and writes the papers of the whole."""

from collections.abc import Callable

from onedoor.casework.bundles import events, wording
from onedoor.casework.bundles.actions import follow_the_part, go_on_with
from onedoor.casework.bundles.finding import joint_of
from onedoor.casework.bundles.models import JointCase
from onedoor.casework.cases.events import (
    CaseAccepted,
    CaseClosed,
    CaseDecided,
    CaseEnded,
    CaseLapsed,
    CaseNews,
    CaseNotAccepted,
    CaseWithdrawn,
)
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.kernel.time import local, now
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.papers.actions import issue_paper
from onedoor.registers.papers.kinds import Sheet, in_every_language


def follow_a_case(event: CaseNews) -> None:
    """The bundle follows what happens to one of its cases; told twice, nothing more happens."""
    follow_the_part(event.case)


_ENDINGS = (CaseNotAccepted, CaseClosed, CaseWithdrawn, CaseEnded, CaseLapsed)
for _kind in (CaseAccepted, CaseDecided, *_ENDINGS):
    on(_kind)(follow_a_case)


@on(CaseClosed)
def go_on_with_what_was_granted(event: CaseClosed) -> None:
    """A bundle that waits for this service goes on once it is granted in a case of its own."""
    if event.outcome == "granted":
        go_on_with(event.case)


def _write(event: events.BundleNews, joint: JointCase, compose: Callable[[Agency], Sheet]) -> None:
    agency = agency_called(joint.agency)
    sheet = in_every_language(lambda: compose(agency))
    assert sheet is not None
    issue_paper(
        kind=sheet.kind,
        subject=joint.subject,
        agency=agency.code,
        agency_name=agency.name,
        mark=agency.mark,
        title=sheet.title,
        facts=sheet.facts,
        holder=str(joint.applicant_id),
        at=event.at or now(),
        key=f"{joint.number}:{event.number_in_chain}",
        service=joint.bundle,
        translations=sheet.translations,
        by=SYSTEM,
    )


def _joint(event: events.BundleNews) -> JointCase:
    return JointCase.objects.select_related("applicant").get(number=event.number)


def _on(event: events.BundleNews):  # type: ignore[no-untyped-def]
    assert event.at is not None
    return local(event.at).date()


@on(events.BundleSubmitted, outside=True)
def write_the_joint_receipt(event: events.BundleSubmitted) -> None:
    joint = _joint(event)
    parts = list(joint.parts.order_by("position"))
    whole = joint_of(joint, parts)
    _write(event, joint, lambda agency: wording.receipt(joint, whole, parts, agency, _on(event)))


@on(events.BundleCorrectionsRequested, outside=True)
def write_the_joint_notice(event: events.BundleCorrectionsRequested) -> None:
    joint = _joint(event)
    _write(event, joint, lambda agency: wording.correction_notice(joint, agency, _on(event)))


@on(events.BundleExtended, outside=True)
def write_the_longer_time(event: events.BundleExtended) -> None:
    joint = _joint(event)
    _write(event, joint, lambda agency: wording.extension(joint, agency, _on(event)))
