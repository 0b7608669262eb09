"""`onedoor licences …`: the directory of licences at the terminal."""

import typer

from onedoor.site.terminal import product, tell

licences = typer.Typer(help="The directory of licences.", no_args_is_help=True)


@licences.command("types")
def types() -> None:
    """Every type of licence the packs know: type code, code, name, and the services that end so."""
    with product(database=False):
        from django.conf import settings

        from onedoor.registers.catalogue.queries import read_packs

        packs = read_packs(settings.ONEDOOR_PACKS)
        yielding: dict[str, list[str]] = {}
        for service in packs.services:
            if kind := service.definition.sheet.outcome.licence:
                yielding.setdefault(kind, []).append(service.code)
        for each in sorted(packs.licences, key=lambda licence: licence.type.type_code):
            services = ", ".join(yielding.get(each.type.code, ["-"]))
            tell(f"{each.type.type_code}  {each.type.code}  {each.type.name}  ({services})")
        tell(f"{len(packs.licences)} types")
