"""A program with the key of a firm, and an application ready to be sent."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import travel
from onedoor.registers.people.actions import make_token
from onedoor.registers.people.queries import account_called
from onedoor.site.samples import drawn_document

WORKDAY = date(2026, 9, 8)
SERVICE = "publication-retail"


class Program:
    """A program that holds a key and speaks to the API."""

    def __init__(self, world: Any, ref: str) -> None:
        world.cast(ref)
        account = account_called(ref)
        assert account is not None
        self.key = make_token(account, label="test", by=SYSTEM)
        self.client = Client()

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self._headers())

    def send(self, path: str, part: str, content: Any, files: Any = (), key: str = "") -> Any:
        """A multipart request with the JSON part and (document, bytes) files."""
        body: dict[str, Any] = {part: content if isinstance(content, str) else json.dumps(content)}
        for document, told in files:
            body.setdefault(document, []).append(SimpleUploadedFile("scan.pdf", told))
        return self.client.post(f"/api/v1{path}", body, headers=self._headers(key))

    def post(self, path: str, content: Any) -> Any:
        return self.client.post(
            f"/api/v1{path}", content, content_type="application/json", headers=self._headers()
        )

    def apply(self, application: Any, files: Any, key: str = "2026-000123") -> Any:
        return self.send("/applications", "application", application, files, key)

    def _headers(self, key: str = "") -> dict[str, str]:
        more = {"Idempotency-Key": key} if key else {}
        return {"Authorization": f"Bearer {self.key}", **more}


@pytest.fixture(autouse=True)
def on_a_working_day() -> Iterator[None]:
    with travel(WORKDAY):
        yield


@pytest.fixture
def program(world: Any) -> Program:
    return Program(world, "duolang_books")


@pytest.fixture
def another(world: Any) -> Program:
    return Program(world, "tianshan_fruit")


@pytest.fixture
def application(world: Any) -> dict[str, Any]:
    story = world.story(SERVICE).story
    return {
        "service": SERVICE,
        "agency": story.at,
        "situation": dict(story.situation),
        "answers": json.loads(json.dumps(dict(story.answers), default=str)),
    }


@pytest.fixture
def files(world: Any) -> list[tuple[str, bytes]]:
    story = world.story(SERVICE).story
    return [(document, drawn_document(document, "api")) for document in story.documents]
