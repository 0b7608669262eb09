"""Reading the catalogue: anybody may, and what is read is what was published."""

import json

import jsonschema
import pytest
from django.test import Client

from onedoor.registers.catalogue.queries import services

SERVICE = "publication-retail"


def read(path: str, status: int = 200):
    response = Client().get(f"/api/v1{path}")
    assert response.status_code == status, response.content
    return response.json()


def test_every_service_in_use_is_listed_and_each_leads_to_its_guide(world) -> None:
    listed = read("/services?size=100")
    assert [each["code"] for each in listed["items"]] == [each.code for each in services()]
    for each in listed["items"]:
        assert Client().get(each["href"]).json()["code"] == each["code"]


def test_services_can_be_found_by_applicant_and_by_words(world) -> None:
    address, codes = "/api/v1/services?for=person", set()
    while address:
        page = Client().get(address).json()
        codes |= {each["code"] for each in page["items"]}
        address = page["next"]
    assert codes == {each.code for each in services("person")}
    found = read("/services?q=出版物")
    assert SERVICE in [each["code"] for each in found["items"]]
    assert read("/services?q=没有这样的事项")["items"] == []


def test_pages_follow_each_other_to_the_end(world) -> None:
    address, seen = "/api/v1/services?size=4", []
    while address:
        page = Client().get(address).json()
        seen += [each["code"] for each in page["items"]]
        address = page["next"]
    assert seen == [each.code for each in services()]


def test_a_guide_is_the_published_definition_in_the_words_of_packs(world) -> None:
    guide = read(f"/services/{SERVICE}")
    known = next(each for each in services() if each.code == SERVICE)
    sheet = known.parsed.sheet.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert guide["sheet"] == sheet
    offered = {each["agency"] for each in guide["offered_by"]}
    assert offered == {each.agency for each in known.parsed.sheet.offerings}


def test_the_schema_of_a_form_accepts_the_answers_of_every_story(world) -> None:
    for told in world.stories:
        schema = read(f"/services/{told.service}/form")
        checker = jsonschema.Draft202012Validator(schema)
        checker.check_schema(schema)
        if any(step.refused for step in told.story.steps):
            continue
        answers = json.loads(json.dumps(dict(told.story.answers), default=str))
        assert not list(checker.iter_errors(answers)), told.file


def test_the_schema_of_a_form_names_what_is_always_and_what_is_sometimes_asked(world) -> None:
    schema = read(f"/services/{SERVICE}/form")
    assert "firm_name" in schema["required"]
    assert "lease_until" not in schema["required"]
    asked = schema["properties"]["lease_until"]
    assert asked["x-when"] == [{"fact": "situation.premises", "is": "rented"}]


def test_agencies_are_listed_by_function_and_division(world) -> None:
    listed = read("/agencies?function=press&size=100")
    assert {each["function"] for each in listed["items"]} == {"press"}
    place = listed["items"][0]["division"]
    here = read(f"/agencies?function=press&division={place}")
    assert [each["division"] for each in here["items"]] == [place]


@pytest.mark.parametrize("code", ["no-such-service", "UPPER", "a%00b", "..%2f.."])
def test_an_unknown_service_is_a_problem_not_a_page(world, code: str) -> None:
    problem = read(f"/services/{code}", 404)
    assert problem["status"] == 404
    assert problem["type"].startswith("/api/problems/")


def test_a_wrong_filter_is_named(world) -> None:
    problem = read("/services?for=cat&size=0", 422)
    assert {each["field"] for each in problem["errors"]} == {"for", "size"}
