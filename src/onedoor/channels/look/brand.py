"""The colour of a site as a stylesheet: the few tokens that follow from it, for every kind of page.

The address carries the colour, so the answer never changes and asks no database. High contrast is
nobody's brand: there the usual colours stay, and so they do on paper.
"""

from functools import lru_cache

from django.urls import reverse

from onedoor.registers.sites.colours import (
    USUAL,
    Tones,
    dark_tones,
    is_clear,
    is_hue,
    large_tones,
    light_tones,
)

_DARK = ":root:not([data-theme=light]):not([data-theme=contrast])"


def brand_sheet(hue: str) -> str:
    """The address of the stylesheet of this colour; "" for the usual one."""
    if hue.upper() == USUAL:
        return ""
    return reverse("look:brand", args=[hue[1:].lower()])


@lru_cache(maxsize=64)
def stylesheet_of(digits: str) -> str | None:
    """The stylesheet of a colour by its six digits; None for what no site may have."""
    hue = f"#{digits}"
    if not is_hue(hue) or not is_clear(hue):
        return None
    light, large, dark = light_tones(hue), large_tones(hue), dark_tones(hue)
    plain = "@media (prefers-contrast: no-preference)"
    return "\n".join(
        [
            f"{plain} {{ :root:not([data-theme=contrast]) {{ {_tokens(light)} }}",
            f":root[data-mode=elder]:not([data-theme=contrast]) {{ {_tokens(large)} }} }}",
            "@media (prefers-color-scheme: dark) and (prefers-contrast: no-preference)"
            f" {{ {_DARK}:root {{ {_tokens(dark)} }} }}",
            f":root[data-theme=dark]:not([data-theme=light]):root {{ {_tokens(dark)} }}",
        ]
    )


def _tokens(tones: Tones) -> str:
    pairs = {
        "link": tones.brand, "link-hover": tones.hover, "brand": tones.brand,
        "on-brand": tones.on_brand, "brand-hover": tones.hover, "brand-bg": tones.ground,
        "brand-line": tones.line, "leaf": tones.leaf,
    }  # fmt: skip
    return " ".join(f"--{name}: {value};" for name, value in pairs.items())
