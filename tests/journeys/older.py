"""Browsers as old as are promised to be served: Chromium 94, Firefox ESR 91, Safari 15.

What came after them is listed here. Of a stylesheet it is cut out, of a window taken away.
"""

import re
from typing import Any

# Selectors whose whole rule an older browser throws away, and declarations that it does not read.
NEWER_SELECTORS = (
    ":has(", ":focus-visible", "::details-content", ":user-valid", ":user-invalid", ":popover-open",
    ":modal", ":state(", ":dir(", "::backdrop", "::target-text", "::highlight",
)  # fmt: skip
NEWER_RULES = (
    "@layer", "@container", "@scope", "@property", "@starting-style", "@view-transition", "@import",
    "@position-try",
)  # fmt: skip
NEWER_PROPERTIES = (
    "accent-color", "anchor-name", "animation-timeline", "backdrop-filter", "block-step", "contain",
    "contain-intrinsic-size", "container", "container-type", "content-visibility", "field-sizing",
    "float-inline", "font-palette", "hyphenate-character", "initial-letter", "interpolate-size",
    "line-clamp", "mask", "offset", "overlay", "rotate", "scale", "scrollbar-color",
    "scrollbar-gutter", "scrollbar-width", "text-autospace", "text-box", "text-emphasis",
    "text-spacing-trim", "text-wrap", "text-wrap-style", "translate", "view-transition-name",
    "word-space-transform",
)  # fmt: skip
NEWER_VALUES = (
    "color-mix(", "light-dark(", "oklch(", "oklab(", "lab(", "lch(", "color(", "round(", "mod(",
    "sin(", "anchor(", "image-set(", "subgrid", "dvh", "svh", "lvh", "dvw", "cqi", "cqw", "rlh",
    "overflow: clip", "float: inline", "float:inline", "overflow:clip", "fit-content(",
)  # fmt: skip
# What a script may find missing. Where one leans on it, it asks first.
NEWER_NAMES = (
    "AbortSignal.timeout", "AbortSignal.any", "Element.prototype.checkVisibility",
    "Array.prototype.at", "Array.prototype.findLast", "Array.prototype.toSorted",
    "Array.prototype.with", "Array.fromAsync", "Object.hasOwn", "Object.groupBy",
    "Promise.withResolvers", "crypto.randomUUID", "structuredClone", "DecompressionStream",
    "CompressionStream", "BarcodeDetector", "HTMLDialogElement.prototype.showModal",
    "HTMLElement.prototype.showPopover", "HTMLInputElement.prototype.showPicker",
    "URL.canParse", "Set.prototype.union", "Navigator.prototype.locks", "OffscreenCanvas",
    "Document.prototype.startViewTransition", "Element.prototype.setHTML",
    "Element.prototype.setHTMLUnsafe", "scheduler",
)  # fmt: skip
AGED = (
    "for (const name of NAMES) { const way = name.split('.'), last = way.pop();"
    " const from = way.reduce((at, step) => at && at[step], window); if (from) delete from[last]; }"
).replace("NAMES", repr(list(NEWER_NAMES)))
_RULE = re.compile(r"([^{}]+)(\{[^{}]*\})")
_DECLARED = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, NEWER_PROPERTIES))})\s*:[^;}}]*;?")


def bare(css: str) -> str:
    """A stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def as_older_browsers_read(css: str) -> str:
    """A stylesheet without what they throw away."""

    def read(rule: re.Match[str]) -> str:
        if any(newer in rule[1] for newer in NEWER_SELECTORS):
            # What was before the selector: the head of the block that the rule stands in.
            return ""
        return rule[1] + _DECLARED.sub("", rule[2])

    return _RULE.sub(read, bare(css))


def as_in_an_older_browser(page: Any) -> list[str]:
    """From now on this window has none of it; the list fills with what its scripts fail at."""

    def sheet(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=as_older_browsers_read(answer.text()))

    failed: list[str] = []
    page.route("**/*.css", sheet)
    page.add_init_script(AGED)
    page.on("pageerror", lambda error: failed.append(str(error)))
    return failed
