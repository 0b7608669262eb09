"""JSON Schemas of the pack format, made from the models, for editors and other tools.

A pack file names its schema on its first line, where editors look for it:
`# yaml-language-server: $schema=../../_schema/service.schema.json`.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from onedoor.registers.catalogue.definition import (
    Agencies,
    AssessmentBook,
    Bundle,
    BundleStory,
    Catalogue,
    Divisions,
    Entitlements,
    LicenceType,
    RatingsBook,
    ResultsBook,
    Rulebook,
    SampleCity,
    SearchWords,
    Stations,
    Story,
)
from onedoor.registers.catalogue.likeness import INHERITED
from onedoor.registers.catalogue.packs import PARTS

FILES: dict[str, type[BaseModel]] = {
    **PARTS,
    "licence": LicenceType,
    "agency": Agencies,
    "assessment": AssessmentBook,
    "catalogue": Catalogue,
    "divisions": Divisions,
    "sample-city": SampleCity,
    "ratings": RatingsBook,
    "results": ResultsBook,
    "search": SearchWords,
    "stations": Stations,
    "story": Story,
    "supervision": Rulebook,
    "entitlements": Entitlements,
    "bundle": Bundle,
    "bundle-story": BundleStory,
}


# Wherever a mapping, a list or a text may stand, `use: name` puts what common/ says there.
_NAMED = {"type": "object", "required": ["use"], "properties": {"use": {"type": "string"}}}


def _lists_named(part: dict[str, Any]) -> dict[str, Any]:
    """The part of a schema, its lists open to a fragment as well."""
    for name, node in part.get("properties", {}).items():
        if node.get("type") == "array":
            part["properties"][name] = {"anyOf": [_NAMED, node]}
    return part


def _whole_named(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, open to a file that says `use: name` and only what is its own."""
    rest = {key: schema.pop(key) for key in list(schema) if key not in ("$defs", "title")}
    own = {key: each for key, each in rest.items() if key != "required"}
    named = own | {
        "required": ["use"],
        "properties": {"use": {"type": "string"}} | own["properties"],
    }
    return schema | {"anyOf": [named, rest]}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of pack file. KeyError for an unknown kind."""
    schema = FILES[name].model_json_schema(by_alias=True)
    texts = schema.get("$defs", {})
    if "_Text" in texts:
        # A text is written as a plain string, which is Chinese, or as a mapping of languages.
        said = texts.pop("_Text")
        texts["Text"] = {
            "description": said.pop("description", ""),
            "anyOf": [{"type": "string", "minLength": 1}, _NAMED, said],
        }
    for part_name, part in texts.items():
        if part_name != "Text" and part.get("type") == "object":
            texts[part_name] = {"anyOf": [_NAMED, _lists_named(part)]}
    _lists_named(schema)
    if name in ("story", "bundle-story"):
        # What a story leaves unsaid is that of the one it is like.
        schema["required"] = [each for each in schema["required"] if each not in INHERITED]
        # A document written as null is one that this story does not take over.
        for named in schema["properties"]["documents"]["patternProperties"].values():
            named["type"] = ["string", "null"]
    schema = _whole_named(schema)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    whole = json.dumps(head | schema, ensure_ascii=False)
    found: dict[str, Any] = json.loads(whole.replace("#/$defs/_Text", "#/$defs/Text"))
    return found


def write_schemas(folder: Path) -> list[Path]:
    """Write `<name>.schema.json` for every kind of pack file into `folder`; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FILES:
        path = folder / f"{name}.schema.json"
        text = json.dumps(schema_of(name), ensure_ascii=False, indent=2, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")
        written.append(path)
    return written
