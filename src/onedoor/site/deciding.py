"""`onedoor decisions`: the rules that decide, shown, exported and measured."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.site import places
from onedoor.site.terminal import product, tell

if TYPE_CHECKING:
    from onedoor.registers.catalogue.definition import Decisions

app = typer.Typer(help="Rules that decide: decision tables and their engine.", no_args_is_help=True)
Service = Annotated[str, typer.Argument(help="The code of a service.")]
Packs = Annotated[Path | None, typer.Option(help="The folder of packs; by default packs/.")]


@app.command("tck")
def tck(
    folder: Annotated[Path, typer.Argument(help="A folder of models and conformance cases.")],
) -> None:
    """Run conformance cases of DMN: one line of CSV for each expected result."""
    from dmn.tck import run_folder, write_csv

    results = list(run_folder(folder))
    write_csv(results, sys.stdout)
    failed = sum(each.verdict == "failed" for each in results)
    raise typer.Exit(1 if failed or not results else 0)


@app.command("show")
def show(service: Service, packs: Packs = None) -> None:
    """The decision tables of a service, as text."""
    with product(database=False):
        decisions = _decisions(service, packs)
        tell(f"{service}  {decisions.version}  {decisions.basis}")
        for table in decisions.tables:
            policy = f"{table.hit} {table.aggregate}".strip()
            tell(f"\n{table.id}  {table.title}  [{table.gives}; {policy}]")
            heads = [str(each.label) for each in table.inputs]
            tell("  " + " | ".join([*heads, *(f"→ {each.label}" for each in table.outputs)]))
            for number, rule in enumerate(table.rules, 1):
                tell(f"  {number:>2}. " + " | ".join([*rule.when, *(f"→ {v}" for v in rule.then)]))
                tell(f"      {rule.words}")


@app.command("export")
def export(service: Service, packs: Packs = None) -> None:
    """The decision tables of a service as XML of DMN 1.3."""
    from dmn.write import write_model

    with product(database=False):
        decisions = _decisions(service, packs)
        tell(write_model(decisions.model, service, f"urn:onedoor:{service}").rstrip())


@app.command("coverage")
def coverage(packs: Packs = None) -> None:
    """Which rows of which tables the stories reach; fails where one is neither told nor excused."""
    with product(database=False):
        from onedoor.registers.catalogue.queries import rows_reached

        rows = rows_reached(packs or places.packs())
        for row in rows:
            told = ", ".join(row.stories) or (f"- {row.reason}" if row.reason else "NO STORY")
            tell(f"{row.service}/{row.table} {row.row:>2}  {told}")
        reached = sum(bool(row.stories) for row in rows)
        open_rows = sum(not row.stories and not row.reason for row in rows)
        tell(
            f"{reached} of {len(rows)} rows are reached; {open_rows} are neither told nor excused."
        )
    raise typer.Exit(1 if open_rows else 0)


def _decisions(code: str, folder: Path | None) -> "Decisions":
    from onedoor.registers.catalogue.queries import decisions_in

    found = decisions_in(folder or places.packs(), code)
    if found is None:
        tell(f"No service `{code}` with decision tables.")
        raise typer.Exit(1)
    return found
