"""Nobody is asked twice: every field of every pack says what it asks, in one closed vocabulary."""

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.registers.catalogue.definition import Field
from onedoor.registers.catalogue.packs import read_packs
from onedoor.site.prefilled import journeys

PACKS = Path(__file__).parents[2] / "packs"
KNOWN = YAML(typ="safe").load((PACKS / "_common/vocabulary/meanings.yaml").read_text("utf-8"))
# One line of text and a name are written and read alike.
ALIKE = {"name": "text", "long_text": "text"}


def fields() -> Iterator[tuple[str, Field]]:
    for pack in read_packs(PACKS).services:
        for field in pack.definition.form.all_fields():
            yield pack.code, field
            for inner in field.fields:
                yield pack.code, inner


def test_every_field_of_every_pack_says_what_it_means_in_the_words_of_the_vocabulary() -> None:
    unsaid = [f"{code}: {field.id}" for code, field in fields() if field.meaning not in KNOWN]
    assert unsaid == []


def test_what_has_one_meaning_is_of_one_type_everywhere() -> None:
    mixed = [
        f"{code}: {field.id} is {field.type}, {field.meaning} {KNOWN[field.meaning]['type']}"
        for code, field in fields()
        if ALIKE.get(field.type, field.type)
        != ALIKE.get(kind := KNOWN[field.meaning]["type"], kind)
    ]
    assert mixed == []


def test_the_vocabulary_names_nothing_that_is_never_asked() -> None:
    assert set(KNOWN) - {field.meaning for _code, field in fields()} == set()


def test_no_form_asks_one_thing_twice() -> None:
    for pack in read_packs(PACKS).services:
        for group in [pack.definition.form.all_fields()] + [
            list(each.fields) for each in pack.definition.form.all_fields() if each.fields
        ]:
            asked = [field.meaning for field in group]
            assert len(asked) == len(set(asked)), (pack.code, asked)


def test_most_of_what_can_be_known_is_filled_in_for_the_sample_people() -> None:
    found = {each.service: each for each in journeys(PACKS)}
    assert found
    for each in found.values():
        assert each.of_knowable >= 0.8, each
