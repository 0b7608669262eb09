"""`onedoor sites …`: make a site in one act, see which there are, try a colour."""

from typing import Annotated

import typer

from onedoor.site.terminal import product, tell

sites = typer.Typer(help="The sites of the prefecture and its counties.", no_args_is_help=True)


@sites.command("make")
def make(
    slug: str,
    division: Annotated[str, typer.Option(help="12 digits, as in divisions.yaml.")],
    office: Annotated[str, typer.Option(help="The agency that runs it.")],
    editor: Annotated[str, typer.Option(help="Login of whoever writes first.")],
    chief: Annotated[str, typer.Option(help="Login of whoever signs off first.")],
    host: Annotated[
        list[str] | None, typer.Option(help="A host it answers at; may be given several times.")
    ] = None,
    hue: Annotated[str, typer.Option(help="Its colour, like #8A3B12.")] = "",
    column: Annotated[
        list[str] | None, typer.Option(help="A column it shows, in order; none: all of them.")
    ] = None,
    name: Annotated[str, typer.Option(help="Its Chinese name; by default the division's.")] = "",
    name_en: Annotated[str, typer.Option(help="Its English name.")] = "",
    name_ug: Annotated[str, typer.Option(help="Its Uyghur name.")] = "",
) -> None:
    """Make a site: host, colour, columns and first editors, all or nothing."""
    with product(tables=True):
        from onedoor.kernel.actors import SYSTEM
        from onedoor.kernel.refusals import Refusal
        from onedoor.registers.agencies.queries import division as division_called
        from onedoor.registers.publications.listed import columns
        from onedoor.registers.sites.actions import FirstPeople, make_site
        from onedoor.registers.sites.colours import USUAL
        from onedoor.registers.sites.queries import Site, address_of

        try:
            if unknown := set(column or ()) - set(columns()):
                tell(f"there is no column {sorted(unknown)[0]}; known: {', '.join(columns())}")
                raise typer.Exit(1)
            place = division_called(division)
            names = {"zh": name or place.name, **place.names}
            names |= {each: said for each, said in (("en", name_en), ("ug", name_ug)) if said}
            site = Site(
                slug=slug, division=division, names=names, office=office, hue=hue or USUAL,
                hosts=tuple(host or ()), columns=tuple(column or ()),
            )  # fmt: skip
            people = FirstPeople(editor=_account(editor), chief=_account(chief))
            made = make_site(site, people=people, by=SYSTEM)
        except Refusal as refusal:
            tell(f"nothing was made: {refusal.sentence}")
            raise typer.Exit(1) from refusal
        tell(f"{made.called('zh')} is at {address_of(made)}/")


def _account(login: str) -> object:
    from onedoor.registers.people.queries import account_called

    found = account_called(login)
    return found.pk if found else None


@sites.command("list")
def listed() -> None:
    """Every site, where it is found, and who runs it."""
    with product(tables=True):
        from onedoor.registers.sites.queries import address_of, cluster_now

        for each in cluster_now().sites:
            where = f"{each.called('zh')}  {address_of(each)}/"
            tell(f"{each.slug:<12} {where}  {each.hue}  {each.office}")


@sites.command("hue")
def hue(colour: str) -> None:
    """Whether a colour is clear enough for a site; the nearest that is when it is not."""
    with product(database=False):
        from onedoor.registers.sites.rules import why_not_a_hue

        refusal = why_not_a_hue(colour)
        tell(refusal.sentence if refusal else f"{colour.upper()} is clear enough")
        raise typer.Exit(1 if refusal else 0)
