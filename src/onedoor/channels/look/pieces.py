"""A finished page taken apart into tags and texts, as far as changing its words needs it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What stands inside these is no markup, whatever it looks like.
_RAW = {"script", "style", "textarea"}
# Text whose tag is one of these stands where no tags may be.
NO_TAGS = re.compile(r"<(?:title|option|text|script|style|textarea)\b")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass
class Pieces:
    """Texts at even places, tags at odd ones; `texts` and `tags` are the places that are read."""

    all: list[str]
    texts: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    # Texts that stay as they are: the place, and the tag that keeps them.
    kept: list[tuple[int, str]] = field(default_factory=list)


def taken_apart(page: str, stays: Callable[[str, str], bool]) -> Pieces:
    """The page in pieces with Chinese in them; inside a tag for which `stays(word, tag)` none."""
    found = Pieces(_PIECE.split(page))
    keeper, depth, raw = "", 0, ""
    for place, piece in enumerate(found.all):
        if place % 2 == 0:
            if not raw and HAN.search(piece):
                if keeper:
                    found.kept.append((place, keeper))
                else:
                    found.texts.append(place)
            continue
        tag = _TAG.match(piece)
        closes, word = (bool(tag[1]), tag[2].lower()) if tag else (False, "")
        if not word or (raw and not (closes and word == raw)):
            continue
        raw = word if word in _RAW and not closes else ""
        if not closes and HAN.search(piece):
            found.tags.append(place)
        if word in _VOID | _RAW or piece.endswith("/>"):
            continue
        if keeper:
            depth += -1 if closes else 1
            keeper = keeper if depth else ""
        elif not closes and stays(word, piece):
            keeper, depth = piece, 1
    return found


def texts_changed(page: str, wanted: re.Pattern[str], change: Callable[[str, str], str]) -> str:
    """The page with each text in which `wanted` is found put through `change(tag before, text)`.

    Only where tags may stand: not in scripts, styles, titles and options.
    """
    if not wanted.search(page):
        return page
    pieces = _PIECE.split(page)
    for place in range(2, len(pieces), 2):
        if wanted.search(pieces[place]) and not NO_TAGS.match(pieces[place - 1]):
            pieces[place] = change(pieces[place - 1], pieces[place])
    return "".join(pieces)
