"""What one part of a service says of another must be true; one planted fault for each check."""

import shutil

import pytest

SHEET, FORM, ROUTE = "stall/service.yaml", "stall/form.yaml", "stall/route.yaml"
POINTS, FEE, STANDARD = ("tables", 0), ("tables", 1), ("tables", 2)
DOCUMENTS, DECISIONS = "stall/documents.yaml", "stall/decisions.yaml"
AGENCY, LICENCE = "agency.yaml", "licences/stall-licence.yaml"
STORY = "stall/stories/granted.yaml"
AREA = ("sections", 1, "fields", 0)
GOODS = ("sections", 1, "fields", 1)
ADDRESS = ("sections", 1, "fields", 3)
PAID = ("sections", 1, "fields", 4, "fields", 1)

PIECE = {
    "kind": "notice", "column": "latest-notices", "agency": "press-baicheng", "by": "li",
    "signed_by": "li", "days_ago": 1, "title": "题", "summary": "要", "body": "文",
}  # fmt: skip

PLANTED = [
    (SHEET, ("code",), "stool", "The folder is called `stall`"),
    (SHEET, ("offerings", 0, "agency"), "press-wensu", "No agency is called `press-wensu`."),
    (SHEET, ("within", "promised"), 30, "30 promised days do not fit"),
    (SHEET, ("offerings", 0, "promised"), 25, "more days than the law"),
    (SHEET, ("within", "starts"), "intake-end", "intake windows need one another"),
    (SHEET, ("outcome", "licence"), "stall-license", "No licence is called"),
    (SHEET, ("outcome", "licence"), None, "which is not said"),
    (SHEET, ("catalogue_code",), "000539014000", "of another kind"),
    (SHEET, ("handling_code",), "00013901400101", "does not begin with"),
    (SHEET, ("situations", 0, "when"), {"fact": "situation.place", "is": "owned"}, "not known by"),
    (SHEET, ("situations", 0, "options", 1, "value"), "owned", "two answers called `owned`"),
    (FORM, (*AREA, "id"), "name", "two fields called `name`"),
    (FORM, (*AREA, "meaning"), "person.name", "asked for a second time"),
    (FORM, ("sections", 1, "id"), "who", "two sections called `who`"),
    (FORM, (*GOODS, "options", 1, "value"), "books", "two options called `books`"),
    (FORM, (*ADDRESS, "when"), {"fact": "onlin", "is": True}, "`onlin`, which nothing gives"),
    (FORM, (*ADDRESS, "when"), {"fact": "online", "is": "shop"}, "can never be “shop”"),
    (FORM, (*ADDRESS, "when"), {"fact": "goods", "in": ["maps"]}, "can never be “maps”"),
    (FORM, (*ADDRESS, "when"), {"fact": "name", "at_least": 3}, "can never be the number 3"),
    (FORM, (*PAID, "when"), {"fact": "helper_nam", "given": True}, "which nothing gives"),
    (DOCUMENTS, ("documents", 0, "when", "is"), "lent", "can never be “lent”"),
    (DOCUMENTS, ("documents", 0, "points", 0, "step"), "visits", "which the route has not"),
    (DOCUMENTS, ("points", 0, "id"), "lease_signed", "two review points called"),
    (DOCUMENTS, ("documents", 0, "sample"), "none.pdf", "There is no file `none.pdf`"),
    (DOCUMENTS, ("documents", 0, "sample"), "../service.yaml", "There is no file"),
    (ROUTE, ("accept", "post"), "king", "Nobody holds the post `king`"),
    (ROUTE, ("steps", 1, "body", "function"), "army", "of `army` for press-baicheng"),
    (ROUTE, ("steps", 1, "body", "place"), "prefecture", "at the prefecture"),
    (
        ROUTE,
        ("steps", 1, "ways"),
        [{"when": {"fact": "area", "at_least": 9}, "post": "king", "plain": "大的另办。"}],
        "Nobody holds the post `king`",
    ),
    (
        ROUTE,
        ("steps", 1, "ways"),
        [
            {
                "when": {"fact": "area", "at_least": 9},
                "body": {"place": "region"},
                "plain": "大的另办。",
            }
        ],
        "at the region",
    ),
    (ROUTE, ("steps", 0, "kind"), "co-decision", "names no other body"),
    (ROUTE, ("steps", 0, "kind"), "hearing", "run on the clock"),
    (ROUTE, ("steps", 1, "id"), "visit", "two steps called `visit`"),
    (ROUTE, ("steps", 2, "after"), ["later"], "not a step above it"),
    (ROUTE, ("automatic",), {"fact": "online", "is": True}, "Only a service decided at once"),
    (DECISIONS, (*POINTS, "inputs", 0, "asks"), "size", "`size`, which nothing gives"),
    (DECISIONS, (*POINTS, "inputs", 0, "type"), "string", "`area` is no string"),
    (DECISIONS, (*POINTS, "rules", 0, "when", 0), "fee.amount", "`fee`, which nothing gives"),
    (DECISIONS, (*POINTS, "rules", 0, "when", 0), ">= (4", "is not FEEL"),
    (DECISIONS, (*POINTS, "rules", 0, "then", 0), '"five"', "is no number"),
    (DECISIONS, (*POINTS, "rules", 1, "when", 1), 'list contains(?, "maps")', "never be “maps”"),
    (DECISIONS, (*POINTS, "rules", 1, "when", 0), "[9..1]", "Row 2 can never be what is taken"),
    (DECISIONS, (*POINTS, "rules", 0, "when", 0), "> 9999", "No story reaches row 1"),
    (DECISIONS, (*POINTS, "rules", 0, "unreached"), "nobody", "reaches row 1, which says why"),
    (DECISIONS, (*FEE, "rules", 0, "when", 0), "<= 4", "Rows 1 and 2 both hold for 面积 4"),
    (DECISIONS, (*FEE, "rules", 0, "when", 0), "< 3", "No row holds for 面积"),
    (DECISIONS, (*FEE, "id"), "area", "Something else is called `area`"),
    (DECISIONS, (*FEE, "id"), "ceiling", "`ceiling` is a function of FEEL"),
    (DECISIONS, (*STANDARD, "rules", 0, "then", 0), '"maybe"', "none of the values of `course`"),
    (SHEET, ("outcome", "act"), "cancel", "which type of licence is not said"),
    (SHEET, ("outcome", "of"), "area", "the grant does nothing to it"),
    (SHEET, ("outcome", "on"), "stall-licence", "the grant does nothing to it"),
    (LICENCE, ("until",), "area", "is no date that `stall` asks for"),
    (LICENCE, ("lines", 1, "fact"), "colour", "shows `colour`"),
    (LICENCE, ("lines",), [], "shows nothing"),
    (LICENCE, ("numbering",), "第{seq:999999999}号", "wider than 12"),
    (LICENCE, ("numbering",), "第{seq.__class__}号", "not known"),
    (LICENCE, ("numbering",), "第{0}号", "not known"),
    (LICENCE, ("numbering",), "第号", "no running number"),
    (LICENCE, ("numbering",), "第{seq号", "cannot be read"),
    (AGENCY, ("agencies", 0, "division"), "652922000000", "is not listed"),
    (AGENCY, ("agencies", 0, "credit_code"), "11652926129260604X", "does not pass its check"),
    (AGENCY, ("agencies", 1, "code"), "press-baicheng", "Two agencies are called"),
    (AGENCY, ("agencies", 0, "posts", 1, "id"), "window", "stands here twice"),
    ("sample-city.yaml", ("staff", 0, "posts"), ["press-baicheng/king"], "no post `press-b"),
    ("sample-city.yaml", ("staff", 0, "ref"), "ada", "are called `ada`"),
    ("sample-city.yaml", ("pieces",), [PIECE | {"signed_by": "eve"}], "no clerk `eve`"),
    ("sample-city.yaml", ("pieces",), [PIECE | {"agency": "army"}], "no agency `army`"),
    ("sample-city.yaml", ("pieces",), [PIECE | {"matters": ["stool"]}], "no matter `stool`"),
    (
        "sample-city.yaml",
        ("pieces",),
        [PIECE | {"points": [{"heading": "变", "text": "化", "matter": "stool"}]}],
        "no matter `stool`",
    ),
    ("divisions.yaml", ("divisions", 1, "parent"), "652800000000", "around it"),
    (STORY, ("at",), "police-baicheng", "does not offer this service"),
    (STORY, ("applicant",), "eve", "Nobody in the sample city"),
    (STORY, ("situation", "place"), "lent", "has no answer `lent`"),
    (STORY, ("answers", "colour"), "red", "no field `colour`"),
    (STORY, ("answers", "goods"), ["maps"], "no option `maps`"),
    (STORY, ("answers", "online"), "no way", "true or false"),
    (STORY, ("answers", "number"), 652999198506120027, "not a number"),
    (STORY, ("answers", "helpers", 0, "helper_age"), 3, "no field `helper_age`"),
    (STORY, ("answers", "helpers"), "two", "holds rows"),
    (STORY, ("documents", "lease"), "gone.pdf", "There is no file `gone.pdf`"),
    (STORY, ("documents", "deed"), "drawn", "no document `deed`"),
    (STORY, ("steps", 1, "day"), -1, "comes after day"),
    (STORY, ("steps", 1, "who"), "eve", "Nobody in the sample city"),
    (STORY, ("steps", 2, "with", "step"), "walk", "no step `walk`"),
    (STORY, ("steps", 2, "with", "marks"), {"roof": "met"}, "no review point `roof`"),
    (STORY, ("steps", 2, "with", "marks"), {"place_seen": "good"}, "cannot be marked"),
    (STORY, ("steps", 2, "with", "result"), "maybe", "cannot be “maybe”"),
    (STORY, ("steps", 3, "with", "grant"), True, "knows no `grant`"),
    (STORY, ("steps", 3, "with"), {}, "needs `granted`"),
    (STORY, ("ends", "stage"), "gone", "stage `gone`"),
    (STORY, ("ends", "result"), "lost", "result `lost`"),
    (STORY, ("ends", "licence"), "passport", "does not give the licence"),
]


