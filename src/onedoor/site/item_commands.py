"""`onedoor items …`: the catalogue list at the terminal."""

import json
from typing import Annotated

import typer

from onedoor.site.terminal import product, tell

items = typer.Typer(help="The catalogue list: items, claims, codes.", no_args_is_help=True)


@items.command("check")
def check() -> None:
    """Same item, same standard, same code: print every deviation over all bodies; exit 1 if any."""
    with product(tables=True):
        from onedoor.registers.items.deviations import deviations

        found = deviations()
        for each in found:
            tell(each)
        tell(f"{len(found)} deviations" if found else "every body keeps to the standard")
    raise typer.Exit(int(bool(found)))


@items.command("list")
def listing() -> None:
    """Every item as the list stands today: code, state, name, by how many bodies it is claimed."""
    with product(tables=True):
        from collections import Counter

        from onedoor.registers.items.queries import claims_of, listed

        claimed = Counter(claim.item_id for claim in claims_of())
        for code, each in listed().items():
            tell(f"{code}  {each.state:<10} {claimed[code]:>3}  {each.item.name}")


@items.command("code")
def code(
    list_name: Annotated[str, typer.Argument(metavar="LIST")],
    word: str,
    interface: Annotated[str, typer.Option(help="gb39046, exchange, …")] = "gb39046",
) -> None:
    """The code that an interface uses for our word; without a match, what it knows."""
    from onedoor.registers.items import codelists

    tell(codelists.code_of(list_name, word, interface=interface))


@items.command("powers")
def powers(agency: str) -> None:
    """The newest powers list of an agency as JSON."""
    with product(tables=True):
        from onedoor.registers.items.queries import edition

        found = edition(agency)
        content = found.content if found else []
    tell(json.dumps(content, ensure_ascii=False, indent=2))
