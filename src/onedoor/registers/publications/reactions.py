"""What this room does about news: a new site takes over what its agencies have written."""

from onedoor.kernel.events import on
from onedoor.registers.publications.actions import give_pieces_their_site
from onedoor.registers.sites.events import SiteMade


@on(SiteMade)
def let_pieces_follow_their_site(event: SiteMade) -> None:
    """What the agencies of its place have published stands there from now on."""
    give_pieces_their_site(event.site)
