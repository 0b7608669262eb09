"""`onedoor site …`: the bottom-line checks on a site's own pages, at the terminal."""

import json
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from onedoor.site.terminal import product, tell

site = typer.Typer(help="Sites as their visitors meet them.", no_args_is_help=True)


@site.callback()
def _group() -> None:
    """Keeps `inspect` a word of its own."""


@site.command("inspect")
def inspect(
    address: Annotated[str, typer.Argument(help="Where the site is: http(s)://host[:port].")],
    file: Annotated[Path | None, typer.Option("--json", help="Write the report there.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many pages to read at the utmost.")] = 5000,
) -> None:
    """Walk a OneDoor site without an account and check entries, links, search, guides, forms.

    No database, and nothing is sent. Exit 1 when a bottom-line check has a finding, or when no
    site answers there; 2 when the address is none.
    """
    origin = _origin(address)
    with product(database=False):
        from onedoor.kernel.ports import port
        from onedoor.oversight.inspection.inspecting import inspect as look
        from onedoor.oversight.inspection.report import Report, how_scored, told

        reader = port("site_reader")
        report: Report = look(lambda at: reader.read(origin, at), origin=origin, most=most)
        for line in told(report):
            tell(line)
        tell(how_scored())
        if file is not None:
            words = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
            file.write_text(words + "\n", "utf-8")
    raise typer.Exit(0 if report.passes else 1)


def _origin(address: str) -> str:
    parts = urlsplit(address if "://" in address else f"http://{address}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise typer.BadParameter(f"{address} is no address of a site")
    return f"{parts.scheme}://{parts.netloc}"