def test_silence_of_our_own_post_means_nothing(pack) -> None:
    step = dict(pack.content(ROUTE)["steps"][0])
    step |= {"silence": "agrees", "silence_basis": {"law": "测试办法"}}
    pack.change(ROUTE, "steps", 0, to=step)
    assert "no other body is asked" in pack.only_fault().problem


def test_a_first_examination_takes_no_more_than_twenty_days(pack) -> None:
    step = dict(pack.content(ROUTE)["steps"][1]) | {
        "kind": "first-examination", "working_days": 21, "counts": False,
    }  # fmt: skip
    pack.change(ROUTE, "steps", 1, to=step)
    assert any("twenty days" in fault.problem for fault in pack.faults())


@pytest.mark.parametrize(("file", "place", "to", "words"), PLANTED)
def test_a_planted_fault_is_found_on_its_line(pack, file, place, to, words):
    found = pack.change(file, *place, to=to).faults()
    hits = [each for each in found if words in each.problem]
    assert len(hits) == 1, "\n".join(map(str, found))
    assert hits[0].file == f"town/{file}"
    assert hits[0].remedy
    assert 1 <= hits[0].line <= len(pack.path(file).read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ({"act": "renew", "of": "colour"}, "`of` names `colour`, which the form does not ask"),
        ({"act": "renew", "on": "passport"}, "No licence is called `passport`"),
        ({"act": "change", "type": "document", "licence": None}, "names none"),
    ],
)
def test_a_grant_that_acts_on_a_licence_says_which_and_what_comes_after(pack, outcome, words):
    said = {**pack.content(SHEET)["outcome"], **outcome}
    pack.change(SHEET, "outcome", to={key: each for key, each in said.items() if each})
    assert any(words in each.problem for each in pack.faults())


