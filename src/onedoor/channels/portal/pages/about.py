"""Pages about the site itself: the map, for people and for search engines; accessibility."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import services_at
from onedoor.channels.look.shell import in_large_type
from onedoor.channels.look.sites import site_of, slug_of
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.colours import theme_links
from onedoor.channels.portal.own_pages import GROUPS, listed
from onedoor.channels.portal.pages.ways_in import other_ways
from onedoor.registers.agencies.queries import divisions_within
from onedoor.registers.catalogue.queries import services
from onedoor.registers.publications.queries import own_slugs
from onedoor.registers.sites.queries import address_of, cluster

# Pages that stand at every site; and doors behind which there is nothing for a search engine.
LASTING = ("portal:home", "portal:services", "portal:open", "portal:powers", "portal:places",
           "portal:ask", "portal:sitemap", "portal:accessibility")  # fmt: skip
FOR_NOBODY = ("/desk/", "/admin/", "/api/", "/mine", "/drafts/", "/cases/", "/files/", "/papers/",
              "/track/", "/check/", "/sign/", "/shown/", "/letters/", "/rate/")  # fmt: skip


@require_safe
@cacheable
@entrance(Door.ANYONE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page there is, as links."""
    links = [
        {"word": each.parsed.sheet.title, "note": each.parsed.sheet.official,
         "url": reverse("portal:guide", args=[each.code])}
        for each in services_at(site_of(request), services())
    ]  # fmt: skip
    sites = [
        {"word": dict(each.names), "url": address_of(each) + "/", "icon": "world"}
        for each in cluster().sites
        if each != site_of(request)
    ]
    own = {group: listed(group) for group in GROUPS}
    context = {"services": links, "sites": sites, "ways": other_ways(), "own": own}
    return render(request, "portal/sitemap.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def addresses(request: HttpRequest) -> HttpResponse:
    """The pages of this site for search engines (sitemaps.org), each by the address it is kept at.

    What another site shares is listed there, not here.
    """
    site = site_of(request)
    start = address_of(site) if site else settings.ONEDOOR_ADDRESS.rstrip("/")
    known = services_at(site, services())
    places = divisions_within(site.division if site else "", "township")
    paths = [reverse(each) for each in LASTING]
    paths += [reverse("portal:guide", args=[each.code]) for each in known]
    paths += [reverse("portal:piece", args=[each]) for each in own_slugs(slug_of(request))]
    paths += [reverse("portal:place", args=[each.code]) for each in places]
    lines = [f"<url><loc>{escape(start + each)}</loc></url>" for each in paths]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    head += '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse("\n".join([head, *lines, "</urlset>"]), content_type="application/xml")


@require_safe
@cacheable
@entrance(Door.ANYONE)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: what is for everybody; and where the list of it is."""
    site = site_of(request)
    start = address_of(site) if site else settings.ONEDOOR_ADDRESS.rstrip("/")
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in FOR_NOBODY)]
    lines.append(f"Sitemap: {start}{reverse('portal:sitemap-xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cacheable
@entrance(Door.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works without eyes, hands or script, and whom to tell when something does not."""
    context = {
        "themes": theme_links(request, reverse("portal:accessibility")),
        "large": in_large_type(request),
    }
    return render(request, "portal/accessibility.html", context)
