"""The schemas in packs/_schema say what the code says, and the packs agree with them."""

from pathlib import Path

import jsonschema
import pytest

from onedoor.registers.catalogue.reading import read
from onedoor.registers.catalogue.schemas import FILES, schema_of, write_schemas

PACKS = Path(__file__).parents[3] / "packs"
GOOD = Path(__file__).with_name("pack")


def test_the_schemas_kept_are_those_of_the_code(tmp_path):
    for path in write_schemas(tmp_path):
        kept = PACKS / "_schema" / path.name
        assert kept.read_text("utf-8") == path.read_text("utf-8"), "run: onedoor packs schema"


@pytest.mark.parametrize("name", list(FILES))
def test_each_is_a_sound_schema(name):
    jsonschema.Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("town/stall/service.yaml", "service"),
        ("town/stall/form.yaml", "form"),
        ("town/stall/documents.yaml", "documents"),
        ("town/stall/route.yaml", "route"),
        ("town/stall/decisions.yaml", "decisions"),
        ("town/agency.yaml", "agency"),
        ("town/licences/stall-licence.yaml", "licence"),
        ("town/stall/stories/granted.yaml", "story"),
    ],
)
def test_an_editor_accepts_what_the_code_accepts_and_misses_what_it_misses(file, name):
    source, _ = read(GOOD / file, root=GOOD)
    assert source
    jsonschema.validate(source.content, schema_of(name))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(source.content | {"unknown": 1}, schema_of(name))


def test_a_whole_file_may_name_a_fragment_and_say_what_is_its_own():
    own = {"use": "sheet_person", "code": "stall"}
    jsonschema.validate(own, schema_of("service"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(own | {"unknown": 1}, schema_of("service"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"code": "stall"}, schema_of("service"))


def test_every_pack_of_the_house_agrees_with_its_schema():
    kinds = [name for name in FILES if name not in ("licence", "story")]
    files = [(path, name) for name in kinds for path in PACKS.glob(f"[a-z]*/**/{name}.yaml")]
    files = [(path, name) for path, name in files if path.parent.name != "common"]
    files += [(path, "agency") for path in PACKS.glob("*/agencies/*.yaml")]
    files += [(path, "sample-city") for path in PACKS.glob("*/sample-city/*.yaml")]
    files += [(path, "licence") for path in PACKS.glob("*/licences/*.yaml")]
    files += [(path, "story") for path in PACKS.glob("*/*/stories/*.yaml")]
    validators = {name: jsonschema.Draft202012Validator(schema_of(name)) for name in FILES}
    for path, name in files:
        source, faults = read(path, root=PACKS)
        assert source and not faults
        validators[name].validate(source.content)
