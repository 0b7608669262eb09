"""What every command needs: a line for the person at the terminal, and the product behind it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from onedoor.site import places

if TYPE_CHECKING:
    from onedoor.kernel.actors import Actor


def operator() -> "Actor":
    """Whoever sits at the terminal: their looks at personal data leave a row like any other's."""
    from getpass import getuser

    from onedoor.kernel.actors import Actor

    name = getuser()
    return Actor(
        kind="administrator", ref=f"operator:{name}", name=f"命令行 {name}", office="system"
    )


def tell(line: object = "") -> None:
    """One line for the person at the terminal."""
    typer.echo(str(line))


@contextmanager
def product(*, database: bool = True, tables: bool = False) -> Iterator[None]:
    """Inside, Django is ready; with `database`, PostgreSQL answers and is let go afterwards.

    With `tables` it has today's schema as well.
    """
    import django

    from onedoor.site.cluster import ClusterTrouble, reachable

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.site.settings")
    if url := os.environ.get("DATABASE_URL"):
        _refuse_unreadable(url)
    try:
        if not database:
            django.setup()
            yield
            return
        with reachable(tell):
            django.setup()
            if tables:
                _have_tables()
            yield
    except ClusterTrouble as trouble:
        tell(trouble)
        raise typer.Exit(1) from trouble


def _have_tables() -> None:
    from onedoor.site import schema as dump
    from onedoor.site.keys import KeysDoNotFit, refuse_keys_that_do_not_fit

    try:
        dump.have(tell)
        refuse_keys_that_do_not_fit()
    except (dump.SchemaTrouble, KeysDoNotFit) as trouble:
        tell(trouble)
        raise typer.Exit(1) from trouble


def _refuse_unreadable(url: str) -> None:
    try:
        places.from_url(url)
    except ValueError as trouble:
        tell(trouble)
        raise typer.Exit(1) from trouble
