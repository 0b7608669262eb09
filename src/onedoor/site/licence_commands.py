"""`onedoor licences …`: the directory of licences at the terminal."""

import json
from typing import Annotated

import typer

from onedoor.site.terminal import operator, product, tell

licences = typer.Typer(help="The directory of licences.", no_args_is_help=True)


@licences.command("record")
def record(
    which: Annotated[str, typer.Argument(metavar="NUMBER|IDENTIFIER", help="Of one licence.")],
) -> None:
    """A licence as the national directory takes it (JSON, by the names of the exchange schema).

    The look is a row that its holder reads. Exit 1 when there is no such licence, or when it was
    issued before its type had a code.
    """
    with product(tables=True):
        from onedoor.kernel.refusals import Refusal
        from onedoor.registers.licences.directory import record_handed_over

        try:
            told = record_handed_over(which, by=operator())
        except Refusal as refusal:
            tell(refusal.sentence)
            raise typer.Exit(1) from None
        tell(json.dumps(told, ensure_ascii=False, indent=2))


@licences.command("types")
def types() -> None:
    """Every type of licence the packs know: type code, code, name, and the services that end so.

    A type code with ? behind it was not found in the directory of licences: a sample, or unsure.
    """
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
            certain = each.type.type_code_certain
            mark = " " if certain == "high" else "?"
            tell(f"{each.type.type_code}{mark} {each.type.code}  {each.type.name}  ({services})")
        unsure = sum(each.type.type_code_certain != "high" for each in packs.licences)
        tell(f"{len(packs.licences)} types; {unsure} with a code that is not sure (?)")
