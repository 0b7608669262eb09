"""The sample city has published in every column, through the real actions, and nothing is stale."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.world import World

from onedoor.kernel.record import entries_of
from onedoor.kernel.time import days, today
from onedoor.registers.publications.content import blocks_of, content_of
from onedoor.registers.publications.listed import columns, wording
from onedoor.registers.publications.models import Piece
from onedoor.registers.publications.queries import counts, piece_shown, pieces_shown
from onedoor.registers.publications.scanning import scan
from onedoor.site.publishing import publish_pieces


@pytest.fixture
def city(world: World) -> Iterator[World]:
    assert publish_pieces(world.cast, world.cast.pieces) >= 12
    yield world


def test_every_column_has_something_and_every_kind_is_there(city: World) -> None:
    told = counts()
    assert set(told.columns) == set(columns()) and len(told.kinds) == 5
    assert len(told.agencies) >= 4 and told.all == len(city.cast.pieces)


def test_each_was_written_by_one_signed_by_another_and_lies_in_the_past(city: World) -> None:
    for piece in Piece.objects.all():
        by = {each.name: each.by_ref for each in entries_of(f"piece:{piece.pk}")}
        assert by["piece.handed-in"] != by["piece.signed-off"]
    rows, _total = pieces_shown(size=100)
    assert all(today() - days(100) < row.on <= today() for row in rows)


def test_each_can_be_read_and_every_policy_leads_to_what_it_changes(city: World) -> None:
    for row in pieces_shown(size=100)[0]:
        answer = Client().get(f"/publications/{row.slug}")
        assert answer.status_code == 200 and row.title in answer.content.decode()
        content = piece_shown(row.slug).content
        if row.kind == "policy":
            assert content.points and all(each.matter for each in content.points)
            for each in content.all_matters():
                code = each.removeprefix("bundle:")
                way = f"/together/{code}" if code != each else f"/guide/{code}"
                assert f'href="{way}"' in answer.content.decode()


def test_some_of_every_kind_speak_english_and_uyghur(city: World) -> None:
    rows = [row for row in pieces_shown(size=100)[0] if row.translated]
    assert len(rows) >= 6 and all(set(row.translated) == {"en", "ug"} for row in rows)
    assert {row.kind for row in rows} == {"notice", "policy", "law", "question", "article"}
    assert {"foreign-experts-aksu", "overseas-chinese-aksu"} <= {row.agency for row in rows}


def test_every_translation_of_the_sample_goes_block_by_block_and_raises_no_alarm(
    city: World,
) -> None:
    for sample in city.cast.pieces:
        content = content_of(Piece.objects.get(title=sample.title).written)
        shown = [each.kind for each in blocks_of(content.body)]
        for said in content.translations:
            assert [each.kind for each in blocks_of(said.body)] == shown, said.title
        findings = [each for each in scan(content, wording()) if "-" in each.where[:3]]
        assert findings == []
