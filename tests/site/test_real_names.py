"""Sixty real names come through: joining, form, store, paper, code, file for programs, search.

Names are refused by office after office because one of them could not write them. None is changed
or refused on any way here; what nobody can draw stands on paper by its number.
"""

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from tests.channels.portal.citizen import Citizen
from tests.registers.credentials.carrying import CLERK, teacher
from tests.registers.papers.samples import FACTS
from tests.registers.papers.test_rendering_papers import page, words
from tests.slip.test_slips import BUNDLE, KEY, KID, NOW
from tests.slip.test_slips import FACTS as ON_A_SLIP
from tests.world import World

import slip
from onedoor.casework.cases.inboxes import inbox
from onedoor.casework.cases.models import Case
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.codes import name_as_written
from onedoor.oversight.results.models import Result
from onedoor.registers.licences.models import Licence
from onedoor.registers.licences.queries import licences_found
from onedoor.registers.people.actions import join
from onedoor.registers.people.models import Party

_FILE = Path(__file__).parents[1] / "casework/forms/names.txt"
NAMES = [name for name in _FILE.read_text("utf-8").splitlines() if name]
# The dot between two parts, as keyboards, old systems and other offices write it.
LOOK_ALIKE = "•・‧．·∙⋅"


def typed(name: str) -> list[str]:
    """The name as people may type it."""
    return [name, f"  {name}\u200b", *(name.replace("·", dot) for dot in LOOK_ALIKE if "·" in name)]


def test_there_are_sixty_and_each_is_one_name_however_it_is_typed() -> None:
    assert len(NAMES) >= 60
    for name in NAMES:
        assert {name_as_written(each) for each in typed(name)} == {name_as_written(name)}


def test_whoever_joins_is_called_as_they_are_called(world: World) -> None:
    for at, name in enumerate(NAMES):
        account = join(name, email=f"name{at}@example.org", by=SYSTEM)
        assert Party.objects.get(pk=account.party_id).name == name_as_written(name), name


def test_a_form_takes_it_keeps_it_and_shows_it_again(world: World) -> None:
    told = world.story("resettlement")
    world.cast(told.story.applicant)
    citizen = Citizen(told.story.applicant)
    draft = citizen.begin(told.story, "resettlement")
    step = f"/drafts/{draft.pk}/steps/returner"
    for name in NAMES:
        citizen.post(f"{step}/save", returner_name=name)
        draft.refresh_from_db()
        kept = draft.answers["returner_name"]
        assert kept == name_as_written(name)
        assert kept in html.unescape(citizen.get(step).content.decode()), name


def test_a_paper_says_it_and_by_its_number_what_nobody_can_draw() -> None:
    fields = tuple((f"第{at}位", name_as_written(name)) for at, name in enumerate(NAMES))
    said = words(page("acceptance", replace(FACTS["acceptance"], fields=fields)))
    for _, name in fields:
        whole = re.sub(r"\s", "", name)
        assert whole in said or f"〔U+{ord(whole):04X}〕" in said, name


def test_a_code_on_paper_holds_it() -> None:
    for name in NAMES:
        facts = replace(ON_A_SLIP, holder=name_as_written(name))
        text = slip.issue(
            facts, issuer="https://example.org", at=NOW - 10, until=NOW + 80, kid=KID, key=KEY
        )
        read = slip.check(text, bundle=BUNDLE, at=NOW).slip
        assert read and read.facts.holder == name_as_written(name)


def test_a_file_for_programs_says_it_and_the_search_of_decisions_finds_it(world: World) -> None:
    world.play(world.story())
    world.drain()
    for name in NAMES:
        # As a firm is called that is called after its owner.
        Result.objects.update(name=f"{name_as_written(name)}书店")
        for asked in typed(name):
            file = Client().get("/results.csv", {"q": asked}).content.decode("utf-8-sig")
            (line,) = csv.DictReader(io.StringIO(file))
            assert line["XK_XDR_MC"] == f"{name_as_written(name)}书店", asked


def test_a_clerk_finds_the_licence_and_the_case_of_whoever_is_called_so(world: World) -> None:
    licence, case = teacher(world), world.a_case_to_decide()
    clerk = world.clerk(case, "decide")
    for name in NAMES:
        Licence.objects.filter(pk=licence.pk).update(holder_name=name_as_written(name))
        Case.objects.filter(pk=case.pk).update(applicant_name=name_as_written(name))
        for asked in typed(name):
            assert [each.pk for each in licences_found(asked, seen_by=CLERK)] == [licence.pk]
            assert case.pk in [row.case.pk for row in inbox(seen_by=clerk, find=asked)], asked


@pytest.mark.parametrize("name", ["张3", "<b>", "·张"])
def test_what_is_no_name_moves_nothing(name: str, world: World) -> None:
    before = Party.objects.count()
    with pytest.raises(Exception, match=r"字符|名"):
        join(name, email="nobody@example.org", by=SYSTEM)
    assert Party.objects.count() == before
