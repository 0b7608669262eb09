"""Handed-in pages are drawn apart, within limits; only those who may see the file see its pages."""

from datetime import date

import pytest

from onedoor.casework.cases import pictures, refusals
from onedoor.casework.cases.queries import material_page
from onedoor.kernel.ports import port

BEGIN = date(2026, 9, 7)


def test_a_page_is_drawn_for_the_post_and_leaves_a_trace(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    file = case.materials.get()
    for _again in range(2):
        picture = material_page(str(file.pk), 1, seen_by=world.clerk(case, "accept"))
    assert picture.startswith(b"\x89PNG")
    assert [look.what for look in world.looks(case.applicant_id)] == ["材料 premises_proof"]


def test_there_is_no_page_after_the_last_and_none_for_strangers(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    file = str(case.materials.get().pk)
    with pytest.raises(refusals.NoSuchPage):
        material_page(file, 2, seen_by=world.applicant(case))
    with pytest.raises(refusals.NoSuchCase):
        material_page(file, 1, seen_by=world.cast("tianshan_fruit"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x00" * 5000])
def test_what_cannot_be_drawn_is_refused_in_a_sentence(content: bytes) -> None:
    digest = port("store").put(content)
    with pytest.raises(refusals.PageNotDrawn):
        pictures.page_picture(digest, 1, pages=1)


def test_a_page_that_takes_too_long_is_given_up(monkeypatch) -> None:
    digest = port("store").put(b"%PDF-1.7 slow")
    monkeypatch.setattr(pictures, "_DRAW", "import time; time.sleep(9)")
    monkeypatch.setattr(pictures, "_SECONDS", 1)
    with pytest.raises(refusals.PageNotDrawn):
        pictures.page_picture(digest, 1, pages=1)
