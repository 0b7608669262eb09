"""`onedoor oversight …`: publish what is watched, and recompute it from what was published."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from onedoor.site.terminal import product, tell

oversight = typer.Typer(
    help="Supervision: publish its days, and recompute every card and figure of them.",
    no_args_is_help=True,
)
Folder = Annotated[Path | None, typer.Option("--dir", help="A folder of published days.")]


@oversight.command("publish")
def publish(
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Through which day; yesterday.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--dir", help="Where to write all published days as well.")
    ] = None,
) -> None:
    """Publish every day that is over and was not published; with --dir, write all of them there."""
    with product(tables=True):
        from onedoor.kernel.refusals import Refusal
        from onedoor.kernel.time import days, today
        from onedoor.oversight.supervision.actions import publish_through, write_publications
        from onedoor.oversight.supervision.publication import RulesReachBack

        try:
            made = publish_through(day.date() if day else today() - days(1))
        except (Refusal, RulesReachBack) as refusal:
            tell(refusal)
            raise typer.Exit(1) from None
        for each in made:
            tell(f"published: {each}")
        tell(f"{len(made)} days published")
        if folder is not None:
            tell(f"{write_publications(folder)} files written to {folder}")


@oversight.command("assess")
def assess() -> None:
    """Lay the counts of all published days down anew, for the pages that assess agencies."""
    with product(tables=True):
        from onedoor.oversight.assessment.actions import lay_down_anew

        tell(f"{lay_down_anew()[0].rows} days laid down")


@oversight.command("rebuild")
def rebuild() -> None:
    """Make every table anew that follows from the record, and name those that do not.

    May run at any time, any number of times; readers never see half of it.
    """
    with product(tables=True):
        from onedoor.site.rebuilding import NOT_REBUILT, rebuild_all

        for each in rebuild_all():
            tell(
                f"{each.table}: {each.rows} rows from {each.read} read;"
                f" {each.new} new, {each.altered} altered, {each.gone} gone"
            )
        for name, why in NOT_REBUILT.items():
            tell(f"not rebuilt: {name}: {why}")


@oversight.command("figures")
def figures() -> None:
    """Lay down anew what became of matters, from the record, for the pages with figures."""
    with product(tables=True):
        from onedoor.oversight.figures.actions import rebuild_figures

        tell(f"{rebuild_figures().rows} rows laid down")


@oversight.command("fetch")
def fetch(
    site: Annotated[str, typer.Argument(help="The address of the site, https://…")],
    folder: Annotated[Path, typer.Option("--dir", help="Where to put what is published there.")],
) -> None:
    """Download every published day that is not here yet, for `verify --dir`: no database."""
    with product(database=False):
        from onedoor.site.fetching import CannotFetch, fetch_publications

        try:
            days, files = fetch_publications(site, folder)
        except CannotFetch as fault:
            tell(fault)
            raise typer.Exit(1) from None
        tell(f"{days} days published, {files} files fetched into {folder}")


@oversight.command("verify")
def verify(
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")
    ] = None,
    folder: Folder = None,
    keys: Annotated[
        Path | None, typer.Option(help="The public keys, had from elsewhere than the folder.")
    ] = None,
) -> None:
    """Recompute every card, figure and place in the order, and name each difference.

    With --dir from those files alone: no database, no network. Exit 1 when anything differs.
    """
    if folder is not None:
        with product(database=False):
            well = _verified(folder, first, last, keys)
    else:
        with product(tables=True), tempfile.TemporaryDirectory() as temporary:
            from onedoor.oversight.supervision.actions import write_publications

            write_publications(Path(temporary))
            well = _verified(Path(temporary), first, last, keys)
    raise typer.Exit(0 if well else 1)


def _verified(
    folder: Path, first: datetime | None, last: datetime | None, keys: Path | None
) -> bool:
    from onedoor.oversight.supervision.verifying import Folder as Shelf
    from onedoor.oversight.supervision.verifying import verify as recompute

    report = recompute(
        Shelf(folder),
        first=_day(first),
        last=_day(last),
        keys=keys.read_bytes() if keys else None,
    )
    for found in report.found:
        tell(found)
    tell(
        f"{report.days} days, {report.facts} facts; recomputed {report.cards} cards and"
        f" {report.figures} figures; {len(report.found)} differences"
    )
    return report.is_well


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@oversight.command("check")
def check(
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="A published day.")],
) -> None:
    """Compare a published day with the record as it is now: what was altered or taken away since.

    Only the house can: it takes the record and the keys that make aliases. Exit 1 when it differs.
    """
    with product(tables=True):
        from onedoor.oversight.supervision.queries import differs_from_record

        found = differs_from_record(day.date())
        for each in found:
            tell(each)
        tell("the record is what was published" if not found else f"{len(found)} files differ")
    raise typer.Exit(1 if found else 0)
