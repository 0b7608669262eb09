"""What stands on the licence that a case ends in: the lines of its type, filled from the case.

In the language in force: in Chinese for the licence, in others for what is read beside it.
"""

from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.casework.cases.finding import definition_of, facts_of
from onedoor.casework.cases.models import Case
from onedoor.casework.forms.questions import readable
from onedoor.kernel.languages import in_other_languages, written_day
from onedoor.kernel.time import local, months_after
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import LicenceType, ServiceDefinition, say
from onedoor.registers.catalogue.speaking import said
from onedoor.registers.licences.actions import Inscription, Listing
from onedoor.registers.licences.queries import Licence


def licence_type(case: Case, definition: ServiceDefinition) -> LicenceType | None:
    """The type of licence a grant of this case ends in; None when its decision is all there is.

    None too where the applicant is of a kind that may not hold the type: a school that files for
    its driver is told the decision, and does not come to hold what is the driver's.
    """
    kind = definition.licence
    return kind if kind is not None and case.applicant.kind in kind.holder else None


def last_day(
    case: Case, definition: ServiceDefinition, *, on: date, former: Licence | None
) -> date | None:
    """The last day of the licence granted on the day `on`; None when it knows no end.

    The type says which answer tells it, else how long it runs. Whatever only changes or replaces a
    licence gives no longer time: it keeps the last day of the `former` one.
    """
    kind = definition.licence
    assert kind is not None
    if kind.until:
        said = case.answers.get(kind.until)
        return date.fromisoformat(said) if said else None
    if former is not None and definition.sheet.outcome.act in ("change", "replace"):
        return former.valid_until
    return _so_long(kind, on)


def _so_long(kind: LicenceType, valid_from: date) -> date | None:
    if kind.valid_days is not None:
        return valid_from + timedelta(days=kind.valid_days)
    if kind.valid_months is None:
        return None
    return months_after(valid_from, kind.valid_months) - timedelta(days=1)


def listing_of(kind: LicenceType, agency: Agency) -> Listing:
    """What the directory says of a licence of this type from this agency."""
    return Listing(
        type_code=kind.type_code,
        issuer_code=agency.credit_code,
        remind_days=kind.remind_days,
        check_months=kind.check.months if kind.check else 0,
        check_words=say(kind.check.words) if kind.check else "",
    )


def inscription_of(
    case: Case, kind: LicenceType, agency: Agency, until: date | None
) -> Inscription:
    """The licence as it reads in the language in force."""
    return Inscription(
        kind_name=said(kind.name),
        facts=_lines(case, kind, agency, until),
        number_label=_number_label(kind),
        small_print=said(kind.note) if kind.note else "",
    )


def inscriptions_of(
    case: Case, kind: LicenceType, agency: Agency, until: date | None
) -> dict[str, Inscription]:
    """The same in every language besides Chinese."""
    return in_other_languages(lambda: inscription_of(case, kind, agency, until))


def _number_label(kind: LicenceType) -> str:
    """The words before the licence's number; empty when the type prints none."""
    return next((said(line.label) for line in kind.lines if line.fact == "licence.number"), "")


def _lines(
    case: Case, kind: LicenceType, agency: Agency, until: date | None
) -> list[tuple[str, str]]:
    """The filled lines, label and value; a line with nothing to say is left out."""
    decided = case.decided_on or local(case.submitted_at).date()
    known = {
        "applicant.name": case.applicant.name,
        "applicant.number": case.applicant.number,
        "applicant.address": case.applicant.address,
        "applicant.representative": case.applicant.representative,
        "agency.name": agency.name,
        "case.number": case.number,
        "decided_on": written_day(decided),
        "valid_until": written_day(until) if until else _("长期"),
    } | _answers(case)
    lines = []
    for line in kind.lines:
        value = said(line.text) if line.text else known.get(line.fact, "")
        if value:
            lines.append((said(line.label), value))
    return lines


def _answers(case: Case) -> dict[str, str]:
    """Every answer in words, by field id, and what the tables gave."""
    form, facts = definition_of(case).form, facts_of(case)
    words = {
        field.id: readable(field, case.answers[field.id], get_language() or "zh")
        for field in form.all_fields()
        if field.id in case.answers
    }
    given = {name: str(fact) for name, fact in facts.items() if name.startswith("decision.")}
    return words | given
