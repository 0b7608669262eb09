"""`onedoor story new`: record a story by walking the form."""

from typing import Annotated

import typer

from onedoor.site import places
from onedoor.site.pack_commands import Packs, of_service
from onedoor.site.terminal import product, tell


def add_story_commands(story: typer.Typer) -> None:
    """Put these commands into the group."""
    story.command("new")(new)


def new(
    service: str,
    name: Annotated[str, typer.Argument(help="The name of the file, without .yaml.")],
    folder: Packs = None,
) -> None:
    """Record a story: situations, form, documents, acts; answers may be piped in, a line each."""
    with product(database=False):
        from onedoor.registers.catalogue.queries import sample_city
        from onedoor.site.storytelling import Recording, written

        root = folder or places.packs()
        pack = of_service(service, root)
        path = pack.folder / "stories" / f"{name}.yaml"
        if path.exists():
            tell(f"there is a story {path} already")
            raise typer.Exit(2)
        try:
            story = Recording(pack, sample_city(root), _ask, tell).record()
        except EOFError as trouble:
            tell("the answers ended before the story did; nothing was written")
            raise typer.Exit(1) from trouble
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(story), encoding="utf-8")
    tell(f"written: {path}")
    tell(f"play it: onedoor story play {service}/stories/{name}")


def _ask(question: str) -> str:
    return input(f"{question}: ")
