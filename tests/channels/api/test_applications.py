"""Applying by program: the same act as on the page, once, and for nobody else to see."""

import json
import threading

import pytest
from django.db import connections
from django.test import Client
from tests.channels.api.conftest import WORKDAY, Program

from onedoor.casework.cases import actions
from onedoor.casework.cases.models import Case, Material
from onedoor.channels.api import applications
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    return response.json()


def test_an_application_becomes_a_case_of_the_party(world, program, application, files) -> None:
    sent = program.apply(application, files)
    assert sent.status_code == 201, sent.content
    case = Case.objects.get(number=sent.json()["number"])
    assert case.applicant.name == world.cast("duolang_books").name
    assert Material.objects.filter(case=case).count() == len(files)
    assert sent["Location"] == sent.json()["links"]["self"]
    first = entries_of(case.subject)[0]
    assert (first.name, first.by_kind) == ("application.submitted", "machine")
    assert first.by_ref.startswith("token:")


def test_sending_again_gives_the_same_case(program, application, files) -> None:
    first, second = program.apply(application, files), program.apply(application, files)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Case.objects.count() == 1


def test_a_program_waits_for_the_news_only_when_its_case_stands(
    program, application, files, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood: list[int] = []
    monkeypatch.setattr(applications, "keep_pace", lambda: stood.append(Case.objects.count()))
    assert program.apply(application, files).status_code == 201
    assert stood == [1]


def test_two_sendings_at_the_same_moment_make_one_case(program, application, files) -> None:
    start, answers = threading.Barrier(2), []

    def send() -> None:
        with travel(WORKDAY):
            start.wait()
            answers.append(program.apply(application, files))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.status_code for each in answers) == [200, 201]
    assert len({each.json()["number"] for each in answers}) == 1
    assert Case.objects.count() == 1


def test_a_key_that_stands_for_another_application_is_refused(program, application, files) -> None:
    first = program.apply(application, files).json()
    other = [(document, content + b"\n") for document, content in files]
    told = problem(program.apply(application, other), 422)
    assert told["title"] == "key-used-before"
    assert first["number"] in told["detail"]
    assert Case.objects.count() == 1


def test_the_same_key_of_two_parties_is_two_cases(program, another, application, files) -> None:
    assert program.apply(application, files).status_code == 201
    assert another.apply(application, files).status_code == 201
    assert Case.objects.count() == 2


def test_every_field_that_is_wrong_is_named_and_nothing_is_made(
    program, application, files
) -> None:
    application["answers"] |= {"firm_code": "123", "no_such_field": "x"}
    del application["answers"]["head_name"]
    told = problem(program.apply(application, files), 422)
    assert {each["field"] for each in told["errors"]} == {"firm_code", "head_name", "no_such_field"}
    assert not Case.objects.exists()


def test_a_situation_left_open_is_asked_for(program, application, files) -> None:
    application["situation"] = {}
    told = problem(program.apply(application, files), 422)
    assert told["errors"][0]["field"].startswith("situation.")
    assert not Case.objects.exists()


def test_a_situation_nobody_asked_about_is_refused(program, application, files) -> None:
    application["situation"]["weather"] = "\x00fine"
    told = problem(program.apply(application, files), 422)
    assert told["errors"][0]["field"] == "situation.weather"
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("document", "content", "status"),
    [
        ("premises_proof", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 415),
        ("premises_proof", b"", 422),
        ("nobody_asked", b"%PDF-1.4", 422),
        ("business_licence", b"%PDF-1.4", 422),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(
    program, application, files, document, content, status
) -> None:
    told = problem(program.apply(application, [*files, (document, content)]), status)
    assert told["where"] == document
    assert not Case.objects.exists()


def test_a_missing_document_is_named(program, application) -> None:
    assert problem(program.apply(application, []), 422)["where"] == "premises_proof"
    assert not Case.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"service": 1}', "[" * 5000])
def test_what_is_no_application_is_said_so(program, files, text: str) -> None:
    problem(program.apply(text, files), 422)
    assert not Case.objects.exists()


def test_a_request_without_its_own_number_is_refused(program, application, files) -> None:
    told = problem(program.apply(application, files, key=""), 400)
    assert told["title"] == "idempotency-key-needed"
    assert not Case.objects.exists()


def test_a_request_too_long_is_refused_before_it_is_read(program) -> None:
    response = program.client.generic(
        "POST", "/api/v1/applications", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3), HTTP_IDEMPOTENCY_KEY="k",
        HTTP_AUTHORIZATION=f"Bearer {program.key}",
    )  # fmt: skip
    problem(response, 413)


