"""What is known of a party already: facts by their meaning, materials by theirs (never ask twice).

Only the party's own: what its licences in force and its own earlier applications say. The latest
wins. Nothing here is used before the party has said so, once for each application.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.casework.cases.models import Case, Draft, Material
from onedoor.casework.forms.questions import (
    accepted,
    is_unanswered,
    visible_fields,
    visible_sections,
)
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, local, today
from onedoor.registers.catalogue.definition import Document, Field
from onedoor.registers.catalogue.queries import version
from onedoor.registers.licences.queries import licences_of, standing_of
from onedoor.registers.people.queries import Party

# Files of earlier applications are offered again for so long.
REUSED_WITHIN = days(365)
# A statement is made each time anew; it is nobody's knowledge.
_NEVER = ("signed", "rows")
# Earlier applications looked through, the newest first.
_MOST = 20
OF_PARTY = {
    "person": {
        "person.name": "name", "person.citizen_number": "number", "person.phone": "phone",
        "person.address": "address",
    },
    "organisation": {
        "firm.name": "name", "firm.credit_code": "number", "firm.phone": "phone",
        "firm.address": "address", "firm.representative": "representative",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A value with where it comes from: `origin` is a reference fit to be kept."""

    value: Any
    origin: str


@dataclass(frozen=True)
class Held:
    """A document that is there already: a licence in force, or a file handed in before."""

    document: str
    grade: str
    origin: str
    material: Material | None = None


def party_facts(party: Party) -> dict[str, Fact]:
    """What the account's own registration says, by meaning."""
    known = OF_PARTY.get(party.kind, {})
    found = {meaning: getattr(party, name) for meaning, name in known.items()}
    return {meaning: Fact(value, "party") for meaning, value in found.items() if value}


def earlier_cases(party: str) -> list[Case]:
    """The party's own applications that were not turned away, the newest first."""
    cases = Case.objects.filter(applicant_id=UUID(party)).exclude(
        stage__in=["not-accepted", "withdrawn"]
    )
    return list(cases.select_related("applicant").order_by("-submitted_at")[:_MOST])


def facts_held(party: str, *, by: Actor) -> dict[str, Fact]:
    """What earlier applications of the party say, by meaning; those behind licences name them."""
    licences = {
        each.ground: each for each in licences_of(party, seen_by=by) if standing_of(each) == "valid"
    }
    found: dict[str, Fact] = {}
    for case in earlier_cases(party):
        licence = licences.get(case.number)
        origin = f"licence:{licence.number}" if licence else f"case:{case.number}"
        for meaning, value in _said_in(case):
            found.setdefault(meaning, Fact(value, origin))
    return found


def _said_in(case: Case) -> Iterator[tuple[str, Any]]:
    for field in version(case.version_id).parsed.form.all_fields():
        value = case.answers.get(field.id)
        if field.meaning and field.type not in _NEVER and not is_unanswered(value):
            yield field.meaning, value


def fitting(field: Field, facts: dict[str, Fact]) -> Fact | None:
    """The fact that answers this field, when the field itself would accept it."""
    known = facts.get(field.meaning) if field.meaning and field.type not in _NEVER else None
    if known is None:
        return None
    value = accepted(field, known.value)
    return None if value is None else Fact(value, known.origin)


def documents_held(documents: list[Document], party: str, *, by: Actor) -> list[Held]:
    """For each of these documents what is there already, the surest first."""
    licences = [each for each in licences_of(party, seen_by=by) if standing_of(each) == "valid"]
    files = _files_of(party)
    found = []
    for document in documents:
        if document.source != "applicant":
            continue
        licence = next((each for each in licences if each.kind in document.satisfied_by), None)
        if licence is not None:
            found.append(Held(document.id, "A", f"licence:{licence.number}"))
            continue
        file = files.get(document.meaning) if document.meaning else None
        if file is not None and file.case is not None and _fits(document, file):
            found.append(Held(document.id, file.grade, f"case:{file.case.number}", file))
    return found


def _files_of(party: str) -> dict[str, Material]:
    """The newest file of each meaning that the party handed in and that was not replaced."""
    recent = Material.objects.filter(
        case__applicant_id=UUID(party), replaced=False, given_at__date__gte=today() - REUSED_WITHIN
    ).exclude(case__stage__in=["not-accepted", "withdrawn"])
    found: dict[str, Material] = {}
    for file in recent.select_related("case").order_by("-given_at"):
        assert file.case is not None
        for document in version(file.case.version_id).parsed.documents.documents:
            if document.id == file.document and document.meaning:
                best = found.get(document.meaning)
                if best is None or (file.grade < best.grade):
                    found[document.meaning] = file
    return found


def _fits(document: Document, file: Material) -> bool:
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png",
              "application/ofd": "ofd"}.get(file.media_type, "")  # fmt: skip
    return ending in document.formats and file.size <= document.max_mb * 1024 * 1024


def origin_words(origin: str, case: Case | None = None, licence_name: str = "") -> str:
    """Where a value comes from, for the person: 来自您 2026 年 7 月办的“…”，可以改."""
    if origin == "party":
        return _("来自您的实名账户")
    if licence_name:
        return _("来自您的{name}，可以改").format(name=licence_name)
    if case is None:
        return _("来自您以前填的，可以改")
    when: date = local(case.submitted_at).date()
    return _("来自您 {year} 年 {month} 月办的“{title}”，可以改").format(
        year=when.year, month=when.month, title=case.service_title
    )


def watermark(grade: str, agency: str) -> str:
    """What stands across a copy that is shown again, by its grade."""
    if grade == "A":
        return _("此件由{agency}提供，仅供办理政务服务事项时使用").format(agency=agency)
    if grade == "B":
        return _("此件经与原件核对无误，仅供办理政务服务事项时使用")
    return ""


def open_fields(draft: Draft, facts: dict[str, Any]) -> list[Field]:
    """The fields asked of this applicant that have no answer yet."""
    known = {**facts, **draft.answers}
    return [
        field
        for section in visible_sections(draft.version.parsed.form, known)
        for field in visible_fields(section, known)
        if is_unanswered(draft.answers.get(field.id))
    ]
