"""Every way through the situations of a service is known, and what no story meets is said."""

from pathlib import Path

import pytest
from tests.registers.catalogue.conftest import Pack

from onedoor.registers.catalogue.packs import ServicePack, read_packs
from onedoor.registers.catalogue.pathchecks import survey_of
from onedoor.registers.catalogue.paths import all_answers

PACKS = Path(__file__).parents[3] / "packs"
SHEET = "stall/service.yaml"
BASIS = {"law": "条例", "article": "第一条"}


@pytest.fixture(scope="module", params=read_packs(PACKS).services, ids=lambda each: each.code)
def service(request: pytest.FixtureRequest) -> ServicePack:
    found: ServicePack = request.param
    return found


def test_every_path_is_walked_or_made_of_walked_parts_or_excused(service: ServicePack) -> None:
    open_ones = {path.first: survey_of(service).missing[path.first]
                 for path in survey_of(service).open}  # fmt: skip
    assert not open_ones, "write a story that meets these, or say in `uncovered:` why none has to"


def test_every_story_of_a_situation_that_applies_walks_a_path(service: ServicePack) -> None:
    found = survey_of(service)
    walking = {name for path in found.walked for name in path.stories}
    assert walking == {each.name for each in service.stories}


def read(pack: Pack) -> ServicePack:
    (found,) = read_packs(pack.folder).services
    return found


def with_questions(pack: Pack) -> Pack:
    """Two questions more: the second only for those who rent, and one of its answers stops."""
    more = [
        {"id": "landlord", "question": "谁租给您的？",
         "when": {"fact": "situation.place", "is": "rented"},
         "options": [{"value": "market", "label": "市场"},
                     {"value": "nobody", "label": "没有人", "stops": "那就不是租的。"}]},
        {"id": "size", "question": "多大？",
         "options": [{"value": "small", "label": "小"}, {"value": "large", "label": "大"}]},
    ]  # fmt: skip
    for each in more:
        content = pack.content(SHEET)
        pack.change(SHEET, "situations", len(content["situations"]), to=each)
    return pack


def test_a_question_that_does_not_apply_makes_no_paths(pack: Pack) -> None:
    found = list(all_answers(read(with_questions(pack)).definition))
    assert [(answers, stops) for _, answers, stops in found] == [
        ({"place": "owned", "size": "small"}, False),
        ({"place": "owned", "size": "large"}, False),
        ({"place": "rented", "landlord": "market", "size": "small"}, False),
        ({"place": "rented", "landlord": "market", "size": "large"}, False),
        ({"place": "rented", "landlord": "nobody"}, True),
    ]


def test_answers_that_cannot_all_be_true_make_no_path(pack: Pack) -> None:
    rule = {"when": {"all": [{"fact": "situation.place", "is": "owned"},
                             {"fact": "situation.size", "is": "large"}]},
            "sentence": "自己的地方没有这么大的。"}  # fmt: skip
    with_questions(pack).change(SHEET, "impossible", to=[rule])
    ways = [answers for _, answers, _ in all_answers(read(pack).definition)]
    assert {"place": "owned", "size": "large"} not in ways
    assert {"place": "owned", "size": "small"} in ways


def test_paths_on_which_nothing_differs_are_one(pack: Pack) -> None:
    survey = survey_of(read(with_questions(pack)))
    assert survey.total == 2
    assert sorted(len(path.answers) for path in (*survey.walked, *survey.composed)) == [2, 2]


def test_a_limit_that_differs_makes_another_path(pack: Pack) -> None:
    rule = {"when": {"fact": "situation.size", "is": "small"}, "promised": 3, "plain": "小摊",
            "basis": BASIS}  # fmt: skip
    with_questions(pack).change(SHEET, "limits", to=[rule])
    assert survey_of(read(pack)).total == 4


def test_a_part_no_story_meets_is_open_until_it_is_excused_and_no_longer(pack: Pack) -> None:
    pack.change("stall/documents.yaml", "documents", 0, "when",
                to={"fact": "situation.place", "is": "owned"})  # fmt: skip
    (document,) = [
        each.id for each in read(pack).definition.documents.documents if each.when is not None
    ]
    survey = survey_of(read(pack))
    assert [survey.missing[path.first] for path in survey.open] == [(f"document {document}",)]
    excuse = {"part": f"document {document}", "reason": "和别的服务一样的材料。"}
    pack.change(SHEET, "uncovered", to=[excuse])
    survey = survey_of(read(pack))
    assert not survey.open and [path.reason for path in survey.excused] == [excuse["reason"]]
    pack.change("stall/documents.yaml", "documents", 0, "when",
                to={"fact": "situation.place", "is": "rented"})  # fmt: skip
    assert "is met by a story now" in " ".join(str(each) for each in pack.faults())


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"promised": 11}, "wider than the one it narrows"),
        ({"promised": 3, "statutory": 30}, "wider than the one it narrows"),
        ({"promised": 5, "statutory": 4}, "do not fit into 4 by law"),
    ],
)
def test_a_limit_only_narrows(pack: Pack, rule: dict[str, int], problem: str) -> None:
    whole = {"when": {"fact": "situation.place", "is": "owned"}, "plain": "自己的", "basis": BASIS}
    pack.change(SHEET, "limits", to=[whole | rule])
    assert problem in " ".join(str(each) for each in pack.faults())


def test_a_contradiction_is_one_of_situations(pack: Pack) -> None:
    rule = {"when": {"fact": "applicant.kind", "is": "person"}, "sentence": "不行。"}
    pack.change(SHEET, "impossible", to=[rule])
    assert "which is no situation" in " ".join(str(each) for each in pack.faults())
