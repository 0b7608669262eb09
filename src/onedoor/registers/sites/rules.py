"""Which site a host, a division or a service belongs to: values in, a site or a refusal out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.acts import reach_of
from onedoor.registers.sites import colours
from onedoor.registers.sites import refusals as no

# Wider levels whose services a site takes, by how many digits of a division they go by.
LEVELS = {"nation": 0, "region": 2, "prefecture": 4}
KINDS = ("notice", "policy", "law", "question", "article")
FOOT = ("host", "undertaker", "contact", "site_code", "icp", "police")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_ADDRESS = re.compile(r"[0-9.]+|\[.*\]")
LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Site:
    """One site as it stands. `hosts`: the first is the one its addresses are written with."""

    slug: str
    division: str
    names: Mapping[str, str]
    office: str
    hue: str = colours.USUAL
    hosts: tuple[str, ...] = ()
    # Empty: every column there is, in the usual order.
    columns: tuple[str, ...] = ()
    foot: Mapping[str, str] = field(default_factory=dict)
    takes_services: frozenset[str] = frozenset(LEVELS)
    takes_pieces: frozenset[str] = frozenset(KINDS)
    revision: int = 1

    def called(self, language: str) -> str:
        """Its name in this language, in Chinese where there is no other."""
        return self.names.get(language.partition("-")[0]) or self.names["zh"]

    @property
    def reach(self) -> str:
        """The digits that every division of this site begins with."""
        return digits_of(self.division)

    @property
    def is_of_a_county(self) -> bool:
        """Whether it is narrower than a prefecture."""
        return len(self.reach) > LEVELS["prefecture"]

    def takes_service(self, offered_in: Iterable[str]) -> bool:
        """Whether a service that is offered in these divisions is shown here.

        Its own and those within it always; those of the bodies around it as its rule says.
        """
        wide = {LEVELS[each] for each in self.takes_services}
        return any(
            each.startswith(self.reach)
            or (self.reach.startswith(digits_of(each)) and len(digits_of(each)) in wide)
            for each in offered_in
        )

    def is_within(self, division: str) -> bool:
        """Whether the division lies in this site's."""
        return division.startswith(self.reach)


def digits_of(division: str) -> str:
    """What every division within this one begins with; "" for the nation."""
    return reach_of(division) if division.strip("0") else ""


@dataclass(frozen=True)
class Cluster:
    """All sites, and which is which."""

    sites: tuple[Site, ...] = ()

    @cached_property
    def by_slug(self) -> Mapping[str, Site]:
        """Each site by its slug."""
        return {each.slug: each for each in self.sites}

    @cached_property
    def by_host(self) -> Mapping[str, Site]:
        """Each site by every host of its own."""
        return {host: each for each in self.sites for host in each.hosts}

    @cached_property
    def root(self) -> Site | None:
        """The widest site: what shows where no host says otherwise."""
        return min(self.sites, key=lambda each: (len(each.reach), each.division), default=None)

    @cached_property
    def stamp(self) -> str:
        """Changes whenever any site does: for pages kept in memory."""
        return ",".join(f"{each.slug}={each.revision}" for each in self.sites)

    def called(self, slug: str) -> Site | None:
        """The site of this slug, or None."""
        return self.by_slug.get(slug)

    def of_host(self, host: str, bases: Iterable[str]) -> Site | None:
        """The site that answers at this host (without port), None for a stranger's.

        A site answers at its own hosts and, without any record in the DNS of its own, at
        `<slug>.<base>`; what is a base itself shows the root.
        """
        name = host.lower().rstrip(".")
        if found := self.by_host.get(name):
            return found
        known = tuple(each.lower() for each in bases)
        if name in known:
            return self.root
        slug, _dot, rest = name.partition(".")
        return self.by_slug.get(slug) if rest in known and not _ADDRESS.fullmatch(rest) else None

    def of_division(self, division: str) -> Site | None:
        """The narrowest site the division lies in."""
        around = [each for each in self.sites if each.is_within(division)]
        return max(around, key=lambda each: len(each.reach), default=None)

    def above(self, site: Site) -> tuple[Site, ...]:
        """The sites around this one, the nearest first."""
        around = [each for each in self.sites if each != site and each.is_within(site.division)]
        return tuple(sorted(around, key=lambda each: -len(each.reach)))

    def below(self, site: Site) -> tuple[Site, ...]:
        """The sites within this one, by division."""
        inside = [each for each in self.sites if each != site and site.is_within(each.division)]
        return tuple(sorted(inside, key=lambda each: each.division))


def why_not_a_hue(hue: str) -> Refusal | None:
    """A colour that cannot be read is refused, and the nearest that can is said."""
    if not colours.is_hue(hue):
        return no.NotAHue(where="hue", hue=hue[:20])
    if colours.is_clear(hue):
        return None
    return no.HueNotClear(
        where="hue", hue=hue.upper(), nearest=colours.nearest_clear(hue),
        ratio=f"{int(colours.clearness(hue) * 10) / 10}",
    )  # fmt: skip


def why_not_hosts(site: Site, cluster: Cluster, bases: Iterable[str]) -> Refusal | None:
    """A host is a name written in lower case, and leads to one site.

    Taken are the hosts of others, the names they answer at without any, and the names of the
    installation, which are the root's. So is the one this site itself would answer at without any.
    """
    known = tuple(bases)
    others = Cluster(tuple(each for each in cluster.sites if each.slug != site.slug))
    around = Cluster((*others.sites, replace(site, hosts=())))
    for each in site.hosts:
        if len(each) > 253 or not _HOST.fullmatch(each) or _ADDRESS.fullmatch(each):
            return no.NotAHost(where="hosts", host=each[:80])
        taken = around.of_host(each, known)
        if taken and taken.slug != site.slug:
            return no.HostTaken(where="hosts", host=each, site=taken.called("zh"))
    for each in (f"{site.slug}.{base}" for base in known):
        if taken := others.by_host.get(each):
            return no.HostTaken(where="slug", host=each, site=taken.called("zh"))
    repeated = len(set(site.hosts)) < len(site.hosts)
    return no.NotAHost(where="hosts", host=site.hosts[0]) if repeated else None


def why_not_shown(site: Site) -> Refusal | None:
    """What a site says of itself: a name, a clear colour, rules of known words."""
    if not site.names.get("zh", "").strip():
        return no.NameNeeded(where="name")
    if refusal := why_not_a_hue(site.hue):
        return refusal
    unknown = [*(site.takes_services - set(LEVELS)), *(site.takes_pieces - set(KINDS))]
    unknown += [each for each in site.foot if each not in FOOT]
    unknown += [each for each in site.columns if not _SLUG.fullmatch(each)]
    if unknown:
        return no.NoSuchRule(where="rule", word=unknown[0][:40])
    if len(set(site.columns)) < len(site.columns):
        return no.ColumnTwice(where="columns")
    return None


def why_not_made(site: Site, cluster: Cluster, bases: Iterable[str]) -> Refusal | None:
    """A new site has a slug and a division of its own, and hosts that are nobody's."""
    if not _SLUG.fullmatch(site.slug) or len(site.slug) > LONGEST:
        return no.NotASlug(where="slug")
    if site.slug in cluster.by_slug:
        return no.SlugTaken(where="slug", slug=site.slug)
    same = next((each for each in cluster.sites if each.division == site.division), None)
    if same:
        return no.DivisionTaken(where="division", site=same.called("zh"))
    return why_not_shown(site) or why_not_hosts(site, cluster, bases)
