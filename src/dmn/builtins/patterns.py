"""Regular expressions that cannot run away.

A pattern that repeats what already repeats or branches is not run, and the more a pattern repeats
the shorter the text it is run on: a hostile pattern gives nothing instead of taking an hour.
"""

import re
from functools import lru_cache

_MOST_STEPS = 10**8
_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.VERBOSE}
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\()|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d+(?:,\d*)?\})|(?P<branch>\|)|(?P<other>.)",
    re.DOTALL,
)


@lru_cache(maxsize=500)
def compiled(pattern: str, flags: str) -> tuple[re.Pattern[str], int] | None:
    """The pattern and how often it repeats; nothing where it is wrong or could run away."""
    if len(pattern) > 1_000 or set(flags) - set(_FLAGS):
        return None
    repeats = _repeats(pattern)
    if repeats is None:
        return None
    joined = re.NOFLAG
    for each in flags:
        joined |= _FLAGS[each]
    try:
        return re.compile(pattern, joined), repeats
    except (re.error, OverflowError, RecursionError):
        return None


def pattern_for(pattern: str, flags: str, text: str) -> re.Pattern[str] | None:
    """The pattern, if it can be run on this text."""
    found = compiled(pattern, flags)
    if found is None or (len(text) + 1) ** (found[1] + 1) > _MOST_STEPS:
        return None
    return found[0]


def _repeats(pattern: str) -> int | None:
    """How many parts repeat without end; nothing where a repeat holds a repeat or a branch."""
    repeats = 0
    inside: list[bool] = [False]
    closed: bool | None = None
    last = ""
    for found in _TOKEN.finditer(pattern):
        kind = found.lastgroup or ""
        if kind == "open":
            inside.append(False)
        elif kind == "close" and len(inside) > 1:
            closed = inside.pop()
            inside[-1] = inside[-1] or closed
        elif kind == "branch":
            inside[-1] = True
        elif kind == "repeat" and last not in ("open", "repeat", ""):
            if last == "close" and closed:
                return None
            if found[0] != "?":
                inside[-1] = True
            repeats += found[0] != "?"
        if kind == "escape" and found[0][1].isdigit():
            return None
        last = kind
    return repeats
