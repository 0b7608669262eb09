"""Addresses of pages that other doors may or may not bring, and of a page in another look."""

from functools import cache
from urllib.parse import parse_qsl, urlencode

from django.urls import NoReverseMatch, reverse


@cache
def address(*names: str) -> str:
    """The address of the first name that exists, or "" when none does."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def in_another_look(wish: str, back: str) -> str:
    """Where one goes who saved a form to change language or size: to the switch, and from there
    back to `back`. `wish` is as the form sends it, "lang=ug" or "mode=elder"; the switch leaves
    aside what it does not know."""
    return f"{reverse('look:mode')}?{urlencode([*parse_qsl(wish)[:1], ('next', back)])}"
