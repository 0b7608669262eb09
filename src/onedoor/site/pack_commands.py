"""More of `onedoor packs …`: the route as a file for modellers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.site import places
from onedoor.site.terminal import product, tell

if TYPE_CHECKING:
    from onedoor.registers.catalogue.queries import ServicePack

Packs = Annotated[Path | None, typer.Option("--packs", help="The folder of packs.")]


def add_to(packs: typer.Typer) -> None:
    """Put these commands into the group."""
    packs.command("bpmn")(bpmn)


def of_service(code: str, folder: Path | None) -> "ServicePack":
    """The service of this code in the folder; says so and ends where there is none."""
    from onedoor.registers.catalogue.queries import service_packs

    found = service_packs(folder or places.packs(), service=code)
    if not found:
        tell(f"there is no service {code} in the packs, or its files have faults")
        raise typer.Exit(2)
    return found[0]


def bpmn(
    service: str,
    into: Annotated[Path | None, typer.Option(help="Where to write; default: printed.")] = None,
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    folder: Packs = None,
) -> None:
    """Draw the route of a service as BPMN 2.0 with its diagram, for other modellers."""
    with product(database=False):
        from onedoor.registers.catalogue.bpmn import bpmn_of

        content = bpmn_of(of_service(service, folder).definition, language=language)
    if into is None:
        typer.echo(content.decode(), nl=False)
    else:
        into.write_bytes(content)
        tell(f"written: {into}")
