"""Sites as the tests make them: with the sample's first editors, in one act."""

from typing import Any

from tests.world import World

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.people.queries import account_called
from onedoor.registers.sites.actions import FirstPeople, make_site
from onedoor.registers.sites.queries import Site

PREFECTURE, KUQA, WENSU = "652900000000", "652902000000", "652922000000"
_OFFICES = {
    "aksu": ("government-aksu", PREFECTURE, "阿克苏地区"),
    "aksu-city": ("people-government-aksu-city", "652901000000", "阿克苏市"),
    "kuqa": ("people-government-kuqa", KUQA, "库车市"),
    "wensu": ("people-government-wensu", WENSU, "温宿县"),
    "shaya": ("people-government-shaya", "652924000000", "沙雅县"),
}
MADE = ("aksu", "aksu-city", "kuqa", "wensu")


def a_site(slug: str = "kuqa", **changes: Any) -> Site:
    """A site that could be made."""
    office, division, name = _OFFICES[slug]
    facts: dict[str, Any] = {
        "slug": slug,
        "division": division,
        "names": {"zh": name},
        "office": office,
    }
    return Site(**facts | changes)


def people_of(world: World, slug: str = "kuqa") -> FirstPeople:
    """The two clerks of the sample who write and sign off there, with no post of today's."""
    ref = _OFFICES[slug][0].replace("-", "_")
    world.cast(f"{ref}_editor"), world.cast(f"{ref}_chief_editor")
    editor, chief = account_called(f"{ref}_editor"), account_called(f"{ref}_chief_editor")
    assert editor and chief
    return FirstPeople(editor=editor.pk, chief=chief.pk)


def made(world: World, slug: str = "kuqa", **changes: Any) -> Site:
    """The site, made."""
    return make_site(a_site(slug, **changes), people=people_of(world, slug), by=SYSTEM)


def made_all(world: World) -> None:
    """The prefecture's site and three of its counties'."""
    for slug in MADE:
        made(world, slug)
