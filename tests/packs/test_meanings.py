"""Nobody is asked twice: every field of every pack says what it asks, in one closed vocabulary."""

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.registers.catalogue.definition import Field, may_hold, together
from onedoor.registers.catalogue.packs import read_packs

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


def test_what_has_one_meaning_is_asked_anew_everywhere_or_nowhere() -> None:
    anew = {field.meaning for _code, field in fields() if field.anew}
    assert [f"{code}: {f.id}" for code, f in fields() if f.meaning in anew and not f.anew] == []


def test_what_a_licence_says_of_itself_is_in_the_words_of_the_vocabulary() -> None:
    unsaid = [
        f"{each.type.code}: {meaning}"
        for each in read_packs(PACKS).licences
        for meaning in each.type.meanings.values()
        if meaning not in KNOWN
    ]
    assert unsaid == []


def test_no_form_asks_one_thing_twice() -> None:
    for pack in read_packs(PACKS).services:
        for group in [pack.definition.form.all_fields()] + [
            list(each.fields) for each in pack.definition.form.all_fields() if each.fields
        ]:
            asked = [field.meaning for field in group]
            assert len(asked) == len(set(asked)), (pack.code, asked)


def test_no_bundle_asks_one_thing_twice_not_even_later() -> None:
    packs = read_packs(PACKS)
    known = {each.code: each.definition for each in packs.services}
    for pack in packs.bundles:
        joint = together(pack.bundle, known, pack.bundle.parts)
        asked: dict[str, str] = {}
        for part in pack.bundle.parts:
            for field in known[part.service].form.all_fields():
                if field.id in part.answers or field.id in joint.taken(part)[0]:
                    continue
                if may_hold(field.when, part.answers) is False:
                    continue
                meaning = part.meanings.get(field.id, field.meaning)
                # What is asked later has no name among the joint questions.
                name = joint.fields.get((part.id, field.id), f"{part.id}/{field.id}")
                assert asked.setdefault(meaning, name) == name, (pack.bundle.code, meaning)


def test_no_service_and_no_bundle_asks_for_one_document_twice() -> None:
    packs = read_packs(PACKS)
    known = {each.code: each.definition for each in packs.services}
    wholes = [(each.code, each.definition.documents.documents) for each in packs.services]
    wholes += [
        (
            each.bundle.code,
            together(each.bundle, known, each.bundle.parts).definition.documents.documents,
        )
        for each in packs.bundles
    ]
    for code, documents in wholes:
        brought = [each.meaning for each in documents if each.source == "applicant"]
        named = [each for each in brought if each]
        assert len(named) == len(set(named)), (code, named)
