"""`onedoor decisions`: the rules that decide, shown, exported and measured."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Rules that decide: decision tables and their engine.", no_args_is_help=True)


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
