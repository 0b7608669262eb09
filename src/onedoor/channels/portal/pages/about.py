"""Pages about the site itself: the map, the accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.shell import MODE_COOKIE
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.colours import theme_links
from onedoor.channels.portal.pages.ways_in import other_ways
from onedoor.registers.catalogue.queries import services


@require_safe
@cacheable
@entrance(Door.ANYONE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page there is, as links."""
    links = [
        {"word": each.parsed.sheet.title, "note": each.parsed.sheet.official,
         "url": reverse("portal:guide", args=[each.code])}
        for each in services()
    ]  # fmt: skip
    return render(request, "portal/sitemap.html", {"services": links, "ways": other_ways()})


@require_safe
@cacheable
@entrance(Door.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works without eyes, hands or script, and whom to tell when something does not."""
    context = {
        "themes": theme_links(request, reverse("portal:accessibility")),
        "large": request.COOKIES.get(MODE_COOKIE) == "elder",
    }
    return render(request, "portal/accessibility.html", context)
