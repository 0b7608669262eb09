"""Which sites there are and where: asked once in a while by each process, not by each request."""

from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import DatabaseError

from onedoor.kernel.actors import Actor
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.sites.models import SiteKept
from onedoor.registers.sites.refusals import NoSuchSite, NotYourSite
from onedoor.registers.sites.rules import Cluster, Site

__all__ = [
    "Cluster", "Site", "address_of", "bases", "cluster", "cluster_now", "forget", "site_of_mine",
    "sites_where",
]  # fmt: skip

# A site that was made or changed is known to every process after so many seconds.
SECONDS = 2.0
_kept: list[tuple[float, Cluster]] = []


def cluster() -> Cluster:
    """All sites, at most a moment old. One query when asked anew, none while warm.

    With no database: what was last known.
    """
    if _kept and monotonic() - _kept[0][0] < SECONDS:
        return _kept[0][1]
    try:
        found = cluster_now()
    except DatabaseError:
        return _kept[0][1] if _kept else Cluster()
    _kept[:] = [(monotonic(), found)]
    return found


def cluster_now() -> Cluster:
    """All sites as they are kept at this moment, by division."""
    rows = SiteKept.objects.order_by("division").annotate(
        hosts=ArrayAgg("named__host", order_by="named__number")
    )
    return Cluster(tuple(_site(each) for each in rows))


def forget() -> None:
    """Ask anew next time: something has just changed."""
    _kept.clear()


def bases() -> list[str]:
    """The names of this installation that are no site's own."""
    # A test bench adds its name to Django's own list, in which ours is "*".
    return [*settings.ONEDOOR_HOSTS, *(each for each in settings.ALLOWED_HOSTS if each != "*")]


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


def sites_where(actor: Actor, *posts: str) -> frozenset[str]:
    """The sites in which the actor holds one of these posts of any agency, by slug."""
    held = actor.agencies_as(*posts)
    if not held:
        return frozenset()
    known = cluster()
    found = (known.of_division(each.division_id) for each in agencies(held).values())
    return frozenset(each.slug for each in found if each)


def site_of_mine(slug: str, *posts: str, by: Actor) -> Site:
    """The site, for whoever holds one of these posts there. NoSuchSite, NotYourSite."""
    site = cluster().called(slug)
    if site is None:
        raise NoSuchSite(where="site")
    if slug not in sites_where(by, *posts):
        raise NotYourSite(site=site.called("zh"))
    return site


def _site(row: Any) -> Site:
    return Site(
        slug=row.slug, division=row.division, names=row.names, office=row.office, hue=row.hue,
        hosts=tuple(each for each in row.hosts if each), columns=tuple(row.columns), foot=row.foot,
        takes_services=frozenset(row.takes_services), takes_pieces=frozenset(row.takes_pieces),
        revision=row.revision,
    )  # fmt: skip