@pytest.mark.parametrize(
    "outcome", [{"act": "renew", "of": "goods"}, {"act": "cancel", "on": "stall-licence"}]
)
def test_a_grant_that_names_its_licence_is_sound(pack, outcome):
    said = {**pack.content(SHEET)["outcome"], **outcome}
    assert pack.change(SHEET, "outcome", to=said).faults() == []


def test_an_act_that_is_to_be_refused_may_say_anything(pack):
    steps = pack.content("stall/stories/corrected.yaml")["steps"]
    assert any(step.get("refused") for step in steps)
    assert pack.faults() == []


def test_two_services_of_one_code_are_found(pack):
    shutil.copytree(pack.path("stall"), pack.path("stool"))
    assert any("Two services are called `stall`" in each.problem for each in pack.faults())


def test_two_licences_of_one_code_are_found(pack):
    shutil.copy(pack.path(LICENCE), pack.path("licences/other.yaml"))
    pack.change("licences/other.yaml", "type_code", to="11652926129260604Y002")
    assert "Two licences are called" in pack.only_fault().problem


def test_two_types_of_licences_never_share_a_place_in_the_directory(pack):
    shutil.copy(pack.path(LICENCE), pack.path("licences/other.yaml"))
    pack.change("licences/other.yaml", "code", to="other-licence")
    assert "Two types of licences have the code" in pack.only_fault().problem


