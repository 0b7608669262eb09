"""The sites of the sample city: each made in one act by its security administrator."""

from collections.abc import Callable, Iterable

from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import SampleSite
from onedoor.registers.sites.actions import FirstPeople, make_site
from onedoor.registers.sites.queries import Site


def make_sites(cast: Callable[[str], Actor], samples: Iterable[SampleSite]) -> int:
    """Make every sample site, in the order of the packs; how many there are."""
    told = list(samples)
    for sample in told:
        make_site(_site(sample), people=_people(cast, sample), by=cast("admin_security"))
    return len(told)


def _people(cast: Callable[[str], Actor], sample: SampleSite) -> FirstPeople:
    editor, chief = (
        cast(ref).ref.removeprefix("account:") for ref in (sample.editor, sample.chief)
    )
    return FirstPeople(editor=editor, chief=chief)


def _site(sample: SampleSite) -> Site:
    names = {name: said for name, said in sample.name.model_dump().items() if said}
    return Site(
        slug=sample.slug, division=sample.division, names=names, office=sample.office,
        hue=sample.hue, hosts=sample.hosts, columns=sample.columns, foot=sample.foot,
        takes_pieces=frozenset(sample.takes_pieces),
    )  # fmt: skip
