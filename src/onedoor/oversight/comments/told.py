"""What may be said of a guide, as data: sections, reasons, limits. No queries, no clock."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Words = dict[str, dict[str, str]]


@cache
def _known() -> dict[str, Any]:
    file = Path(__file__).with_name("comments.yaml")
    read: dict[str, Any] = YAML(typ="safe").load(file.read_text("utf-8"))
    return read


def sections() -> Words:
    """The sections of a guide, by the places on its page."""
    return dict(_known()["sections"])


def reasons() -> Words:
    """Why a guide was not useful."""
    return dict(_known()["reasons"])


def refusal_reasons() -> Words:
    """Why a comment is not shown, or no longer."""
    return dict(_known()["refusals"])


def report_reasons() -> Words:
    """Why somebody reports a comment."""
    return dict(_known()["reports"])


def posts() -> tuple[str, ...]:
    """The posts of an agency that read a comment before it is shown."""
    return tuple(_known()["posts"])


def limit(name: str) -> int:
    """One of the limits of comments.yaml."""
    return int(_known()["limits"][name])
