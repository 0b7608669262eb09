"""Who lives in the sample city, as the paper twins know them: read from the packs, nothing kept."""

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True, kw_only=True)
class Resident:
    """A person or organisation of the sample city."""

    ref: str
    kind: str
    name: str
    number_kind: str
    number: str
    country: str = ""
    head: str = ""


def residents(packs: Path) -> list[Resident]:
    """Everybody in the sample city, in the order of its file; nobody when there is none."""
    found = next(iter(sorted(packs.glob("*/sample-city.yaml"))), None)
    if found is None:
        return []
    sample = YAML(typ="safe").load(found.read_text("utf-8"))
    return [
        Resident(
            ref=each["ref"],
            kind=each["kind"],
            name=each["name"],
            number_kind=each["number_kind"],
            number=each["number"],
            country=each.get("country", ""),
            head=each.get("representative", ""),
        )
        for each in sample["people"]
    ]
