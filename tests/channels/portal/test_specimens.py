"""Every type of licence has a published specimen: as it is printed, with 样本 across it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from onedoor.channels.portal.pages.guide import guide_of
from onedoor.channels.portal.specimens import specimen_lines
from onedoor.registers.catalogue.packs import read_packs
from onedoor.registers.papers.copies import copied
from onedoor.registers.papers.models import Paper

PACKS = read_packs(Path(__file__).parents[3] / "packs")
ENDS = {pack.licence.type.code: pack.code for pack in PACKS.services if pack.licence}


@pytest.mark.parametrize("code", ["publication-retail", "teacher-qualification"])
def test_the_guide_shows_it_and_anybody_opens_it(world: Any, code: str) -> None:
    before = Paper.objects.count()
    page = Client().get(f"/guide/{code}").content.decode()
    assert f"/guide/{code}/specimen.png" in page and "样本，点开看大图" in page
    answer = Client().get(f"/guide/{code}/specimen.png")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    drawn = Image.open(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert drawn.width == 1100
    assert Paper.objects.count() == before


def test_every_type_in_the_directory_has_lines_to_draw(world: Any, rf: Any) -> None:
    for code in ENDS.values():
        lines = specimen_lines(guide_of(rf.get("/"), code))
        assert lines and all(label and value for label, value in lines), code


def test_a_specimen_says_that_it_is_one_and_bears_no_seal(world: Any) -> None:
    from pypdf import PdfReader

    from onedoor.kernel.time import at_noon, today
    from onedoor.registers.papers.kinds import PaperFacts
    from onedoor.registers.papers.render import render

    facts = PaperFacts(on=today(), fields=(("名称", "某某"),)).as_json()
    page = render(
        kind="licence-portrait", title="校车使用许可", number="样本", agency_name="某局",
        facts=facts, check_code="0" * 16, at=at_noon(today()),
    )  # fmt: skip
    made = PdfReader(
        BytesIO(copied(page, words=("样本", "示范"), at=at_noon(today()), layout="specimen"))
    )
    assert "样本" in made.pages[0].extract_text()
    assert made.get_fields() in (None, {})
