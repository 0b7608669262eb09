"""The address of a page by its name, for pages that other doors may or may not bring."""

from functools import cache

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
