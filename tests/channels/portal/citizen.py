"""A citizen at the portal: signs in, fills in forms from what the page asks, sends files."""

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onedoor.casework.cases.models import Draft
from onedoor.kernel.time import now
from onedoor.registers.catalogue.definition import Story
from onedoor.site.samples import drawn_document

PDF = drawn_document("房屋租赁合同", "portal")


class Citizen:
    """A browser without script, held by a person of the sample city."""

    def __init__(self, ref: str = "") -> None:
        self.client = Client()
        if ref:
            self.client.force_login(get_user_model().objects.get(login=ref))

    def proven(self) -> "Citizen":
        """The same, having shown a moment ago who they are."""
        session = self.client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": now().timestamp()}
        ]
        session.save()
        return self

    def get(self, url: str, **given: Any) -> Any:
        return self.client.get(url, given)

    def post(self, url: str, **given: Any) -> Any:
        return self.client.post(url, given)

    def begin(self, story: Story, service: str) -> Draft:
        """Start applying, with the story's place and situation."""
        choices = {f"s.{name}": value for name, value in story.situation.items()}
        answer = self.client.post(f"/apply/{service}", {"at": story.at, **choices})
        assert answer.status_code == 302, answer.content.decode()
        return Draft.objects.get(service=service)

    def fill(self, draft: Draft, answers: dict[str, Any]) -> None:
        """Every section, as the pages lead from one to the next."""
        for section in draft.version.parsed.form.sections:
            url = f"/drafts/{draft.pk}/steps/{section.id}"
            page = self.client.get(url)
            if page.status_code == 404:
                continue
            given = posted(page, answers, {field.id for field in section.fields})
            sent = self.client.post(url, given)
            assert sent.status_code == 302 and "faults" not in sent.url, self.words(sent.url)

    def hand_in(
        self, draft: Draft, document: str, content: bytes = PDF, name: str = "a.pdf"
    ) -> Any:
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        return self.client.post(f"/drafts/{draft.pk}/documents/{document}", {document: file})

    def words(self, url: str) -> str:
        return text_of(self.client.get(url))


def posted(page: Any, answers: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    """What a browser sends: the page's hidden fields, and the answers typed over them."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()
    )
    given: dict[str, Any] = {}
    for name, value in found:
        given.setdefault(name, []).append(value)
    for name, value in answers.items():
        if name in fields:
            given[name] = {True: "yes", False: "no"}.get(value, value) if isinstance(
                value, bool) else value  # fmt: skip
    return given


def text_of(response: Any) -> str:
    """The words of a page, tags gone, blanks folded."""
    bare = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", bare))
