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

from onedoor.casework.cases.finding import facts_of, reached
from onedoor.casework.cases.models import Case, Draft, Material
from onedoor.casework.forms.questions import (
    accepted,
    is_unanswered,
    visible_fields,
    visible_sections,
)
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes.identity import birth_date
from onedoor.kernel.time import days, local, today
from onedoor.registers.catalogue.definition import Document, Field, ServiceDefinition
from onedoor.registers.catalogue.queries import version
from onedoor.registers.licences.queries import Licence, licences_of, standing_of
from onedoor.registers.people.queries import Party, party_for
from onedoor.registers.transcripts.queries import Transcript, stands, transcripts_of

# Files of earlier applications are offered again for so long.
REUSED_WITHIN = days(365)
# Earlier applications looked through, the newest first.
_MOST = 20
# What is said of the party itself: of several answers the latest holds. What is said of others
# (a child, an expert, a vehicle) is taken from matters that agree, never put together from two.
_ONESELF = ("person", "firm")
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
    """A value with where it comes from: `origin` is a reference fit to be kept.

    Of rows each cell stands under its meaning: another form may name its columns otherwise.
    """

    value: Any
    origin: str


@dataclass(frozen=True)
class Held:
    """A document that is there already: a licence in force, a compared paper, a file of before."""

    document: str
    grade: str
    origin: str
    material: Material | None = None


def party_facts(party: Party, *, by: Actor) -> dict[str, Fact]:
    """What the register of parties says, by meaning.

    The number of a firm's legal representative goes to the firm and to the representative alone,
    not to an agent (个人信息保护法 6).
    """
    known = OF_PARTY.get(party.kind, {})
    found = {meaning: getattr(party, name) for meaning, name in known.items()}
    if party.kind == "person" and party.number_kind == "citizen":
        found["person.age"] = str(_years_since(birth_date(party.number)))
    head = str(party.represented_by_id or "")
    if head and by.own_party in (party.ref, head):
        one = party_for(head, seen_by=SYSTEM)
        if one.number_kind == "citizen":
            found["firm.representative_number"] = one.number
    return {meaning: Fact(value, "party") for meaning, value in found.items() if value}


def likely_facts(party: Party, *, by: Actor) -> dict[str, Fact]:
    """What holds of a firm until somebody says otherwise, by meaning.

    Its place of business is where it is registered (市场主体登记管理条例 8), and whom to ask is
    whoever acts for it now.
    """
    if party.kind != "organisation":
        return {}
    found = {"premises.address": party.address}
    if by.own_party not in ("", party.ref):
        one = party_for(by.own_party, seen_by=by)
        if one.kind == "person":
            found |= {"contact.name": one.name, "contact.phone": one.phone}
    return {meaning: Fact(value, "party") for meaning, value in found.items() if value}


def _years_since(day: date) -> int:
    now = today()
    return now.year - day.year - ((now.month, now.day) < (day.month, day.day))


def earlier_cases(party: str, *, by: Actor) -> list[Case]:
    """The party's own applications that were not turned away, the newest first.

    Under a mandate only those that it lets one see.
    """
    cases = reached(Case.objects.filter(applicant_id=UUID(party)), "see", by=by).exclude(
        stage__in=["not-accepted", "withdrawn"]
    )
    return list(cases.select_related("applicant").order_by("-submitted_at")[:_MOST])


def in_force(party: str, *, by: Actor) -> list[Licence]:
    """The party's licences that hold today."""
    return [each for each in licences_of(party, seen_by=by) if standing_of(each) == "valid"]


def facts_held(party: str, licences: list[Licence], *, service: str, by: Actor) -> dict[str, Fact]:
    """What these licences in force and earlier applications of the party say, by meaning.

    For the party itself the latest holds. What is said of others comes from the latest matter of
    this very service, then from such matters as do not say otherwise of the same thing.
    """
    ended_in = {each.ground: each for each in licences}
    cases = earlier_cases(party, by=by)
    said = {each.number: list(_said_in(each, ended_in.get(each.number))) for each in cases}
    found: dict[str, Fact] = {}
    for case in cases:
        for meaning, fact in said[case.number]:
            if _thing(meaning) in _ONESELF:
                found.setdefault(meaning, fact)
    for case in sorted(cases, key=lambda each: each.service != service):
        others: dict[str, dict[str, Fact]] = {}
        for meaning, fact in said[case.number]:
            if _thing(meaning) not in _ONESELF:
                others.setdefault(_thing(meaning), {}).setdefault(meaning, fact)
        for facts in others.values():
            if all(found.get(name, one).value == one.value for name, one in facts.items()):
                found = facts | found
    return found


def _thing(meaning: str) -> str:
    return meaning.partition(".")[0]