@pytest.mark.parametrize("code", ["", "11652926129260604Y", "11652926129260605Y001"])
def test_a_type_of_licence_needs_a_code_of_the_directory(pack, code):
    pack.change(LICENCE, "type_code", to=code)
    assert "is none" in pack.only_fault().problem


@pytest.mark.parametrize(
    "said", [None, "low", {"what": "编码没有核对"}, {"certainty": "low", "source": "猜的"}]
)
def test_a_type_code_says_how_sure_it_is(pack, said):
    if said is None:
        pack.drop(LICENCE, "type_code_certain")
        assert "how sure the type code is" in pack.only_fault().problem
    else:
        assert pack.change(LICENCE, "type_code_certain", to=said).faults()


def test_a_type_code_that_is_open_says_what_about_it_and_from_where(pack):
    said = {"what": "编码没有核对", "certainty": "low", "source": "示例"}
    assert pack.change(LICENCE, "type_code_certain", to=said).faults() == []


def test_two_bodies_of_one_function_in_one_place_are_found(pack):
    pack.change(AGENCY, "agencies", 1, "function", to="press")
    assert any("two bodies of the function `press`" in each.problem for each in pack.faults())


def test_intake_windows_follow_one_another(pack):
    windows = [
        {"name": "春季", "opens": "2026-03-01", "closes": "2026-03-31"},
        {"name": "秋季", "opens": "2026-03-31", "closes": "2026-03-01"},
    ]
    pack.change(SHEET, "within", "starts", to="intake-end").change(SHEET, "intake", to=windows)
    problems = {each.problem for each in pack.faults()}
    assert problems == {
        "This window closes before it opens.",
        "This window opens before the one above it has closed.",
    }


def test_a_broken_calendar_is_found(pack):
    folder = pack.path("calendar")
    folder.mkdir()
    (folder / "2026.yaml").write_text("region: '652900'\n")
    assert pack.only_fault().file == "town/calendar"


def test_search_words_are_said_of_what_there_is(pack):
    pack.write("search.yaml", "called:\n  stal: {words: [摆摊]}\n")
    fault = pack.only_fault()
    assert "There is no service or bundle `stal`" in fault.problem
    assert "stall" in fault.remedy


def test_a_search_word_has_one_meaning(pack):
    pack.write(
        "search.yaml", "called:\n  stall: {words: [摆摊]}\nsame: [[饭馆, 餐厅], [餐厅, 食堂]]\n"
    )
    assert "The word `餐厅` has two meanings here." in pack.only_fault().problem
    pack.write("search.yaml", "same: [[饭馆, 餐厅]]\nsilent: [餐厅]\n")
    assert "has two meanings" in pack.only_fault().problem


def test_search_words_without_a_fault_pass(pack):
    pack.write("search.yaml", "called:\n  stall: {words: [摆摊], ours: [دۇكان]}\nsilent: [怎么]\n")
    assert pack.faults() == []
