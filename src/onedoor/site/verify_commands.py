"""`onedoor verify …`: prove that nothing was altered, by the register or with keys alone."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from onedoor.site.terminal import operator, product, tell

if TYPE_CHECKING:
    from onedoor.kernel.actors import Actor
    from onedoor.registers.papers.queries import Check


class FileOrCode(TyperGroup):
    """`onedoor verify X` where X is no command means: verify the file or the code X."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As always, but for a word that is no command."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            args = ["file", *args]
        return super().resolve_command(ctx, args)


verify = typer.Typer(
    help="Prove that nothing was altered: `onedoor verify FILE|CODE`, or a command below.",
    no_args_is_help=True,
    cls=FileOrCode,
)


@verify.command("record")
def verify_record(
    subject: Annotated[str | None, typer.Argument(help="One chain, e.g. a case number.")] = None,
) -> None:
    """Recompute the hash chains and name the first broken link of each."""
    with product(tables=True):
        from onedoor.kernel import record

        verdict = record.verify(subject)
        for link in verdict.broken:
            tell(f"broken: {link.subject}, link {link.seq}: {link.problem}")
        tell(f"{verdict.chains} chains, {verdict.events} events, {len(verdict.broken)} broken")
    if verdict.broken:
        raise typer.Exit(1)


@verify.command("file")
def verify_file(
    what: Annotated[str, typer.Argument(metavar="FILE|CODE", help="PDF, OFD, text or code.")],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Besides, how it stood that day."),
    ] = None,
) -> None:
    """Check a document, a licence, a credential, a slip, or the code printed on paper.

    Says who sealed or signed it, whether it is whole, whether we issued it and how it stands now;
    exit 1 unless all is well, 2 when there is nothing to check.
    """
    file, day = Path(what), on.date() if on else None
    looks_like_a_code = what.replace("-", "").isalnum() and len(what) >= 12
    if not file.is_file() and not looks_like_a_code:
        tell(f"there is no file {file}")
        raise typer.Exit(2)
    with product(tables=True):
        from onedoor.registers.papers.queries import check_code

        if file.is_file():
            found = _checked(file.read_bytes(), by=operator(), on=day)
        else:
            found = check_code(what, seen_by=operator(), on=day)
        for line in found.sentences:
            tell(line)
    raise typer.Exit(0 if found.is_good else 1)


def _checked(content: bytes, *, by: "Actor", on: date | None) -> "Check":
    from onedoor.registers.credentials.queries import (
        check_credential,
        check_slip,
        is_credential,
        is_slip,
    )
    from onedoor.registers.papers.queries import check_document

    text = content[:300_000].decode("utf-8", "replace")
    if is_slip(text):
        return check_slip(text, seen_by=by, on=on)
    if is_credential(content):
        return check_credential(content.decode("ascii", "replace"), seen_by=by, on=on)
    return check_document(content, seen_by=by, on=on)


@verify.command("slip")
def verify_slip(
    file: Annotated[Path, typer.Argument(help="A file with the text of the code.")],
    keys: Annotated[Path, typer.Option(help="The key bundle, from /offline-check/keys.")],
) -> None:
    """Check an offline slip with the keys alone: no register, no database, no network."""
    import slip
    from onedoor.kernel.time import now

    try:
        bundle = slip.Bundle.load(keys.read_bytes())
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError, slip.BundleBroken) as error:
        tell(f"cannot be read: {error}")
        raise typer.Exit(2) from None
    report = slip.check(text, bundle=bundle, at=int(now().timestamp()))
    if report.proven and report.slip:
        for name, value in vars(report.slip.facts).items():
            tell(f"{name}: {value}")
    for sentence in report.sentences:
        tell(sentence)
    raise typer.Exit(0 if report.good else 1)


def draw(
    file: Annotated[Path, typer.Argument(help="An OFD of whatever software.")],
    to: Annotated[
        Path | None, typer.Option(help="A PDF, or a folder for one SVG a page.", show_default=False)
    ] = None,
) -> None:
    """Draw an OFD for looking at: as PDF beside it, or where `--to` says.

    Says what could not be drawn as the file means it, and whether it is sealed is asked of
    `onedoor verify`. Exit 1, with a sentence, when it is no OFD that can be read.
    """
    with product(database=False):
        import ofd
        from onedoor.kernel.refusals import Refusal
        from onedoor.registers.papers.queries import redrawn

        target = to or file.with_suffix(".pdf")
        try:
            found = redrawn(file.read_bytes())
            if target.suffix.lower() == ".pdf":
                target.write_bytes(found.pdf())
            else:
                target.mkdir(parents=True, exist_ok=True)
                for at, page in enumerate(found.pages, start=1):
                    (target / f"{at:03}.svg").write_text(page.svg, "utf-8")
        except (ofd.Refused, Refusal, OSError) as trouble:
            tell(getattr(trouble, "sentence", trouble))
            raise typer.Exit(1) from None
        for sentence in found.not_drawn:
            tell(sentence)
        tell(f"{len(found.pages)} pages drawn: {target}")
