"""More of `onedoor packs …`: the route for modellers, the paths of situations, what changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.site import places
from onedoor.site.terminal import product, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onedoor.registers.catalogue.paths import Survey
    from onedoor.registers.catalogue.queries import ServicePack

Packs = Annotated[Path | None, typer.Option("--packs", help="The folder of packs.")]


def add_to(packs: typer.Typer) -> None:
    """Put these commands into the group."""
    packs.command("bpmn")(bpmn)
    packs.command("paths")(paths)
    packs.command("diff")(diff)


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


def paths(
    service: Annotated[str, typer.Argument(help="One service; all where none is named.")] = "",
    folder: Packs = None,
) -> None:
    """Every path through the situations: which story walks it, what no story meets, and why."""
    with product(database=False):
        from onedoor.registers.catalogue.queries import service_packs

        found = service_packs(folder or places.packs(), service=service)
        for pack in found:
            for line in lines_of_paths(pack, whole=bool(service)):
                tell(line)
        if found and not service:
            for line in lines_of_all(found):
                tell(line)
    if not found:
        tell(f"there is no service {service} in the packs, or its files have faults")
        raise typer.Exit(2)


def speaking(folder: Path | None = None) -> None:
    """Which languages each service speaks whole, and how many services each language has."""
    with product(database=False):
        from onedoor.registers.catalogue.queries import service_packs
        from onedoor.registers.catalogue.speaking import WRITTEN, whole_in

        found = {
            pack.code: whole_in(pack.definition) for pack in service_packs(folder or places.packs())
        }
    for code, languages in found.items():
        tell(f"whole in {', '.join(languages)}: {code}")
    for language in WRITTEN:
        count = sum(language in languages for languages in found.values())
        tell(f"{language}: {count} of {len(found)} services are whole")


def diff(
    service: Annotated[str, typer.Argument(help="One service; all where none is named.")] = "",
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    folder: Packs = None,
) -> None:
    """What publishing the packs would change, in words, against what is published now."""
    with product(tables=True):
        from onedoor.registers.catalogue.queries import service_packs

        found = service_packs(folder or places.packs(), service=service)
        for pack in found:
            for line in lines_of_changes(pack, language):
                tell(line)
    if not found:
        tell(f"there is no service {service} in the packs, or its files have faults")
        raise typer.Exit(2)


def lines_of_changes(pack: "ServicePack", language: str = "zh") -> list[str]:
    """The differences between what is published and what the folder says, under their headings."""
    from onedoor.registers.catalogue.comparing import PARTS, by_part, differences
    from onedoor.registers.catalogue.definition import say
    from onedoor.registers.catalogue.queries import published_now

    published = published_now(pack.code)
    if published is None:
        return [f"{pack.code}: not published yet"]
    found = differences(published.parsed, pack.definition)
    if not found:
        return [f"{pack.code}: nothing that is carried out has changed since version"
                f" {published.number}"]  # fmt: skip
    lines = [f"{pack.code}: {len(found)} changes since version {published.number}"]
    for part, said in by_part(found):
        lines.append(f"  {say(PARTS[part], language)}")
        lines += [f"    {say(each.text, language)}" for each in said]
    return lines


def lines_of_paths(pack: "ServicePack", *, whole: bool) -> list[str]:
    """A count in one line, then a line for each path that no story walks; `whole`: for each."""
    from onedoor.registers.catalogue.queries import survey_of

    found = survey_of(pack)
    lines = [f"{pack.code}: {_counted([found])}"]
    if whole:
        lines += [f"  walked    {each.first}  ({', '.join(each.stories)})" for each in found.walked]
        lines += [f"  composed  {each.first}" for each in found.composed]
    lines += [f"  excused   {each.first}  {each.reason}" for each in found.excused]
    for each in found.open:
        lines.append(
            f"  open      {each.first}  no story meets {', '.join(found.missing[each.first])}"
        )
    return lines


def lines_of_all(packs: "Sequence[ServicePack]") -> list[str]:
    """The same count over all services, and how many rows of decision tables stories reach."""
    from onedoor.registers.catalogue.queries import reached_rows, survey_of

    surveys = [survey_of(each) for each in packs]
    rows = [row for each in packs for row in reached_rows(each)]
    tables = len({(row.service, row.table) for row in rows})
    covered = sum(bool(row.stories) for row in rows)
    excused = sum(bool(row.reason) and not row.stories for row in rows)
    return [
        f"all {len(packs)} services: {_counted(surveys)}",
        f"all {tables} decision tables: {len(rows)} rows, {covered} covered by a story,"
        f" {len(rows) - covered} not, of these {excused} excused",
    ]


def _counted(found: "Sequence[Survey]") -> str:
    walked = sum(len(each.walked) for each in found)
    composed = sum(len(each.composed) for each in found)
    excused = sum(len(each.excused) for each in found)
    left = sum(len(each.open) for each in found)
    stopped = sum(each.stopped for each in found)
    return (
        f"{sum(each.total for each in found)} paths, {walked} walked, {composed} made of walked"
        f" parts, {excused} excused, {left} open; {stopped} ways stop before an application"
    )
