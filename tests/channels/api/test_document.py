"""The OpenAPI document: valid, complete, and true of what is answered, whatever is sent."""

import warnings
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR
from tests.channels.api.conftest import SERVICE

from onedoor.channels.api.entry import WHO_MAY, openapi
from onedoor.channels.api.urls import urlpatterns
from onedoor.channels.look.doors import Door

OPERATIONS = {
    f"{operation.method.upper()} {operation.path}": operation
    for result in schemathesis.openapi.from_dict(openapi()).get_all_operations()
    for operation in [result.ok()]
}
AS_DECLARED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def operations() -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: operation
        for path in openapi()["paths"].values()
        for operation in path.values()
    }


def test_the_document_is_at_its_address_and_says_its_version() -> None:
    told = Client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["info"]["version"]
    assert told["paths"].keys() == openapi()["paths"].keys()


def test_every_shape_in_the_document_is_json_schema_and_every_reference_leads_somewhere() -> None:
    told = Client().get("/api/v1/openapi.json").json()
    for shape in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    for reference in _references(told):
        place = told
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
    OPENAPI_31_VALIDATOR.validate(told)


def _references(told: Any) -> list[str]:
    if isinstance(told, list):
        return [each for part in told for each in _references(part)]
    if not isinstance(told, dict):
        return []
    own = [told["$ref"]] if isinstance(told.get("$ref"), str) else []
    return own + [each for part in told.values() for each in _references(part)]


def test_every_operation_says_who_may_enter_and_so_does_its_address() -> None:
    assert operations().keys() == WHO_MAY.keys()
    for name, operation in operations().items():
        assert ("security" in operation) == (WHO_MAY[name] is Door.MACHINE)
    views = _views(urlpatterns)
    assert all(isinstance(view.door, Door) for view in views)


def _views(patterns: Any) -> list[Any]:
    found = []
    for each in patterns:
        found += _views(each.url_patterns) if hasattr(each, "url_patterns") else [each.callback]
    return found


def test_the_start_page_and_the_page_of_each_problem_can_be_read(world) -> None:
    assert Client().get("/api/").status_code == 200
    assert "KeyUsedBefore" not in Client().get("/api/problems/key-used-before").content.decode()
    assert Client().get("/api/problems/key-used-before").status_code == 200
    assert Client().get("/api/problems/no-such-problem").status_code == 404


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.filterwarnings("default")
def test_whatever_is_sent_is_answered_as_declared(program, application, files, name: str) -> None:
    sent = program.apply(application, files).json()
    known = {
        "code": SERVICE,
        "number": sent["number"],
        "query_code": sent["query_code"],
    }
    app = get_wsgi_application()

    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[name].as_strategy(), with_key=st.booleans(), of_ours=st.booleans())
    def send(case: Any, with_key: bool, of_ours: bool) -> None:
        if of_ours:
            case.path_parameters |= {k: v for k, v in known.items() if k in case.path_parameters}
            if isinstance(case.body, dict) and isinstance(case.body.get("application"), dict):
                case.body["application"]["service"] = SERVICE
        key = {"Authorization": f"Bearer {program.key}"} if with_key else {}
        with warnings.catch_warnings(action="ignore"):
            response = case.call(app=app, base_url="http://localhost", headers=key)
        case.validate_response(response, checks=AS_DECLARED)

    send()
