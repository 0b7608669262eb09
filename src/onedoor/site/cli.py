"""The command line: `onedoor --help`. Each command loads only what it needs."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from onedoor.site import deciding, places
from onedoor.site.inspection_commands import site
from onedoor.site.item_commands import items
from onedoor.site.language_commands import languages
from onedoor.site.licence_commands import licences
from onedoor.site.oversight_commands import oversight
from onedoor.site.pack_commands import add_to, paths, speaking
from onedoor.site.seal_commands import seals
from onedoor.site.search_commands import search
from onedoor.site.site_commands import sites
from onedoor.site.story_commands import add_story_commands
from onedoor.site.terminal import product, tell
from onedoor.site.verify_commands import draw, verify

app = typer.Typer(
    help="OneDoor: public services as data, cases as a record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
packs = typer.Typer(help="The packs: what agencies offer, as data.", no_args_is_help=True)
story = typer.Typer(help="Stories: filled-in samples that are also tests.", no_args_is_help=True)
schema = typer.Typer(help="The database schema and its dump.", no_args_is_help=True)
token = typer.Typer(help="Keys for other machines that use the API.", no_args_is_help=True)
keys = typer.Typer(
    help="The keys that seal personal data and sign credentials.", no_args_is_help=True
)
admin = typer.Typer(help="The three administrators: the first ones only.", no_args_is_help=True)
for _name, _group in {
    "packs": packs,
    "story": story,
    "verify": verify,
    "schema": schema,
    "token": token,
    "keys": keys,
    "admin": admin,
    "decisions": deciding.app,
    "items": items,
    "seals": seals,
    "licences": licences,
    "search": search,
    "languages": languages,
    "oversight": oversight,
    "site": site,
    "sites": sites,
}.items():
    app.add_typer(_group, name=_name)

app.command()(draw)
add_to(packs)
add_story_commands(story)


Folder = Annotated[Path | None, typer.Argument(help="The folder of packs; by default packs/.")]


@app.command()
def run(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 chooses a free one, 8000 first.")] = 0,
    workers: Annotated[int, typer.Option(help="Web server processes.")] = 2,
    sample: Annotated[bool, typer.Option(help="Play in the sample city.")] = True,
    with_parent: Annotated[bool, typer.Option(help="Stop when the caller dies.")] = False,
) -> None:
    """Start everything and stay in the foreground; Ctrl-C stops everything."""
    from onedoor.site.processes import die_with_parent
    from onedoor.site.running import CannotRun, Product

    port = port or int(os.environ.get("ONEDOOR_PORT", "0"))
    try:
        if with_parent:
            die_with_parent(signal.SIGTERM)
        Product(host=host, port=port, workers=workers, sample=sample).run()
    except CannotRun as trouble:
        tell(f"  {trouble}")
        raise typer.Exit(1) from trouble


@app.command()
def messages(
    last: Annotated[int, typer.Option(min=1, help="How many, the latest last.")] = 10,
) -> None:
    """Print the latest SMS and mails that were written to the state folder instead of sent."""
    found = []
    for folder in ("messages", "mails"):
        for file in (places.state() / folder).glob("*.json"):
            found.append(json.loads(file.read_text(encoding="utf-8")))
    for each in sorted(found, key=lambda each: str(each["at"]))[-last:]:
        tell(f"{each['at'][:19]}  {each['to']}  {each['text']}")
    if not found:
        tell("no message has been written yet")


@app.command(hidden=True)
def prepare(sample: bool = True) -> None:
    """Bring the database to where the site can open: schema, packs, sample city."""
    with product():
        from onedoor.site import preparing

        try:
            preparing.prepare(lambda line: tell(f"  {line}"), sample=sample)
        except (
            preparing.PacksRefused,
            preparing.SchemaTrouble,
            preparing.KeysDoNotFit,
        ) as trouble:
            tell(f"  {trouble}")
            raise typer.Exit(1) from trouble
        lines = preparing.sample_sign_ins()
        places.write_private(places.state() / "sign-ins.txt", "\n".join(lines))


@app.command("packages", hidden=True)
def system_packages(
    tests: Annotated[bool, typer.Option(help="Also what the tests need.")] = False,
) -> None:
    """Install what the operating system must bring, or say what to install."""
    from onedoor.site.packages import APACHE, CHROMIUM, FONTS, Installation

    needed = Installation(
        [FONTS, CHROMIUM, APACHE] if tests else [FONTS], lambda line: tell(f"  {line}")
    )
    needed.begin()
    needed.finish()


@app.command()
def worker(
    lane: Annotated[
        str, typer.Option(help="inside, outside (with the jobs), or nothing for both.")
    ] = "",
    processes: Annotated[
        int, typer.Option(min=1, help="So many together tell what reaches outside.")
    ] = 1,
) -> None:
    """Deliver news and do scheduled work; `run` starts one for each lane by itself."""
    from onedoor.site.starting import WrongArithmetic

    with product(tables=True):
        from onedoor.kernel.relay import LANES
        from onedoor.site.worker import work

        of = next((each for each in LANES if each == lane), None)
        if lane and of is None:
            raise typer.BadParameter(f"no lane is called {lane}", param_hint="--lane")
        try:
            work(of, processes=processes)
        except WrongArithmetic as wrong:
            tell(wrong)
            raise typer.Exit(1) from wrong


@app.command()
def twin(
    name: Annotated[str, typer.Argument(help="One of the twins, or all.")] = "all",
    with_parent: Annotated[bool, typer.Option(help="Stop when the caller dies.")] = False,
) -> None:
    """Serve the paper twins that a sample city talks to; `run` starts them by itself."""
    from onedoor.site.processes import die_with_parent

    if with_parent:
        die_with_parent(signal.SIGTERM)
    with product(database=False):
        from onedoor.site.twins import NAMES, serve

        if name not in ("all", *NAMES):
            tell(f"there is no twin {name}: it is one of {', '.join(NAMES)}, or all")
            raise typer.Exit(2)
        try:
            serve(NAMES if name == "all" else (name,))
        except LookupError as trouble:
            tell(trouble)
            raise typer.Exit(1) from trouble


@app.command()
def doctor() -> None:
    """Tell what is wrong with this installation and how to mend it."""
    from onedoor.site.doctor import examine

    findings = examine()
    for finding in findings:
        tell(finding)
    if any(not finding.well for finding in findings):
        raise typer.Exit(1)


@packs.command("check")
def packs_check(folder: Folder = None) -> None:
    """Check packs against their schema and the publication gate; change nothing."""
    with product(database=False):
        from onedoor.registers.catalogue.queries import check_packs

        faults = check_packs(folder or places.packs())
    for fault in faults:
        tell(fault)
    tell(f"{len(faults)} faults" if faults else "the packs are sound")
    if faults:
        raise typer.Exit(1)
    speaking(folder)
    paths(folder=folder)


@packs.command("publish")
def packs_publish(folder: Folder = None) -> None:
    """Publish changed packs: each change becomes the next immutable version."""
    with product(tables=True):
        from onedoor.site.preparing import publish

        report = publish(folder or places.packs())
    for fault in report.refused:
        tell(fault)
    for code in report.new:
        tell(f"published: {code}")
    if not report.ok:
        tell(f"{len(report.refused)} faults; nothing was published")
        raise typer.Exit(1)
    tell(f"{len(report.new)} published, {len(report.unchanged)} as before")


@packs.command("prefilled")
def packs_prefilled() -> None:
    """Say how much the sample people need not write or bring again, in a scratch database."""
    from onedoor.site.cluster import scratch

    with scratch(), product():
        from onedoor.site.playing import prefilled

        is_sound = prefilled(tell)
    if not is_sound:
        raise typer.Exit(1)


@packs.command("schema")
def packs_schema(
    into: Annotated[
        Path | None, typer.Option(help="Where to write; default packs/_schema/.")
    ] = None,
) -> None:
    """Write the JSON Schemas of the pack files, generated from the code."""
    with product(database=False):
        from onedoor.registers.catalogue.actions import write_schemas

        for path in write_schemas(into or places.packs() / "_schema"):
            tell(f"written: {path}")


@story.command("play")
def story_play(
    names: Annotated[list[str] | None, typer.Argument(help="Parts of story paths.")] = None,
) -> None:
    """Play stories through the real actions in a scratch database, and say how each ended."""
    from onedoor.site.cluster import scratch

    with scratch(), product():
        from onedoor.site.playing import play_all

        broken = play_all(names or [], tell)
    if broken:
        raise typer.Exit(1)


@app.command(hidden=True)
def flow() -> None:
    """Print docs/flow.md: which news exists and who reacts to it."""
    with product(database=False):
        from onedoor.site.flow import flow_page

        typer.echo(flow_page(), nl=False)


@schema.command("dump")
def schema_dump() -> None:
    """Build the schema by migrations and write its dump into the source tree."""
    with product():
        from onedoor.site import schema as dump

        dump.write()
        tell(f"written: {dump.DUMP}")


@schema.command("check")
def schema_check() -> None:
    """Prove that the dump equals what the migrations build."""
    with product():
        from onedoor.site import schema as dump

        lines = dump.differences()
        for line in lines:
            tell(line)
        tell("the dump is out of date: run `onedoor schema dump`" if lines else "the dump is true")
    if lines:
        raise typer.Exit(1)


@token.command("create")
def token_create(
    login: Annotated[str, typer.Argument(help="The account the program acts for.")],
    label: Annotated[str, typer.Option(help="What the key is for.")] = "command line",
    days: Annotated[int, typer.Option(min=1, help="How many days it opens doors.")] = 365,
) -> None:
    """Make an API key for an account; it is shown once and kept only as a digest."""
    with product(tables=True):
        from onedoor.kernel.actors import SYSTEM
        from onedoor.registers.people.actions import make_token
        from onedoor.registers.people.queries import account_called

        account = account_called(login)
        if account is not None:
            tell(make_token(account, label=label, days=days, by=SYSTEM))
    if account is None:
        tell(f"there is no account {login}")
        raise typer.Exit(2)


@keys.command("rotate")
def keys_rotate() -> None:
    """Make a new sealing key the current one; what older keys sealed still opens."""
    from onedoor.site.running import open_at

    if os.environ.get("ONEDOOR_DATA_KEYS"):
        tell("the keys come from ONEDOOR_DATA_KEYS: add the new one there, and name it current")
        raise typer.Exit(2)
    if where := open_at(places.state()):
        # What is sealed anew could not be opened by a process that started before.
        tell(f"OneDoor runs from this folder ({where}): stop it first, then start it again")
        raise typer.Exit(1)
    with product(tables=True):
        from onedoor.site.keys import rotate

        name = rotate()
    tell(f"key {name} seals from the next start on; keep {places.data_keys_file()} in the backup")


@keys.command("reseal")
def keys_reseal() -> None:
    """Seal everything kept with the current key, so that older ones may be put away."""
    with product(tables=True):
        from onedoor.site.keys import reseal_everything

        count, free = reseal_everything()
    tell(f"{count} values sealed anew")
    for name in free:
        tell(f"nothing here needs key {name} any more; older backups still do")


@keys.command("credentials")
def keys_credentials(
    at_once: Annotated[
        bool, typer.Option(help="The old keys leaked: nothing they signed holds any more.")
    ] = False,
) -> None:
    """Let another key sign credentials from now on; what the old one signed still holds."""
    with product(tables=True):
        from onedoor.registers.credentials.actions import renew_issuing_key

        tell(f"key {renew_issuing_key(at_once=at_once).kid} signs credentials from now on")


@admin.command("appoint")
def admin_appoint(
    login: Annotated[str, typer.Argument(help="The account; made when there is none.")],
    office: Annotated[str, typer.Argument(help="system, security or audit.")],
    name: Annotated[str, typer.Option(help="The name of a new account's holder.")] = "",
) -> None:
    """Seat the first administrators of an office; later ones are proposed on the site itself.

    A new account's first password is shown once. Security takes two, for rights want two of them.
    """
    with product(tables=True):
        from onedoor.kernel.refusals import Refusal
        from onedoor.site.founding import found

        try:
            lines = found(login, office, name)
        except Refusal as refusal:
            tell(refusal.sentence)
            raise typer.Exit(1) from refusal
    for line in lines:
        tell(line)


if __name__ == "__main__":
    sys.exit(app())
