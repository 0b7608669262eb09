"""A paper on the portal: as it was sealed, and beside it what it says in the reader's language."""

import re

import pytest
from django.urls import reverse
from tests.channels.portal.citizen import Citizen
from tests.world import World

from onedoor.casework.cases.models import Case
from onedoor.kernel.actors import SYSTEM
from onedoor.registers.papers.models import Paper
from onedoor.registers.papers.queries import papers_of

FIRM = "duolang_books"
# The title as each says it, and the sentence on which of both has legal force.
SAID = {
    "en": ("Receipt of the application", "Only the Chinese document has legal force."),
    "ug": ("تاپشۇرۇۋېلىش تالونى", "پەقەت خەنزۇچە ھۆججەتلا قانۇنىي كۈچكە ئىگە"),
}


@pytest.fixture
def case(world: World) -> Case:
    return world.a_submitted_case()


def receipt_of(case: Case) -> Paper:
    return papers_of(case.subject, seen_by=SYSTEM)[0]


def page(case: Case, language: str = "zh-hans", who: str = FIRM) -> str:
    citizen = Citizen(who)
    citizen.get(f"/mode?lang={language}")
    address = reverse("portal:read-paper", args=[receipt_of(case).pk])
    return citizen.get(address).content.decode()


def articles(html: str) -> dict[str, str]:
    """By language, the sheets that the page shows."""
    found = re.findall(
        r'<article class="[^"]*doc[^"]*" lang="([^"]+)"[^>]*>(.*?)</article>', html, re.S
    )
    return dict(found)


@pytest.mark.parametrize("language", SAID)
def test_beside_the_chinese_paper_stands_its_translation(case: Case, language: str) -> None:
    html = page(case, language)
    title, force = SAID[language]
    shown = articles(html)
    assert set(shown) == {"zh-Hans", language}
    assert force in html
    assert "收件凭证" in shown["zh-Hans"] and title not in shown["zh-Hans"]
    assert title in shown[language] and "收件凭证" not in shown[language]
    assert case.number in shown[language] and case.number in shown["zh-Hans"]
    # The name stays, and is read aloud as what it is.
    assert f'<bdi lang="zh-Hans">{case.applicant_name}' in shown[language]


def test_readers_of_chinese_see_the_paper_alone(case: Case) -> None:
    html = page(case)
    assert set(articles(html)) == {"zh-Hans"} and "译文" not in html


@pytest.mark.parametrize("language", SAID)
def test_a_paper_kept_before_there_were_translations_is_shown_and_says_so(
    case: Case, language: str
) -> None:
    Paper.objects.filter(pk=receipt_of(case).pk).update(translated=None)
    html = page(case, language)
    assert set(articles(html)) == {"zh-Hans"}
    assert f"<h1>{SAID[language][0]}</h1>" in html
    says = {"en": "There is no translation of this document", "ug": "بۇ ھۆججەتنىڭ تەرجىمىسى يوق"}
    assert says[language] in html


@pytest.mark.parametrize("language", SAID)
def test_a_case_lists_its_papers_in_the_readers_language(case: Case, language: str) -> None:
    citizen = Citizen(FIRM)
    citizen.get(f"/mode?lang={language}")
    html = citizen.get(reverse("portal:case", args=[case.number])).content.decode()
    address = reverse("portal:read-paper", args=[receipt_of(case).pk])
    assert f'<a href="{address}">{SAID[language][0]}</a>' in html


def test_nobody_else_reads_it(case: Case) -> None:
    answer = Citizen("gulnur").get(reverse("portal:read-paper", args=[receipt_of(case).pk]))
    assert answer.status_code == 404
