"""Of 120 planted mistakes at least nine in ten are caught before anything is sent.

Caught means: the step comes back with the question named, what was typed is still there, and the
draft goes no further. Those that nobody can see without the papers are planted as well.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from ruamel.yaml import YAML
from tests.casework.forms.test_uploads import REFUSED
from tests.channels.portal.citizen import Citizen, posted
from tests.world import World

from onedoor.casework.cases.models import Case, Draft
from onedoor.registers.catalogue.queries import current_version

PLANTED = YAML(typ="safe").load(Path(__file__).with_name("planted_faults.yaml"))
# Files as people send them by mistake, not those that mean harm.
FILES = (
    "empty", "too big", "heic", "docx", "old doc", "archive", "gif", "words", "pdf with password",
    "pdf cut short", "pdf without pages", "png cut short", "jpg cut short", "too many pixels",
)  # fmt: skip


class Fault(NamedTuple):
    service: str
    step: str
    field: str
    given: Any


def faults(planted: dict[str, Any]) -> Iterator[Fault]:
    for service, steps in planted.items():
        for step, fields in steps.items() if service != "unseen" else ():
            for field, wrong in fields.items():
                yield from (Fault(service, step, field, each) for each in wrong)


SEEN, UNSEEN = list(faults(PLANTED)), list(faults(PLANTED["unseen"]))


class Filled:
    """A draft of each service, to which the story of somebody who makes no mistakes belongs."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: dict[str, tuple[Citizen, Draft, dict[str, Any]]] = {}

    def __call__(self, service: str) -> tuple[Citizen, Draft, dict[str, Any]]:
        if service not in self.open:
            told = self.world.story(service)
            self.world.cast(told.story.applicant)
            citizen = Citizen(told.story.applicant)
            draft = citizen.begin(told.story, service)
            self.open[service] = citizen, draft, dict(told.story.answers)
        return self.open[service]

    def is_caught(self, fault: Fault) -> bool:
        citizen, draft, right = self(fault.service)
        url = f"/drafts/{draft.pk}/steps/{fault.step}"
        sections = current_version(fault.service).parsed.form.sections
        (section,) = (each for each in sections if each.id == fault.step)
        given = posted(citizen.get(url), right, {each.id for each in section.fields})
        if fault.given in (None, []):
            given[fault.field] = ""
        else:
            given[fault.field] = fault.given
        sent = citizen.client.post(url, given)
        assert sent.status_code == 302
        if "faults" not in sent.url:
            return False
        page = citizen.get(sent.url).content.decode()
        return f'id="{fault.field}-error"' in page


@pytest.fixture
def filled(world: World) -> Filled:
    return Filled(world)


def test_nine_in_ten_of_a_hundred_and_twenty_are_caught(filled: Filled, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    assert len(set(map(str, SEEN + UNSEEN))) == len(SEEN + UNSEEN), "one is planted twice"
    missed = [fault for fault in SEEN + UNSEEN if not filled.is_caught(fault)]
    citizen, draft, _right = filled("publication-retail")
    for name in FILES:
        url = f"/drafts/{draft.pk}/documents/premises_proof"
        sent = citizen.client.post(
            url, {"premises_proof": SimpleUploadedFile("合同.pdf", REFUSED[name][0])}
        )
        page = citizen.get(sent.url) if sent.status_code == 302 else sent
        if "premises_proof-error" not in page.content.decode():
            missed.append(Fault("publication-retail", "documents", "premises_proof", name))
    planted = len(SEEN) + len(UNSEEN) + len(FILES)
    assert planted >= 120
    assert [fault for fault in missed if fault not in UNSEEN] == []
    assert missed == UNSEEN, "what can be seen is caught, and nothing else"
    assert len(missed) <= planted / 10
    assert not Case.objects.exists()


def test_whoever_makes_no_mistake_comes_through_at_once(filled: Filled) -> None:
    for service in PLANTED.keys() - {"unseen"}:
        citizen, draft, right = filled(service)
        citizen.fill(draft, right)
