"""`onedoor seals …`: seals, what they rest on, and a signing server, at the terminal."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onedoor.site import places
from onedoor.site.terminal import operator, product, tell

if TYPE_CHECKING:
    from onedoor.registers.seals.queries import Seal

seals = typer.Typer(help="Seals: ask, approve, stop; what they rest on.", no_args_is_help=True)
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]
_FIRST, _LAST = "2026-01-01", "2036-12-31"


@contextmanager
def _said() -> Iterator[None]:
    """The product inside; a refusal is told in its sentence, and ends with 1."""
    with product(tables=True):
        from onedoor.kernel.refusals import Refusal

        try:
            yield
        except Refusal as refusal:
            tell(refusal.sentence)
            raise typer.Exit(1) from refusal


def _line(seal: "Seal") -> str:
    return (
        f"{seal.pk}  {seal.state:<8}  {seal.valid_from} to {seal.valid_until}"
        f"  {seal.agency}  {seal.name}（{seal.get_kind_display()}）"
    )


@seals.command("list")
def listing(
    agency: Annotated[str, typer.Option(help="Of one agency, by its code.")] = "",
    state: Annotated[str, typer.Option(help="asked, in-force, declined or stopped.")] = "",
) -> None:
    """Every seal: its id, state, days, agency and name; what waits for approval first."""
    with _said():
        from onedoor.registers.seals.queries import seals as known

        found = known(seen_by=operator(), agency=agency, state=state)
        for each in found:
            tell(_line(each))
        tell(f"{len(found)} seals")


@seals.command("show")
def show(seal: Annotated[str, typer.Argument(help="The id of the seal.")]) -> None:
    """One seal with all that is known of it, and its latest uses."""
    with _said():
        from onedoor.registers.seals.queries import seal_for, uses_of

        found = seal_for(seal, seen_by=operator())
        uses = uses_of(seal, seen_by=operator())
        tell(_line(found))
        for word, value in _facts(found):
            tell(f"  {word:<16} {value}")
        tell(f"  {'used':<16} {uses.total} times")
        for use in uses.rows[:10]:
            tell(f"    {use.at:%Y-%m-%d %H:%M:%S}Z  {use.digest[:16]}…  {use.by_ref}")


def _facts(seal: "Seal") -> Iterator[tuple[str, Any]]:
    yield "keeper", seal.keeper
    yield "asked", f"{seal.asked_at:%Y-%m-%d} by {seal.asked_by_name or seal.asker}"
    yield "because", seal.basis
    if seal.settled_at:
        who = seal.settled_by_name or seal.settled_by
        yield "settled", f"{seal.settled_at:%Y-%m-%d} by {who} {seal.settled_why}".rstrip()
    if seal.replaces_id:
        yield "replaces", seal.replaces_id
    if seal.stopped_at:
        yield "stopped", f"{seal.stopped_at:%Y-%m-%d %H:%M}Z: {seal.stopped_why}"
    if not seal.made_at:
        yield "made", "not yet: it is made before its first use"
        return
    yield "made", f"{seal.made_at:%Y-%m-%d} by {seal.maker}"
    yield "id (GB/T 38540)", seal.es_id
    yield "certificate SM2", seal.sm2_certificate
    yield "certificate PDF", seal.pdf_certificate
    yield "picture", seal.picture


@seals.command("ask")
def ask(
    agency: Annotated[str, typer.Argument(help="The code of the agency; or use --all.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All agencies without a seal.")] = False,
    keeper: Annotated[str, typer.Option(help="The post that keeps it: agency/post.")] = "",
    kind: Annotated[str, typer.Option(help="agency, or licence.")] = "agency",
    basis: Annotated[str, typer.Option(help="Why it is needed.")] = "机关启用电子印章",
    begins: Day = _FIRST,  # type: ignore[assignment]
    ends: Day = _LAST,  # type: ignore[assignment]
) -> None:
    """Ask for a seal, or for one for every agency without; somebody else approves."""
    with _said():
        from onedoor.registers.seals.actions import ask_for_seal
        from onedoor.site.sealing import ask_for_all

        days: tuple[date, date] = (begins.date(), ends.date())
        if every:
            asked = ask_for_all(days, basis, by=operator())
        elif not agency:
            raise typer.BadParameter("name an agency, or say --all")
        else:
            asked = [
                ask_for_seal(
                    agency, kind=kind, keeper=keeper or f"{agency}/supervisor", basis=basis,
                    valid_from=days[0], valid_until=days[1], by=operator(),
                )
            ]  # fmt: skip
        for each in asked:
            tell(f"asked: {_line(each)}")
        tell(f"{len(asked)} seals asked for; they wait for a security administrator")


@seals.command("approve")
def approve(
    login: Annotated[str, typer.Option("--as", help="The security administrator's login.")],
    seal: Annotated[str, typer.Argument(help="The id of the seal; or use --all.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every seal that waits.")] = False,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True)] = "",
) -> None:
    """Approve a seal that somebody else asked for, as the security administrator of this login.

    That one's password is asked for: nobody approves in another's name.
    """
    with _said():
        from onedoor.kernel.refusals import BadInput
        from onedoor.registers.seals.actions import approve_seal
        from onedoor.site.sealing import administrator_called, approve_all

        by = administrator_called(login, password)
        if not seal and not every:
            raise BadInput(problem="name a seal, or say --all")
        done = approve_all(by=by) if every else [approve_seal(seal, by=by)]
        for each in done:
            tell(f"approved: {_line(each)}")
        tell(f"{len(done)} seals approved")


@seals.command("stop")
def stop(
    seal: Annotated[str, typer.Argument(help="The id of the seal.")],
    because: Annotated[str, typer.Option(help="Why; every check of what it sealed says so.")],
) -> None:
    """Stop a seal at once: nothing more is sealed with it."""
    with _said():
        from onedoor.registers.seals.actions import stop_seal

        tell(f"stopped: {_line(stop_seal(seal, reasons=because, by=operator()))}")


@seals.command("authority")
def authority() -> None:
    """The certificates that seals rest on, with their days and fingerprints (SHA-256)."""
    with product(database=False):
        from onedoor.kernel.ports import port

        for name, word in (("ofd_sealer", "OFD, SM2"), ("sealer", "PDF, ECDSA P-256")):
            tell(f"{word}:")
            for each in port(name).vouchers():
                tell(f"  {each.role:<8} {each.name}")
                tell(f"  {'':<8} issued by {each.issuer}")
                tell(f"  {'':<8} {each.begins:%Y-%m-%d} to {each.ends:%Y-%m-%d}")
                tell(f"  {'':<8} SHA-256 {each.fingerprint}")
        if caution := port("sealer").caution:
            tell(f"{caution}: docs/seals.md says how a real authority takes its place")


@seals.command("export-trust")
def export_trust(
    into: Annotated[Path, typer.Argument(help="The folder to write the roots to, as PEM.")],
) -> None:
    """Write our roots as PEM, for whoever wants to verify what was sealed here."""
    with product(database=False):
        from onedoor.kernel.ports import port

        into.mkdir(parents=True, exist_ok=True)
        for name, file in (("ofd_sealer", "sm2-root.pem"), ("sealer", "p256-root.pem")):
            for each in port(name).vouchers():
                if each.role == "root":
                    (into / file).write_text(each.pem)
                    tell(f"written: {into / file}  SHA-256 {each.fingerprint}")


@seals.command("serve")
def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")],
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    folder: Annotated[
        Path | None, typer.Option(help="Where its keys lie; default <state>/signer.")
    ] = None,
) -> None:
    """Serve a signing server that holds the keys of seals apart from the product.

    What the product must be told stands in client.json of its folder: give it as ONEDOOR_SIGNER.
    """
    with product(database=False):
        from onedoor.site.starting import WrongArithmetic, prove_arithmetic
        from onedoor.site.twins import signing_server

        where = folder or places.state() / "signer"
        try:
            prove_arithmetic()
        except WrongArithmetic as wrong:
            tell(wrong)
            raise typer.Exit(1) from wrong
        facts = _facts_of_server(where, host, port)
        tell(f"the signing server listens; {where / 'client.json'} is for the product")
        signing_server(facts, where).serve_forever()


def _facts_of_server(folder: Path, host: str, port: int) -> dict[str, Any]:
    """Its address, and the secret it shares with the product: made once, kept beside the keys."""
    note = folder / "client.json"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        held: dict[str, Any] = json.loads(note.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        held = {"client": "onedoor", "secret": secrets.token_urlsafe(32)}
    facts = held | {"url": f"http://{host}:{port}"}
    places.write_private(note, json.dumps(facts))
    return facts | {"host": host, "port": port}
