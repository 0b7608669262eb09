"""People find what they mean: the written queries, put to the search over the published packs."""

import sys

import opencc
import pytest
from tests.registers.finding.measuring import ask, written
from tests.world import World

from onedoor.registers.finding.queries import search

ENOUGH = 0.95
LATER = "later-queries"
ANSWERED = [kind for kind in written() if kind != "nothing"]


def test_the_set_is_large_and_of_every_kind() -> None:
    assert sum(len(written()[kind]) for kind in ANSWERED) >= 200
    assert len(written()["nothing"]) >= 30
    assert all(len(written()[kind]) >= 15 for kind in ANSWERED)


def test_every_service_and_bundle_is_asked_for(world: World) -> None:
    from onedoor.registers.catalogue.queries import bundles, services

    asked = {code for kind in ANSWERED for _, wanted in written()[kind] for code in wanted}
    assert asked == {each.code for each in services()} | {f"bundle:{b.code}" for b in bundles()}


def test_what_is_meant_stands_among_the_first_three(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [each for kind in ANSWERED for each in ask(kind)]
    missed = [each for each in asked if not each.is_hit]
    share = 1 - len(missed) / len(asked)
    with capsys.disabled():
        lines = [f"{share:.1%} of {len(asked)} queries among the first three; not:", *missed]
        sys.stdout.write("".join(f"\n  {each}" for each in lines))
    assert share >= ENOUGH


@pytest.mark.parametrize("kind", ANSWERED)
def test_no_kind_of_query_is_left_behind(world: World, kind: str) -> None:
    asked = ask(kind)
    missed = [str(each) for each in asked if not each.is_hit]
    assert 1 - len(missed) / len(asked) >= 0.85, missed


def test_what_nobody_offers_finds_nothing(world: World) -> None:
    assert [str(each) for each in ask("nothing") if not each.is_hit] == []


def test_what_was_never_shown_to_it_is_found_as_well(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """The later set guards against fitting to the first: 89 % and 80 % when first asked."""
    asked, none = ask("later", LATER), ask("nothing", LATER)
    missed = [each for each in (*asked, *none) if not each.is_hit]
    share = sum(each.is_hit for each in asked) / len(asked)
    silent = sum(each.is_hit for each in none) / len(none)
    with capsys.disabled():
        sys.stdout.write(f"\n  later set: {share:.1%} found, {silent:.1%} rightly nothing; not:")
        sys.stdout.write("".join(f"\n  {each}" for each in missed))
    assert share >= 0.89
    assert silent >= 0.8


def test_whoever_asks_in_traditional_signs_finds_the_same(world: World) -> None:
    """The first five answers, of every query that is written otherwise in them."""
    traditional = opencc.OpenCC("s2t").convert
    asked = {each if isinstance(each, str) else each[0] for kind in written().values()
             for each in kind}  # fmt: skip
    pairs = [(query, traditional(query)) for query in sorted(asked) if traditional(query) != query]
    told = [[[one.code for one in search(query).found[:5]] for query in pair] for pair in pairs]
    other = [pair for pair, (here, there) in zip(pairs, told, strict=True) if here != there]
    assert len(pairs) >= 150 and len(other) <= len(pairs) / 100, other
