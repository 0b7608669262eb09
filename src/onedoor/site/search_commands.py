"""`onedoor search …`: the index of the portal's search at the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from onedoor.site import places
from onedoor.site.terminal import product, tell

search = typer.Typer(help="The search of the portal.", no_args_is_help=True)


@search.command("rebuild")
def rebuild(
    packs: Annotated[Path | None, typer.Option("--packs", help="The folder of packs.")] = None,
) -> None:
    """Draw the index anew from what is published and from the search words of the packs."""
    with product(tables=True):
        from onedoor.registers.finding.actions import index_all

        count = index_all(packs or places.packs())
    tell(f"{count} services and bundles can be found")


@search.command("ask")
def ask(query: str) -> None:
    """What a query finds, best first, and by which of its names."""
    with product(tables=True):
        from onedoor.registers.finding.queries import search as look

        answer = look(query)
        for each in answer.found or answer.near:
            tell(
                f"{each.score:.2f}  {each.code:<32} {each.said} {each.how} {each.read_as}".rstrip()
            )
        if not answer.found:
            tell("nothing is near enough")
