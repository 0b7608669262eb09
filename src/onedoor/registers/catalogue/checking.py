"""Finds every fault in a folder of packs: files, what they refer to, stories, publication gate."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from onedoor.kernel.calendar import BadCalendar, load_calendars
from onedoor.kernel.codes import credit_code, licence_type_code
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.bundlechecks import check_bundles
from onedoor.registers.catalogue.crosschecks import CHECKS, suggest, twice
from onedoor.registers.catalogue.decisionchecks import check_decisions
from onedoor.registers.catalogue.definition import (
    AssessmentBook,
    RatingsBook,
    ResultsBook,
    Rulebook,
    SampleCity,
    SamplePiece,
    SampleStaff,
)
from onedoor.registers.catalogue.entitlementchecks import check_entitlements
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.gate import check_gate
from onedoor.registers.catalogue.packs import AgencyPack, Packs, read_packs
from onedoor.registers.catalogue.pathchecks import PATH_CHECKS
from onedoor.registers.catalogue.reading import Place, Source
from onedoor.registers.catalogue.storyline import check_stories


def check_packs(folder: Path) -> list[Fault]:
    """Every fault in the packs under `folder`, by file and line; none: they may be published.

    Reads files only. Whatever stands in them, the answer is a list of faults, never an exception.
    """
    return faults_in(read_packs(folder))


def faults_in(packs: Packs) -> list[Fault]:
    """Every fault of packs that were read, with those met while reading them."""
    found = [*packs.faults, *_of_bodies(packs), *_of_licences(packs), *_of_calendars(packs)]
    found += [*_of_rules(packs), *_of_results(packs)]
    found += [*_of_cities(packs), *_of_services(packs), *check_bundles(packs)]
    found += [*_of_sample_pieces(packs), *_of_search(packs), *check_entitlements(packs)]
    for pack in packs.services:
        for check in (*CHECKS, *PATH_CHECKS):
            found += check(pack, packs)
        found += check_decisions(pack, packs)
        found += check_stories(pack, packs)
        found += check_gate(pack, packs)
    return sorted(set(found))


def _of_bodies(packs: Packs) -> Iterator[Fault]:
    codes = [(each.division.code, each) for each in packs.divisions]
    for _, each in twice(codes):
        yield each.source.fault(each.place, "This division is listed twice.", "Keep one of them.")
    known = {code for code, _ in codes}
    for each in packs.divisions:
        if each.division.parent and each.division.parent not in known:
            problem = f"The division around it, {each.division.parent}, is not listed."
            yield each.source.fault((*each.place, "parent"), problem, "List it as well.")
    for code, agency in twice((each.agency.code, each) for each in packs.agencies):
        where = (*agency.place, "code")
        yield agency.source.fault(where, f"Two agencies are called `{code}`.", "Rename one.")
    functions = [((each.agency.function, each.agency.division), each) for each in packs.agencies]
    for (function, division), agency in twice(functions):
        problem = f"{division} has two bodies of the function `{function}`."
        where = (*agency.place, "function")
        yield agency.source.fault(where, problem, "Give one of them another function.")
    for agency in packs.agencies:
        yield from _of_an_agency(agency, known)
    yield from _of_stations(packs, known)


def _of_stations(packs: Packs, divisions: set[str]) -> Iterator[Fault]:
    for id, (_station, source, place) in twice((each[0].id, each) for each in packs.stations):
        yield source.fault((*place, "id"), f"Two stations are called `{id}`.", "Rename one.")
    services = {each.code for each in packs.services}
    for station, source, place in packs.stations:
        if station.division not in divisions:
            problem = f"The division {station.division} is not listed in a divisions.yaml."
            yield source.fault((*place, "division"), problem, "List it, or correct it.")
        for n, code in enumerate(station.services):
            if code not in services:
                problem = f"There is no service `{code}`."
                yield source.fault((*place, "services", n), problem, suggest(code, services))
        if not station.services and not station.helps:
            problem = f"Nobody learns what can be done at `{station.id}`."
            yield source.fault(place, problem, "Name services, or say it in `helps`.")


def _of_rules(packs: Packs) -> Iterator[Fault]:
    for books, names in (
        (packs.rulebooks, ("owner", "deputy")),
        (packs.assessments, ("owner",)),
        (packs.results, ("owner",)),
        (packs.ratings, ("owner",)),
    ):
        for book, source in books:
            yield from _of_a_book(packs, book, source, names)
        for _place, (_book, source) in twice(
            (book.place, (book, source)) for book, source in books
        ):
            yield source.fault(("place",), "Two books hold for one place.", "Keep one of them.")


def _of_a_book(
    packs: Packs,
    book: Rulebook | AssessmentBook | ResultsBook | RatingsBook,
    source: Source,
    names: tuple[str, ...],
) -> Iterator[Fault]:
    if book.place not in {each.division.code for each in packs.divisions}:
        problem = f"The place {book.place} is not listed."
        yield source.fault(("place",), problem, "Name a division that is.")
    for name in names:
        code = getattr(book, name)
        agency = packs.agency(code)
        if agency is None:
            problem = f"Nobody is called `{code}`."
            yield source.fault((name,), problem, "Name an agency of the packs.")
        elif not any(post.id == "supervisor" for post in agency.posts):
            problem = f"`{code}` has no post `supervisor` that could answer for it."
            yield source.fault((name,), problem, "Give it one, or name another agency.")


def _of_results(packs: Packs) -> Iterator[Fault]:
    services = {each.code for each in packs.services}
    labels = {line.label.zh for each in packs.licences for line in each.type.lines}
    for book, source in packs.results:
        for name, at, place, code in book.services_named():
            if code not in services:
                problem = f"No service is called `{code}`."
                yield source.fault((name, at, "services", place), problem, suggest(code, services))
        for at, label in enumerate(book.content):
            if label not in labels:
                problem = f"No licence has a line “{label}”."
                yield source.fault(("content", at), problem, suggest(label, labels))


def _of_an_agency(each: AgencyPack, divisions: set[str]) -> Iterator[Fault]:
    agency, source, place = each.agency, each.source, each.place
    if agency.division not in divisions:
        problem = f"The division {agency.division} is not listed in a divisions.yaml."
        yield source.fault((*place, "division"), problem, "List it, or correct it.")
    try:
        credit_code(agency.credit_code)
    except Refusal:
        problem = f"The credit code {agency.credit_code} does not pass its check (GB 32100)."
        yield source.fault((*place, "credit_code"), problem, "Correct it.")
    posts = [(post.id, number) for number, post in enumerate(agency.posts)]
    for id, number in twice(posts):
        problem = f"The post `{id}` stands here twice."
        yield source.fault((*place, "posts", number), problem, "Keep one of the two.")


def _of_licences(packs: Packs) -> Iterator[Fault]:
    for code, licence in twice((each.type.code, each) for each in packs.licences):
        problem = f"Two licences are called `{code}`."
        yield licence.source.fault(("code",), problem, "Rename one of the two.")
    for each in packs.licences:
        if not each.type.lines:
            yield each.source.fault(("lines",), "The licence shows nothing.", "Write its lines.")
        if problem := _wrong_numbering(each.type.numbering):
            remedy = "Write {seq:05} for the running number and {year} for the year."
            yield each.source.fault(("numbering",), problem, remedy)
    yield from _of_type_codes(packs)


def _of_type_codes(packs: Packs) -> Iterator[Fault]:
    """Every type has its own place in the directory of licences (GB/T 36904)."""
    for each in packs.licences:
        try:
            licence_type_code(each.type.type_code)
        except Refusal as refusal:
            problem = f"The type code `{each.type.type_code}` is none: {refusal.sentence}"
            remedy = "Write the credit code of the body that defines the type, and three digits."
            yield each.source.fault(("type_code",), problem, remedy)
        if each.type.type_code_certain is None:
            yield each.source.fault(
                ("type_code_certain",),
                "Nobody says how sure the type code is.",
                "Write `high` where the directory of licences says so; else what is open, how sure "
                "you are and from where (`{use: type_code_is_a_sample}`).",
            )
    for code, each in twice((each.type.type_code, each) for each in packs.licences):
        if code:
            problem = f"Two types of licences have the code `{code}`."
            yield each.source.fault(
                ("type_code",), problem, "Give one of them its own three digits."
            )


def _wrong_numbering(pattern: str) -> str:
    try:
        parts = [part for part in Formatter().parse(pattern) if part[1] is not None]
    except ValueError as trouble:
        return f"The numbering cannot be read: {trouble}."
    for _, name, width, conversion in parts:
        plain = (width or "").removesuffix("d")
        if name not in ("seq", "year") or conversion or not (plain == "" or plain.isdigit()):
            return f"The numbering asks for {{{name}}} in a way that is not known."
        if plain and int(plain) > 12:
            return "The running number is wider than 12 digits."
    if "seq" not in [name for _, name, _, _ in parts]:
        return "The numbering has no running number."
    return ""


def _of_calendars(packs: Packs) -> Iterator[Fault]:
    for folder in sorted(packs.root.glob("*/calendar")):
        try:
            load_calendars(folder)
        except BadCalendar as trouble:
            name = folder.relative_to(packs.root).as_posix()
            problem = str(trouble).replace(f"{packs.root}/", "")
            yield Fault(name, 1, problem, "Mend that file, then check again.")


def _of_cities(packs: Packs) -> Iterator[Fault]:
    """Everybody of the sample city has a name of their own and posts that exist."""
    bodies = [each.agency for each in packs.agencies]
    posts = {f"{body.code}/{post.id}" for body in bodies for post in body.posts}
    named: list[tuple[str, tuple[Source, Place]]] = []
    for city, source in packs.cities:
        named += [(each.ref, (source, ("people", n))) for n, each in enumerate(city.people)]
        named += [(each.ref, (source, place)) for place, each in _clerks(city)]
    for ref, (source, place) in twice(named):
        problem = f"Two people of the sample city are called `{ref}`."
        yield source.fault(place, problem, "Rename one of the two.")
    for city, source in packs.cities:
        for place, clerk in _clerks(city):
            for post in sorted(set(clerk.posts) - posts):
                problem = f"There is no post `{post}`."
                yield source.fault((*place, "posts"), problem, suggest(post, posts))


def _of_sample_pieces(packs: Packs) -> Iterator[Fault]:
    """Sample sites and publications name clerks, agencies, places and matters that there are."""
    services = {each.code for each in packs.services}
    known = {
        "matter": services | {f"bundle:{each.bundle.code}" for each in packs.bundles},
        "clerk": {clerk.ref for city, _source in packs.cities for _place, clerk in _clerks(city)},
        "agency": {each.agency.code for each in packs.agencies},
        "division": {each.division.code for each in packs.divisions},
        "site": {site.slug for city, _source in packs.cities for site in city.sites},
    }
    for city, source in packs.cities:
        for number, site in enumerate(city.sites):
            named = [("clerk", site.editor), ("clerk", site.chief), ("agency", site.office)]
            for what, name in [*named, ("division", site.division)]:
                if name not in known[what]:
                    problem = f"There is no {what} `{name}`."
                    yield source.fault(("sites", number), problem, suggest(name, known[what]))
    pieces = [
        (piece, source, number)
        for city, source in packs.cities
        for number, piece in enumerate(city.pieces)
    ]
    for piece, source, number in pieces:
        for what, name in _named_by(piece):
            if name not in known[what]:
                problem = f"There is no {what} `{name}`."
                yield source.fault(("pieces", number), problem, suggest(name, known[what]))


def _named_by(piece: SamplePiece) -> Iterator[tuple[str, str]]:
    yield from (("clerk", ref) for ref in (piece.by, piece.signed_by))
    yield from (("site", each) for each in piece.shared_with)
    yield "agency", piece.agency
    yield from (("matter", each) for each in piece.matters)
    yield from (("matter", each.matter) for each in piece.points if each.matter)


def _clerks(city: SampleCity) -> Iterator[tuple[Place, SampleStaff]]:
    for number, clerk in enumerate(city.staff):
        yield ("staff", number), clerk
    for number, crew in enumerate(city.crews):
        for clerk in crew.staff():
            yield ("crews", number), clerk


def _of_search(packs: Packs) -> Iterator[Fault]:
    """Search words are said of what there is, and a word has one meaning."""
    known = {each.code for each in packs.services}
    known |= {f"bundle:{each.bundle.code}" for each in packs.bundles}
    for words, source in packs.search:
        for code in sorted(words.called.keys() - known):
            problem = f"There is no service or bundle `{code}`."
            yield source.fault(("called", code), problem, suggest(code, known))
        meant = [(word, number) for number, group in enumerate(words.same) for word in group]
        for word, number in twice([*meant, *((word, -1) for word in words.silent)]):
            place: Place = ("same", number) if number >= 0 else ("silent",)
            problem = f"The word `{word}` has two meanings here."
            yield source.fault(place, problem, "Leave it where it belongs.")


def _of_services(packs: Packs) -> Iterator[Fault]:
    for code, pack in twice((each.code, each) for each in packs.services):
        problem = f"Two services are called `{code}`."
        yield pack.fault("service", ("code",), problem, "Rename one of the two.")
