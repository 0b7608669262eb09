"""Which site a request is for: its host says so, and nothing else does."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port, validate_host

from onedoor.channels.look.qr import absolute
from onedoor.registers.sites.queries import Site, address_of, bases, cluster


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


def site_of(request: HttpRequest | None) -> Site | None:
    """The site this request is for; None where there are no sites."""
    return getattr(request, "of_site", None)


def slug_of(request: HttpRequest) -> str:
    """The slug of the site this request is for, "" where there are no sites."""
    site = site_of(request)
    return site.slug if site else ""


def own_address(request: HttpRequest, path: str) -> str:
    """The address of a page at the site it is read at."""
    site = site_of(request)
    return address_of(site) + path if site else absolute(path)
