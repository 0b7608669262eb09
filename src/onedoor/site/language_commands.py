"""`onedoor languages …`: what the catalogues of other languages hold, and what they lack."""

import typer

from onedoor.site.terminal import product, tell

languages = typer.Typer(help="The catalogues of other languages.", no_args_is_help=True)


@languages.command("lacking")
def lacking(
    language: str, every: bool = typer.Option(False, help="Those for staff alone too.")
) -> None:
    """What nobody has translated into LANGUAGE (en, ug), by room."""
    with product(database=False):
        from onedoor.site.sayings import untranslated

        rooms = untranslated(language, every=every)
    for room, texts in rooms.items():
        tell(f"{room}: {len(texts)}")
        for text in texts:
            tell(f"  {text}")


@languages.command("update")
def update(language: str) -> None:
    """Write into the catalogue of LANGUAGE what it lacks, empty, for a translator to fill in."""
    with product(database=False):
        from onedoor.site.sayings import write_lacking

        count = write_lacking(language)
    tell(f"{count} sentences wait for a translation")
