"""Old browsers are served: what they do not know carries nothing, and scripts ask before."""

import re

import pytest
from tests.journeys.older import (
    NEWER_NAMES,
    NEWER_PROPERTIES,
    NEWER_RULES,
    NEWER_SELECTORS,
    NEWER_VALUES,
    as_older_browsers_read,
    bare,
)

from onedoor.channels.look.assets import FOLDER

SHEETS = sorted(FOLDER.glob("*.css"))
SCRIPTS = sorted(FOLDER.glob("js/**/*.js"))
# What stands in a sheet though older browsers do not read it, and what they show instead.
WITHOUT = {
    "text-wrap": "lines break where they would",
    "text-autospace": "no thin gap between Chinese and Latin",
    "accent-color": "ticks are in the browser's own colour",
    "content-visibility": "folded parts are printed as they are on the screen",
    "::details-content": "the same",
    ":focus-visible": "whoever points sees the ring as well",
}
# What a script asks for before it uses it.
ASKED_FOR = {
    "Navigator.prototype.locks": "navigator.locks ?",
    "BarcodeDetector": '"BarcodeDetector" in window',
    "DecompressionStream": "!window.DecompressionStream",
    "Element.prototype.checkVisibility": "near.checkVisibility ?",
}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_nothing_in_a_sheet_leans_on_what_older_browsers_lack(sheet) -> None:
    css = bare(sheet.read_text("utf-8"))
    declared = set(re.findall(r"(?<![\w-])([a-z-]+)\s*:", css))
    found = {newer for newer in NEWER_PROPERTIES if newer in declared}
    found |= {newer for newer in (*NEWER_SELECTORS, *NEWER_RULES) if newer in css}
    found |= {
        newer for newer in NEWER_VALUES if re.search(rf"(?<![\w-]){re.escape(newer)}", css)
        or (newer[-1].isalpha() and re.search(rf"\d{newer}\b", css))
    }  # fmt: skip
    assert found - set(WITHOUT) == set()


def test_a_ring_for_keys_alone_is_the_ring_of_all_taken_away_from_others() -> None:
    """A rule that names `:focus-visible` is thrown away whole: none may be what draws the ring."""
    css = bare((FOLDER / "onedoor.css").read_text("utf-8"))
    for selector, _, body in re.findall(r"([^{}]*)(\{)([^{}]*)\}", css):
        if ":focus-visible" in selector:
            assert ":focus:not(:focus-visible)" in selector and "none" in body


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_a_script_asks_before_it_uses_what_is_newer(script) -> None:
    code = script.read_text("utf-8")
    for name in NEWER_NAMES:
        last = name.rpartition(".")[2]
        if re.search(rf"\b{last}\(|\.{last}\.", code):
            assert ASKED_FOR.get(name, "never asked for") in code, f"{name} in {script.name}"
    # Looking behind (2023) stops a script from being read at all.
    assert "(?<=" not in code and "(?<!" not in code


def test_what_is_cut_out_is_what_they_do_not_know() -> None:
    read = as_older_browsers_read(
        "a { color: red; text-wrap: pretty; margin: 0 } /* a:has(b) */ a:has(b) { color: blue }"
        " @media print { p { scale: 2 } .x-mask { mask: none } }"
    )
    assert "color: red" in read and "margin: 0" in read and ".x-mask" in read
    assert not any(gone in read for gone in ("text-wrap", "blue", "scale: 2", "mask: none"))
