"""The script of Chinese: what is asked in Traditional signs, in the Simplified ones we write in."""

from functools import cache

import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in Simplified signs; whatever is none of the Traditional ones stays."""
    return str(_converter().convert(text))
