"""The place a page counts and lists for: that of the site whose host was asked."""

from django.http import HttpRequest

from onedoor.channels.look.sites import site_of


def division_here(request: HttpRequest) -> str:
    """The twelve digits of the division this site stands for; "" for all there are."""
    site = site_of(request)
    return site.division if site else ""
