"""The stylesheet keeps its promises: light, mirrored by itself, readable in every mode."""

import gzip
import re

import pytest

from onedoor.channels.look.assets import FOLDER

CSS = (FOLDER / "onedoor.css").read_text()
BARE = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?<![\w-])(?:left|right|top|bottom|width|height|float)\s*:"
    r"|(?:max|min)-(?:width|height)\s*:(?![^()]*\))"
    r"|text-align:\s*(?:left|right)"
)
PAIRS = [
    ("text", "bg", 7),
    ("text", "surface", 7),
    ("text-2", "bg", 4.5),
    ("text-2", "surface", 4.5),
    ("text-2", "raised", 4.5),
    ("text-2", "brand-bg", 4.5),
    ("link", "bg", 4.5),
    ("link", "surface", 4.5),
    ("brand", "brand-bg", 4.5),
    ("on-brand", "brand", 4.5),
    ("on-brand", "brand-hover", 4.5),
    ("ok", "ok-bg", 4.5),
    ("warn", "warn-bg", 4.5),
    ("err", "err-bg", 4.5),
    ("err", "raised", 4.5),
    ("control", "bg", 3),
    ("control", "raised", 3),
    ("warn-fill", "sunken", 3),
]


def tokens(selector: str) -> dict[str, str]:
    block = BARE.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = tokens(":root")
MODES = {
    "light": LIGHT,
    "dark": LIGHT | tokens(":root[data-theme=dark]"),
    "elder": LIGHT | tokens(":root[data-mode=elder]"),
    # Both at once: what stands later in the sheet holds.
    "elder and dark": LIGHT | tokens(":root[data-mode=elder]") | tokens(":root[data-theme=dark]"),
    "contrast": LIGHT | tokens(":root[data-theme=contrast]"),
}
# Words in these are at least 7:1 on every ground.
STRONG = {"elder", "elder and dark", "contrast"}


def test_the_stylesheet_is_at_most_twenty_kilobytes_packed() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= 20 * 1024


def test_the_scripts_are_at_most_eighteen_kilobytes_packed() -> None:
    together = b"".join(file.read_bytes() for file in sorted((FOLDER / "js").glob("*.js")))
    assert len(gzip.compress(together, 9)) <= 18 * 1024


def test_what_only_a_photograph_needs_is_at_most_five_kilobytes_packed() -> None:
    together = b"".join(file.read_bytes() for file in sorted((FOLDER / "js/photo").glob("*.js")))
    assert len(gzip.compress(together, 9)) <= 5 * 1024


def test_no_side_is_named_left_or_right() -> None:
    rules = re.sub(r"@media[^{]*", "", BARE)
    assert PHYSICAL.findall(rules) == []


@pytest.mark.parametrize(
    "feature", [":has(", "@layer", "color-mix(", "light-dark(", "@container", "@import", "@scope"]
)
def test_nothing_leans_on_what_older_engines_lack(feature: str) -> None:
    assert feature not in BARE


def test_no_rule_is_written_inside_another() -> None:
    inside = re.sub(r"@media[^{]*\{|@font-face|@page", "", BARE)
    assert "&" not in inside


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_words_can_be_read_on_their_ground(mode: str, ink: str, paper: str, least: float) -> None:
    found = contrast(MODES[mode][ink], MODES[mode][paper])
    if mode in STRONG and least == 4.5:
        least = 7
    assert found >= least, f"{ink} on {paper} in {mode}: {found:.1f}"


def test_dark_by_wish_and_dark_by_system_are_one() -> None:
    assert tokens(":root[data-theme=dark]") == tokens(":root:not([data-theme=light])")


def test_more_contrast_by_wish_and_by_system_are_one() -> None:
    by_system = ":root:not([data-theme=light]):not([data-theme=dark])"
    assert tokens(":root[data-theme=contrast]") == tokens(by_system)
