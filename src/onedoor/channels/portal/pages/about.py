"""Pages about the site itself: the map, the accessibility statement, how to report a mistake."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.shell import MODE_COOKIE
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.colours import theme_links
from onedoor.registers.agencies.queries import agencies_of_function
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
    return render(request, "portal/sitemap.html", {"services": links})


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


@require_safe
@entrance(Door.ANYONE)
def mistake(request: HttpRequest) -> HttpResponse:
    """Whom to ring about a mistake on a page, with its address ready to be read out."""
    page = request.GET.get("page", "")
    here = {request.get_host()}
    safe = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=here)
    halls = agencies_of_function("government")
    context = {"page": page if safe else "", "office": halls[0] if halls else None}
    return render(request, "portal/mistake.html", context)