def test_a_half_sent_request_is_refused(program) -> None:
    response = program.client.generic(
        "POST", "/api/v1/applications", b"--x\r\nContent-Disposition: form-data; name",
        content_type="multipart/form-data; boundary=x", HTTP_IDEMPOTENCY_KEY="k",
        HTTP_AUTHORIZATION=f"Bearer {program.key}",
    )  # fmt: skip
    problem(response, 422)
    assert not Case.objects.exists()


def test_only_multipart_is_taken(program) -> None:
    problem(program.client.post(
        "/api/v1/applications", {}, content_type="application/json",
        headers={"Idempotency-Key": "k", "Authorization": f"Bearer {program.key}"},
    ), 415)  # fmt: skip


def test_without_a_key_nobody_gets_in_and_is_told_how(world, application) -> None:
    for key in ("", "Bearer nonsense", "Basic abc"):
        response = Client().get("/api/v1/applications/123", headers={"Authorization": key})
        problem(response, 401)
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_clerks_key_opens_nothing_here(world) -> None:
    clerk = Program(world, next(iter(world.cast.staff)))
    problem(clerk.get("/applications/123"), 403)


def test_another_partys_case_does_not_exist(program, another, application, files) -> None:
    number = program.apply(application, files).json()["number"]
    here = f"/applications/{number}"
    problem(another.get(here), 404)
    problem(another.get(f"{here}/documents"), 404)
    problem(another.post(f"{here}/withdrawal", {}), 404)
    problem(another.send(f"{here}/corrections", "corrections", {"answers": {}}), 404)
    assert Case.objects.get(number=number).stage == "submitted"


def test_ones_own_case_tells_where_it_stands(world, program, application, files) -> None:
    number = program.apply(application, files).json()["number"]
    told = program.get(f"/applications/{number}").json()
    assert (told["stage"], told["statutory"]) == ("submitted", None)
    listed = program.get(f"/applications/{number}/documents").json()
    assert {each["id"] for each in listed if each["files"]} == {document for document, _ in files}
    case = Case.objects.get(number=number)
    world.mark_all(case)
    actions.accept_case(number, by=world.clerk(case, "accept"))
    told = program.get(f"/applications/{number}").json()
    assert told["stage"] == "accepted"
    assert told["promised"]["due_on"] in {"2026-09-15", told["promised"]["due_on"]}
    assert "最迟" in told["promised"]["sentence"]


def test_papers_of_ones_own_case_are_had_byte_for_byte(
    world, program, another, application, files
) -> None:
    number = program.apply(application, files).json()["number"]
    world.drain()
    paper = program.get(f"/applications/{number}").json()["papers"][0]
    address = paper["href"].removeprefix("/api/v1")
    response = program.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    problem(another.get(address), 404)
    problem(program.get(address.replace(number, "0" * len(number))), 404)


def test_a_notice_is_answered_in_one_request(world, program, application, files) -> None:
    number = program.apply(application, files).json()["number"]
    case = Case.objects.get(number=number)
    world.mark_all(case, premises_term="unmet")
    actions.request_corrections(number, by=world.clerk(case, "accept"))
    told = program.get(f"/applications/{number}").json()
    assert [each["document"] for each in told["corrections"]] == ["premises_proof"]
    here = f"/applications/{number}/corrections"
    problem(program.send(here, "corrections", {"answers": {"phone": "12345"}}), 422)
    assert Case.objects.get(number=number).stage == "correcting"
    fresh = [("premises_proof", files[0][1] + b"\n")]
    answered = program.send(here, "corrections", {"answers": {}}, fresh)
    assert answered.status_code == 200, answered.content
    assert answered.json()["stage"] == "submitted"
    problem(program.send(here, "corrections", {"answers": {}}, fresh), 409)


def test_an_application_is_taken_back_once(program, application, files) -> None:
    number = program.apply(application, files).json()["number"]
    here = f"/applications/{number}/withdrawal"
    taken = program.post(here, json.dumps({"reasons": "写错了"}))
    assert taken.json()["stage"] == "withdrawn"
    problem(program.post(here, "{}"), 409)
    problem(program.post(here, "not json"), 400)


def test_progress_is_for_whoever_holds_the_code_and_names_nobody(
    program, application, files
) -> None:
    sent = program.apply(application, files).json()
    response = Client().get(f"/api/v1/progress/{sent['query_code']}")
    assert response.json()["stage"] == "submitted"
    assert application["answers"]["firm_name"] not in response.content.decode()
    problem(Client().get("/api/v1/progress/000000000000"), 404)


def test_what_is_no_address_or_no_method_is_a_problem(world) -> None:
    problem(Client().get("/api/v1/nowhere"), 404)
    problem(Client().post("/api/v1/nowhere"), 404)
    refused = Client().delete("/api/v1/services")
    problem(refused, 405)
    assert refused["Allow"] == "GET"