def _said_in(case: Case, licence: Licence | None) -> Iterator[tuple[str, Fact]]:
    """What the matter's licence says, and after it what its form was answered."""
    definition = version(case.version_id).parsed
    printed: set[str] = set()
    mine = f"case:{case.number}"
    if licence is not None and definition.licence is not None:
        mine = f"licence:{licence.number}"
        printed = {line.fact for line in definition.licence.lines}
        for meaning, own in _on_the_licence(case, licence, definition):
            yield meaning, Fact(own, mine)
    for field in definition.form.all_fields():
        value = case.answers.get(field.id)
        if not _is_kept(field) or is_unanswered(value):
            continue
        origin = mine if field.id in printed else f"case:{case.number}"
        if field.type == "rows":
            value = _by_meaning(field, value)
        yield field.meaning, Fact(value, origin)


def _on_the_licence(
    case: Case, licence: Licence, definition: ServiceDefinition
) -> Iterator[tuple[str, str]]:
    """The licence's own facts that forms ask: its number, its days, what a table gave."""
    assert definition.licence is not None
    known = {
        "licence.number": licence.number,
        "decided_on": licence.valid_from.isoformat(),
        "valid_until": licence.valid_until.isoformat() if licence.valid_until else "",
    }
    wanted = definition.licence.meanings
    if set(wanted) - set(known):
        known |= {name: str(fact) for name, fact in facts_of(case).items()}
    for name, meaning in wanted.items():
        if value := known.get(name):
            yield meaning, value


def _is_kept(field: Field) -> bool:
    """Whether an answer serves again: not a statement, and not what is asked anew."""
    return bool(field.meaning) and field.type != "signed" and not field.anew


def _by_meaning(field: Field, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = [part for part in field.fields if _is_kept(part)]
    return [{part.meaning: row[part.id] for part in kept if part.id in row} for row in rows]


def fitting(field: Field, facts: dict[str, Fact]) -> Fact | None:
    """The fact that answers this field, when the field itself would accept it."""
    known = facts.get(field.meaning) if _is_kept(field) else None
    if known is None:
        return None
    value = known.value
    if field.type == "rows":
        if not isinstance(value, list):
            return None
        kept = {part.meaning: part.id for part in field.fields if _is_kept(part)}
        value = [{kept[name]: cell for name, cell in row.items() if name in kept} for row in value]
    value = accepted(field, value)
    return None if value is None else Fact(value, known.origin)


def documents_held(
    documents: list[Document], party: str, licences: list[Licence], *, by: Actor
) -> list[Held]:
    """For each of these documents what is there already, the best first.

    A licence in force, else the scan of a compared paper licence of before that has not run out,
    else a file handed in before.
    """
    files = _files_of(party, by)
    papers = [each for each in transcripts_of(party, seen_by=by) if stands(each)]
    found = []
    for document in documents:
        if document.source != "applicant":
            continue
        licence = next((each for each in licences if each.kind in document.satisfied_by), None)
        if licence is not None:
            found.append(Held(document.id, "A", f"licence:{licence.number}"))
            continue
        paper = next((each for each in papers if each.kind in document.satisfied_by), None)
        if paper is not None:
            scan = _scan_of(paper, document)
            if _fits(document, scan):
                found.append(Held(document.id, scan.grade, f"transcript:{paper.pk}", scan))
                continue
        file = files.get(document.meaning) if document.meaning else None
        if file is not None and file.case is not None and _fits(document, file):
            found.append(Held(document.id, file.grade, f"case:{file.case.number}", file))
    return found


def _scan_of(paper: Transcript, document: Document) -> Material:
    """The scan of a paper licence as a file for this document, under who compared it: grade B."""
    return Material(
        document=document.id, name=paper.scan_name, media_type=paper.scan_type,
        size=paper.scan_size, pages=paper.scan_pages, digest=paper.scan, grade="B",
        checked_by=paper.compared_by, checked_by_name=paper.compared_by_name,
        checked_at=paper.compared_at,
    )  # fmt: skip


def _files_of(party: str, by: Actor) -> dict[str, Material]:
    """The newest file of each meaning that the party handed in and that was not replaced."""
    own = Material.objects.filter(
        case__applicant_id=UUID(party), replaced=False, given_at__date__gte=today() - REUSED_WITHIN
    )
    recent = reached(own, "see", by=by, column="case__service").exclude(
        case__stage__in=["not-accepted", "withdrawn"]
    )
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


def open_fields(draft: Draft, facts: dict[str, Any]) -> list[Field]:
    """The fields asked of this applicant that have no answer yet."""
    known = {**facts, **draft.answers}
    return [
        field
        for section in visible_sections(draft.version.parsed.form, known)
        for field in visible_fields(section, known)
        if is_unanswered(draft.answers.get(field.id))
    ]
