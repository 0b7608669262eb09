"""Whose site this is: the division for which a page counts and lists, from one function."""

from django.conf import settings
from django.http import HttpRequest


def division_here(request: HttpRequest) -> str:
    """The twelve digits of the division this site stands for; "" for all there are."""
    return str(getattr(settings, "ONEDOOR_DIVISION", ""))
