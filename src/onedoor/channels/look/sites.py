"""Which site a request is for: its host says so, and nothing else does."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port, validate_host

from onedoor.channels.look.qr import absolute
from onedoor.registers.sites.queries import Site, cluster


class SiteOfTheHost:
    """Middleware, before all others: `request.of_site` is the site of the host, None without sites.

    Hosts of sites are known as soon as the sites are, without a restart; a stranger's host is
    refused (400) before anything else is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host, _port = split_domain_port(request.META.get("HTTP_HOST") or own_name(request))
        site = cluster().of_host(host, bases()) if host else None
        if not host or (site is None and not validate_host(host, bases())):
            raise DisallowedHost(f"no site answers at {host!r}")
        request.of_site = site  # type: ignore[attr-defined]
        return self.get_response(request)


def own_name(request: HttpRequest) -> str:
    """What a client without a Host header must mean: the name the server itself goes by."""
    return str(request.META.get("SERVER_NAME", ""))


def bases() -> list[str]:
    """The names of this installation that are no site's own."""
    # A test bench adds its name to Django's own list, in which ours is "*".
    return [*settings.ONEDOOR_HOSTS, *(each for each in settings.ALLOWED_HOSTS if each != "*")]


def site_of(request: HttpRequest | None) -> Site | None:
    """The site this request is for; None where there are no sites."""
    return getattr(request, "of_site", None)


def slug_of(request: HttpRequest) -> str:
    """The slug of the site this request is for, "" where there are no sites."""
    site = site_of(request)
    return site.slug if site else ""


def address_of(site: Site) -> str:
    """Where a site is found, without a path: its first host, else `<slug>.<first base>`.

    The root without a host of its own is found where the installation is.
    """
    whole = urlsplit(settings.ONEDOOR_ADDRESS)
    port = f":{whole.port}" if whole.port else ""
    if site.hosts:
        return f"{whole.scheme}://{site.hosts[0]}{port}"
    base = next((each for each in bases() if not each.replace(".", "").isdigit()), "")
    if site == cluster().root or not base or base.startswith("["):
        return settings.ONEDOOR_ADDRESS.rstrip("/")
    return f"{whole.scheme}://{site.slug}.{base}{port}"


def own_address(request: HttpRequest, path: str) -> str:
    """The address of a page at the site it is read at."""
    site = site_of(request)
    return address_of(site) + path if site else absolute(path)
