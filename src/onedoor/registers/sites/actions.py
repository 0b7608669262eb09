"""Making a site in one act, and changing what it shows and takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.registers.agencies.actions import appoint
from onedoor.registers.agencies.queries import agency, division
from onedoor.registers.agencies.rules import refuse_other_offices
from onedoor.registers.sites import refusals as no
from onedoor.registers.sites.events import SiteChanged, SiteMade
from onedoor.registers.sites.models import SiteHost, SiteKept
from onedoor.registers.sites.queries import bases, cluster_now, forget
from onedoor.registers.sites.rules import Site, why_not_hosts, why_not_made, why_not_shown

__all__ = ["CHIEF", "EDITOR", "FirstPeople", "change_site", "make_site", "set_hosts"]

# The posts of an agency that writes and signs off what it publishes.
EDITOR, CHIEF = "editor", "chief-editor"
_CHANGED = ("names", "hue", "columns", "foot", "takes_services", "takes_pieces")


@dataclass(frozen=True)
class FirstPeople:
    """Who writes for the site and who signs off there, by account: two people."""

    editor: Any
    chief: Any


@transaction.atomic
def make_site(site: Site, *, people: FirstPeople, by: Actor) -> Site:
    """Host, colour, columns, rules and first editors in one act: all of it, or nothing.

    It gives posts, and so it is the security administrator's. NotThisOffice, NotFound (no such
    division, office, post or account), NotASlug, SlugTaken, DivisionTaken, NameNeeded, NotAHue,
    HueNotClear, NotAHost, HostTaken, NoSuchRule, ColumnTwice, OfficeElsewhere, EditorsNeeded,
    NotAClerk, HoldsAnOffice.
    """
    refuse_other_offices("security", by=by)
    take_turn_of("the sites")
    site = replace(site, hue=site.hue.upper(), revision=1)
    if refusal := why_not_made(site, cluster_now(), bases()):
        raise refusal
    division(site.division)
    office = agency(site.office)
    if not site.is_within(office.division_id):
        raise no.OfficeElsewhere(where="office", office=office.short)
    if not people.editor or not people.chief or str(people.editor) == str(people.chief):
        raise no.EditorsNeeded(where="editor")
    SiteKept.objects.create(
        slug=site.slug, division=site.division, office=site.office, made_at=now(),
        changed_at=now(), **_kept(site),
    )  # fmt: skip
    _have_hosts(site)
    made = SiteMade(
        subject=f"site:{site.slug}", site=site.slug, division=site.division, office=site.office,
        hosts=site.hosts, hue=site.hue,
    )  # fmt: skip
    record(made, by=by, begins=True)
    for account, post in ((people.editor, EDITOR), (people.chief, CHIEF)):
        appoint(account, f"{site.office}/{post}", since=today(), by=by)
    _known_at_once()
    return site


@transaction.atomic
def change_site(slug: str, changes: Mapping[str, Any], *, revision: int, by: Actor) -> Site:
    """Change its name, colour, columns, foot or rules; `revision` is the one they were read at.

    By the chief editor of its office. NoSuchSite, NotYourSite, SiteChangedMeanwhile, and as
    making one.
    """
    kept, before = _locked(slug)
    if by is not SYSTEM and not (by.is_staff and by.holds(f"{kept.office}/{CHIEF}")):
        raise no.NotYourSite(site=before.called("zh"))
    if before.revision != revision:
        raise no.SiteChangedMeanwhile()
    wanted = {name: value for name, value in changes.items() if name in _CHANGED}
    site = replace(before, **wanted)
    site = replace(site, hue=site.hue.upper())
    if refusal := why_not_shown(site):
        raise refusal
    parts = tuple(each for each in _CHANGED if getattr(site, each) != getattr(before, each))
    return _changed(kept, site, parts, by=by) if parts else before


@transaction.atomic
def set_hosts(slug: str, hosts: Iterable[str], *, by: Actor) -> Site:
    """Let the site answer at these hosts and no other; the first is the one it is written with.

    The system administrator's. NotThisOffice, NoSuchSite, NotAHost, HostTaken.
    """
    refuse_other_offices("system", by=by)
    take_turn_of("the sites")
    kept, before = _locked(slug)
    site = replace(before, hosts=tuple(hosts))
    if refusal := why_not_hosts(site, cluster_now(), bases()):
        raise refusal
    if site.hosts == before.hosts:
        return before
    SiteHost.objects.filter(site=kept).delete()
    _have_hosts(site)
    return _changed(kept, site, ("hosts",), by=by)


def _changed(kept: SiteKept, site: Site, parts: tuple[str, ...], *, by: Actor) -> Site:
    site = replace(site, revision=site.revision + 1)
    SiteKept.objects.filter(pk=kept.pk).update(
        **_kept(site), revision=site.revision, changed_at=now()
    )
    told = SiteChanged(
        subject=f"site:{site.slug}", site=site.slug, parts=parts, revision=site.revision
    )
    record(told, by=by)
    _known_at_once()
    return site


def _locked(slug: str) -> tuple[SiteKept, Site]:
    kept = SiteKept.objects.select_for_update().filter(pk=slug).first()
    site = cluster_now().called(slug)
    if kept is None or site is None:
        raise no.NoSuchSite(where="site")
    return kept, site


def _kept(site: Site) -> dict[str, Any]:
    return {
        "names": dict(site.names), "hue": site.hue, "columns": list(site.columns),
        "foot": dict(site.foot), "takes_services": sorted(site.takes_services),
        "takes_pieces": sorted(site.takes_pieces),
    }  # fmt: skip


def _have_hosts(site: Site) -> None:
    SiteHost.objects.bulk_create(
        SiteHost(host=host, site_id=site.slug, number=number)
        for number, host in enumerate(site.hosts)
    )


def _known_at_once() -> None:
    forget()
    transaction.on_commit(forget)
