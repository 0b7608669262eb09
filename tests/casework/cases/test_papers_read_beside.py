"""Papers are Chinese, whoever acts; beside each stands what it says, in the other languages."""

import re
from datetime import date

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override
from tests.read_beside import faults_of
from tests.world import World

from onedoor.casework.cases import events, route_wording, wording
from onedoor.casework.cases.finding import definition_of, news
from onedoor.casework.cases.models import Case, Correction, Hearing, Proceeding, Standstill
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.languages import other_languages
from onedoor.registers.agencies.queries import agency
from onedoor.registers.papers.copies import words
from onedoor.registers.papers.kinds import KINDS, Sheet, in_every_language
from onedoor.registers.papers.models import Paper
from onedoor.registers.papers.queries import document_of, papers_of

DAY = date(2026, 9, 7)
LATER = date(2026, 10, 9)
# Of a licence, another for each.
IDENTIFIER = re.compile(r"'identifier': '[^']*'")
# In a clerk's own words: these are never translated.
WORDS, CHAIR = "还要到现场看一次。", "艾力"


def sheets(case: Case) -> dict[str, Sheet]:
    """Every paper a case can be told by, as it would be written of this one."""
    definition, office, on = definition_of(case), agency(case.agency), DAY
    hearing = Hearing(
        case=case, matter=WORDS, request_by=LATER, held_on=LATER, begins="10:00", place=WORDS,
        chair_name=CHAIR, protocol=f"{WORDS}\n{WORDS}", signed_by=WORDS,
    )  # fmt: skip
    test = Proceeding(case=case, done_by=WORDS, planned_days=1, arranged_on=DAY)
    step = definition.route.steps[0].title.zh if definition.route.steps else WORDS
    point = next(each.points[0] for each in definition.documents.documents if each.points)
    case.told_missing_on, case.extension_days, case.extension_reasons = DAY, 5, WORDS
    case.correction = Correction(case=case, told_on=DAY, items=[
        {"title": point.title.zh, "problem": problem, "document_name": "", "basis": ""}
        for problem in (point.unmet.zh, WORDS)
    ])  # fmt: skip
    stood = Standstill(case=case, title=step, reasons=WORDS, planned_days=3, began_on=DAY)
    accepted = [
        events.CaseAccepted(**news(case), accepted_on=DAY, statutory_due=LATER, promised_due=LATER,
                            deemed=deemed)
        for deemed in (False, True)
    ]  # fmt: skip
    over = events.CaseLapsed(**news(case), told_on=DAY, answer_by=LATER)
    went = events.CaseTransferred(**news(case), from_agency="", from_division="", answer_by=LATER)

    def refused(ground: str) -> Sheet:
        case.refusal_ground, case.reasons, case.right_body = ground, WORDS, office.name
        return wording.non_acceptance(case, definition, office, on)

    def decided(granted: bool, reasons: str) -> Sheet:
        case.granted, case.reasons, case.terms = granted, reasons, WORDS
        return wording.decision(case, definition, office, on)

    made = {
        "receipt": lambda: wording.receipt(case, definition, office, on),
        "correction": lambda: wording.correction_notice(case, definition, office, on),
        "accepted": lambda: wording.acceptance(case, accepted[0], office, on),
        "deemed": lambda: wording.acceptance(case, accepted[1], office, on),
        **{ground: lambda ground=ground: refused(ground)
           for ground in ("not-needed", "not-ours", "not-entitled")},
        "suspended": lambda: wording.suspension(case, stood, office, on),
        "extended": lambda: wording.extension(case, definition, office, on),
        "granted": lambda: decided(True, wording.BY_RULE),
        "not granted": lambda: decided(False, WORDS),
        **{way: lambda way=way: wording.delivery(case, [], way, on)
           for way in ("download", "window", "post")},
        "hearing told": lambda: route_wording.hearing_told(case, hearing, office, on),
        "hearing called": lambda: route_wording.hearing_called(case, hearing, office, on),
        "hearing held": lambda: route_wording.hearing_protocol(case, hearing, office, on),
        "arranged": lambda: route_wording.arranged(case, step, test, office, on),
        "lapsed": lambda: route_wording.lapsed(case, over, office, on),
        "transferred": lambda: route_wording.transferred(case, went, office, on),
    }  # fmt: skip
    told = {name: in_every_language(compose) for name, compose in made.items()}
    return {name: sheet for name, sheet in told.items() if sheet}


def as_paper(case: Case, sheet: Sheet) -> Paper:
    return Paper(
        kind=sheet.kind, title=sheet.title, facts=sheet.facts.as_json(), subject=case.subject,
        translated={code: each.as_json() for code, each in sheet.translations.items()},
    )  # fmt: skip


def test_every_paper_of_a_case_can_be_read_in_every_language(world: World) -> None:
    """Of the same values, and nothing is left in Chinese that is ours to say."""
    case = world.a_submitted_case()
    made = sheets(case)
    assert {sheet.kind for sheet in made.values()} == {
        kind for kind in KINDS if not kind.startswith("licence")
    }
    for sheet in made.values():
        assert faults_of([as_paper(case, sheet)], case, wrote=[WORDS, CHAIR]) == []


def test_what_a_clerk_wrote_stays_as_it_was_written(world: World) -> None:
    made = sheets(world.a_submitted_case())
    first, second = made["correction"].translations["en"].facts.items
    assert (first.problem, second.problem) == (
        "Please add the page of the lease with both signatures.", WORDS,
    )  # fmt: skip
    for each in made["not granted"].translations.values():
        assert any(WORDS in paragraph for paragraph in each.facts.paragraphs)


@pytest.mark.parametrize("language", other_languages())
def test_a_paper_is_the_same_chinese_in_whatever_language_somebody_acted(
    world: World, language: str
) -> None:
    told = world.story()
    usual = written(world.play(told))
    with override(language):
        # Whoever acts does so in this language, and so do the reactions that follow at once.
        assert _("受理") != "受理"
        assert written(world.play(told)) == usual
    assert {kind for kind, *_rest in usual} >= {"receipt", "decision-grant", "licence-landscape"}


def written(case: Case) -> list[tuple[str, str, str]]:
    """What each paper of the case says, and its translations, but for the numbers of the case."""
    papers = papers_of(case.subject, seen_by=SYSTEM)
    assert papers
    said = [(each.kind, each.title, f"{each.facts} {each.translated}") for each in papers]
    licences = [each.number for each in papers if each.kind.startswith("licence")]
    for number in (case.number, case.query_code, *licences):
        said = [(kind, title, told.replace(number, "…")) for kind, title, told in said]
    return sorted((kind, title, IDENTIFIER.sub("", told)) for kind, title, told in said)


def test_nothing_of_a_translation_is_in_the_sealed_file(world: World) -> None:
    (paper,) = papers_of(world.a_submitted_case().subject, seen_by=SYSTEM)
    page = words(document_of(paper.pk, seen_by=SYSTEM))
    assert "收件凭证" in page and "Receipt" not in page
    told = paper.said_in("en")
    assert told is not None and told["title"] == "Receipt of the application"
