"""Reads a folder of packs into values: bodies, services, licence types, stories, sample city."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from onedoor.registers.catalogue.definition import (
    Agencies,
    Agency,
    AssessmentBook,
    Bundle,
    BundleStory,
    Bureau,
    Catalogue,
    CatalogueItem,
    Decisions,
    Division,
    Divisions,
    Documents,
    Entitlements,
    Form,
    LicenceType,
    RatingsBook,
    ResultsBook,
    Route,
    Rulebook,
    SampleCity,
    SearchWords,
    Seat,
    ServiceDefinition,
    ServiceSheet,
    Station,
    Stations,
    Story,
)
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.fragments import COMMON, Fragments, read_fragments, unfold
from onedoor.registers.catalogue.likeness import inherit
from onedoor.registers.catalogue.reading import Place, Source, read, state_of
from onedoor.registers.catalogue.translating import build

PARTS: dict[str, type[BaseModel]] = {
    "service": ServiceSheet,
    "form": Form,
    "documents": Documents,
    "route": Route,
    "decisions": Decisions,
}
NEEDED = ("service", "form", "documents", "route")
# Files of a body that stand for themselves: what they hold, and where that is kept.
_BOOKS: dict[str, tuple[type[BaseModel], str]] = {
    "search.yaml": (SearchWords, "search"),
    "supervision.yaml": (Rulebook, "rulebooks"),
    "assessment.yaml": (AssessmentBook, "assessments"),
    "results.yaml": (ResultsBook, "results"),
    "ratings.yaml": (RatingsBook, "ratings"),
    "entitlements.yaml": (Entitlements, "entitlements"),
}
_OF_A_BODY = {
    "agency.yaml", "divisions.yaml", "sample-city.yaml", "catalogue.yaml", "stations.yaml", *_BOOKS,
}  # fmt: skip
# Folders of a body that are no services.
NOT_SERVICES = {"agencies", "bundles", "calendar", COMMON, "licences", "sample-city"}


@dataclass(frozen=True)
class PackStory:
    """One story of one service, and the file it stands in."""

    service: str
    name: str
    path: Path
    story: Story
    source: Source

    @property
    def samples(self) -> Path:
        """The folder its documents are taken from."""
        return self.path.parent.parent / "samples"


@dataclass(frozen=True)
class LicencePack:
    """A licence type and the file it stands in."""

    type: LicenceType
    source: Source


@dataclass(frozen=True)
class ServicePack:
    """One service as its folder gives it, whole and well formed."""

    folder: Path
    definition: ServiceDefinition
    sources: dict[str, Source]
    stories: tuple[PackStory, ...]
    licence: LicencePack | None = None

    @property
    def code(self) -> str:
        return self.definition.sheet.code

    def fault(self, part: str, place: Place, problem: str, remedy: str) -> Fault:
        """A fault at `place` of one of its files ("service", "form", "documents", …)."""
        return self.sources[part].fault(place, problem, remedy)

    def parts(self) -> Iterator[tuple[str, BaseModel]]:
        """Its files as models, by name."""
        whole = self.definition
        yield from (
            ("service", whole.sheet),
            ("form", whole.form),
            ("documents", whole.documents),
            ("route", whole.route),
        )
        if whole.decisions:
            yield "decisions", whole.decisions


@dataclass(frozen=True)
class BundleTold:
    """One story of one bundle, and the file it stands in."""

    bundle: str
    path: Path
    story: BundleStory
    source: Source


@dataclass(frozen=True)
class BundlePack:
    """A bundle as its folder gives it."""

    folder: Path
    bundle: Bundle
    source: Source
    stories: tuple[BundleTold, ...]


@dataclass(frozen=True)
class AgencyPack:
    """An agency, and where it stands."""

    agency: Agency
    source: Source
    place: Place


@dataclass(frozen=True)
class DivisionPack:
    """A division, and where it stands."""

    division: Division
    source: Source
    place: Place


@dataclass(frozen=True)
class ItemPack:
    """A catalogue item, and where it stands."""

    item: CatalogueItem
    source: Source
    place: Place


@dataclass
class Packs:
    """Everything that could be read, and every fault met on the way."""

    root: Path
    divisions: list[DivisionPack] = field(default_factory=list)
    stations: list[tuple[Station, Source, Place]] = field(default_factory=list)
    agencies: list[AgencyPack] = field(default_factory=list)
    items: list[ItemPack] = field(default_factory=list)
    licences: list[LicencePack] = field(default_factory=list)
    services: list[ServicePack] = field(default_factory=list)
    bundles: list[BundlePack] = field(default_factory=list)
    cities: list[tuple[SampleCity, Source]] = field(default_factory=list)
    search: list[tuple[SearchWords, Source]] = field(default_factory=list)
    rulebooks: list[tuple[Rulebook, Source]] = field(default_factory=list)
    entitlements: list[tuple[Entitlements, Source]] = field(default_factory=list)
    assessments: list[tuple[AssessmentBook, Source]] = field(default_factory=list)
    results: list[tuple[ResultsBook, Source]] = field(default_factory=list)
    ratings: list[tuple[RatingsBook, Source]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    # What every pack may name, and what each adds for itself, by the name of its folder.
    common: Fragments = field(default_factory=dict)
    own: dict[str, Fragments] = field(default_factory=dict)

    def agency(self, code: str) -> Agency | None:
        """The agency of this code, or None."""
        return next((each.agency for each in self.agencies if each.agency.code == code), None)

    def take(self, model: type[BaseModel], path: Path) -> tuple[Any, Source | None]:
        """The file as a model and with its lines; its faults are kept."""
        source, faults = read(path, root=self.root)
        self.faults += faults
        if source is None:
            return None, None
        source, faults = unfold(source, self._fragments(path))
        self.faults += faults
        built, more = build(model, source)
        self.faults += more
        return built, source

    def take_books(self, folder: Path, *names: str) -> None:
        """The files of these names in `folder`, as there are; their faults are kept."""
        for name in names:
            model, kept = _BOOKS[name]
            if (path := folder / name).exists():
                book, source = self.take(model, path)
                if book and source:
                    getattr(self, kept).append((book, source))

    def _fragments(self, path: Path) -> Fragments:
        return self.common | self.own.get(path.relative_to(self.root).parts[0], {})

    def take_fragments(self, folder: Path) -> Fragments:
        """The fragments in `folder`; its faults are kept."""
        found, faults = read_fragments(folder, root=self.root)
        self.faults += faults
        return found


def read_packs(folder: Path) -> Packs:
    """Everything under `folder`: packs/<body>/… as docs/house.md draws it. Never raises.

    A folder of which no byte has changed is not read again.
    """
    if not folder.is_dir():
        remedy = "Name the folder that holds one folder for each body."
        return Packs(folder, faults=[Fault(str(folder), 1, "There is no such folder.", remedy)])
    kept = _read(folder, state_of(folder))
    # What is in the lists is frozen; the lists are the asker's own.
    return Packs(**{each.name: copy(getattr(kept, each.name)) for each in fields(kept)})


@lru_cache(maxsize=2)
def _read(folder: Path, state: str) -> Packs:
    packs = Packs(folder)
    bodies = [each for each in _folders(folder) if not each.name.startswith("_")]
    packs.common = packs.take_fragments(folder / f"_{COMMON}")
    for body in bodies:
        packs.own[body.name] = packs.take_fragments(body / COMMON)
    packs.take_books(folder / "_search", "search.yaml")
    for body in bodies:
        _read_body(packs, body)
    _read_agencies(packs, bodies)
    for body in bodies:
        for licence in sorted((body / "licences").glob("*.yaml")):
            _read_licence(packs, licence)
    for body in bodies:
        for service in _folders(body):
            if service.name not in NOT_SERVICES:
                _read_service(packs, service)
        for bundle in _folders(body / "bundles") if (body / "bundles").is_dir() else ():
            _read_bundle(packs, bundle)
    return packs


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir() and each.name[0] not in "._")


def _read_body(packs: Packs, body: Path) -> None:
    for path in sorted(body.glob("*.y*ml")):
        if path.name not in _OF_A_BODY:
            _stranger(packs, path, _OF_A_BODY)
    if (path := body / "divisions.yaml").exists():
        read_divisions, source = packs.take(Divisions, path)
        if read_divisions and source:
            packs.divisions += [
                DivisionPack(each, source, ("divisions", n))
                for n, each in enumerate(read_divisions.divisions)
            ]
    if (path := body / "stations.yaml").exists():
        listed, source = packs.take(Stations, path)
        if listed and source:
            stations = enumerate(listed.stations)
            packs.stations += [(each, source, ("stations", n)) for n, each in stations]
    if (path := body / "catalogue.yaml").exists():
        catalogue, source = packs.take(Catalogue, path)
        if catalogue and source:
            packs.items += [
                ItemPack(each, source, ("items", n)) for n, each in enumerate(catalogue.items)
            ]
    packs.take_books(body, *_BOOKS)
    for path in _files(body, "sample-city"):
        city, source = packs.take(SampleCity, path)
        if city and source:
            packs.cities.append((city, source))


def _files(body: Path, name: str) -> list[Path]:
    """The file `<name>.yaml` of a body, or the files in the folder of that name, or both."""
    single = body / f"{name}.yaml"
    return [*([single] if single.exists() else []), *sorted((body / name).glob("*.yaml"))]


def _read_agencies(packs: Packs, bodies: list[Path]) -> None:
    """Agencies written out, then bureaus at the seats that any pack draws."""
    taken: list[tuple[Agencies, Source]] = []
    for body in bodies:
        single = body / "agency.yaml"
        paths = [
            *([single] if single.exists() else []),
            *sorted((body / "agencies").glob("*.yaml")),
        ]
        for path in paths:
            read_agencies, source = packs.take(Agencies, path)
            if read_agencies and source:
                taken.append((read_agencies, source))
    seats = {seat.id: seat for each, _ in taken for seat in each.seats}
    hall = tuple(post for each, _ in taken for post in each.hall)
    for read_agencies, source in taken:
        packs.agencies += [
            AgencyPack(each, source, ("agencies", n))
            for n, each in enumerate(read_agencies.agencies)
        ]
        for n, bureau in enumerate(read_agencies.bureaus):
            packs.agencies += _at_seats(packs, bureau, source, ("bureaus", n, "at"), seats, hall)


def _at_seats(
    packs: Packs,
    bureau: Bureau,
    source: Source,
    place: Place,
    seats: dict[str, Seat],
    hall: tuple[Any, ...],
) -> Iterator[AgencyPack]:
    for name in bureau.at:
        if name in seats:
            yield AgencyPack(bureau.agency_at(seats[name], hall), source, (*place, name))
        else:
            problem = f"No place where bodies sit is called `{name}`."
            remedy = f"Known: {', '.join(sorted(seats))}."
            packs.faults.append(source.fault((*place, name), problem, remedy))


def _read_licence(packs: Packs, path: Path) -> None:
    licence, source = packs.take(LicenceType, path)
    if licence and source:
        packs.licences.append(LicencePack(licence, source))


def _read_service(packs: Packs, folder: Path) -> None:
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in {f"{part}.yaml" for part in PARTS}:
            _stranger(packs, path, {f"{part}.yaml" for part in PARTS})
    models: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for part, model in PARTS.items():
        path = folder / f"{part}.yaml"
        if not path.exists():
            if part in NEEDED:
                name = path.relative_to(packs.root).as_posix()
                packs.faults.append(Fault(name, 1, "The file is missing.", "Write it."))
            continue
        models[part], source = packs.take(model, path)
        if source:
            sources[part] = source
    stories = tuple(_stories(packs, folder, models.get("service")))
    if all(models.get(part) for part in NEEDED) and all(models.values()):
        packs.services.append(_whole(packs, folder, models, sources, stories))


def _whole(
    packs: Packs,
    folder: Path,
    models: dict[str, Any],
    sources: dict[str, Source],
    stories: tuple[PackStory, ...],
) -> ServicePack:
    sheet: ServiceSheet = models["service"]
    wanted = sheet.outcome.licence
    licence = next((each for each in packs.licences if each.type.code == wanted), None)
    definition = ServiceDefinition(
        sheet=sheet,
        form=models["form"],
        documents=models["documents"],
        route=models["route"],
        decisions=models.get("decisions"),
        licence=licence.type if licence else None,
    )
    return ServicePack(folder, definition, sources, stories, licence)


def _read_bundle(packs: Packs, folder: Path) -> None:
    path = folder / "bundle.yaml"
    if not path.exists():
        name = path.relative_to(packs.root).as_posix()
        packs.faults.append(Fault(name, 1, "The file is missing.", "Write it."))
        return
    bundle, source = packs.take(Bundle, path)
    if bundle is None or source is None:
        return
    told = tuple(
        BundleTold(bundle.code, path, story, source)
        for path, story, source in _told(packs, folder, BundleStory)
    )
    packs.bundles.append(BundlePack(folder, bundle, source, told))


def _stories(packs: Packs, folder: Path, sheet: ServiceSheet | None) -> Iterator[PackStory]:
    code = sheet.code if sheet else folder.name
    for path, story, source in _told(packs, folder, Story):
        yield PackStory(code, path.stem, path, story, source)


def _told(packs: Packs, folder: Path, model: type[BaseModel]) -> Iterator[tuple[Path, Any, Source]]:
    """The stories of a folder, each with what it takes from the one it is like."""
    sources: dict[str, Source] = {}
    for path in sorted((folder / "stories").glob("*.yaml")):
        source, faults = read(path, root=packs.root)
        packs.faults += faults
        if source:
            sources[path.stem] = source
    for name, alone in sources.items():
        path = folder / "stories" / f"{name}.yaml"
        source, faults = inherit(alone, sources)
        packs.faults += faults
        story, faults = build(model, source)
        packs.faults += faults
        if story and source:
            yield path, story, source


def _stranger(packs: Packs, path: Path, known: set[str]) -> None:
    name = path.relative_to(packs.root).as_posix()
    remedy = f"Known names here: {', '.join(sorted(known))}."
    packs.faults.append(Fault(name, 1, "Nothing reads a file of this name.", remedy))


def stories(folder: Path, *, service: str = "") -> list[PackStory]:
    """All stories of the packs, or those of one service, by service and name."""
    found = [story for each in read_packs(folder).services for story in each.stories]
    return [each for each in found if service in ("", each.service)]


def service_packs(folder: Path, *, service: str = "") -> list[ServicePack]:
    """All services of the packs that can be read, or that of one code."""
    return [each for each in read_packs(folder).services if service in ("", each.code)]


def bundle_stories(folder: Path, *, bundle: str = "") -> list[BundleTold]:
    """All stories of the bundles of the packs, or those of one bundle."""
    found = [story for each in read_packs(folder).bundles for story in each.stories]
    return [each for each in found if bundle in ("", each.bundle)]


def catalogue_items(folder: Path) -> list[CatalogueItem]:
    """The catalogue items of every pack, by code; faulty files give none."""
    found = {each.item.code: each.item for each in read_packs(folder).items}
    return [found[code] for code in sorted(found)]


def search_words(folder: Path) -> list[SearchWords]:
    """What people call things, by all packs and by each; files with faults give nothing."""
    packs = Packs(folder)
    packs.take_books(folder / "_search", "search.yaml")
    for body in _folders(folder):
        packs.take_books(body, "search.yaml")
    return [each for each, _ in packs.search]


def sample_city(folder: Path) -> SampleCity:
    """Everyone of the sample city, out of every part of it that the packs hold."""
    packs = Packs(folder)
    cities: list[SampleCity] = []
    for body in _folders(folder):
        for path in _files(body, "sample-city"):
            city, _ = packs.take(SampleCity, path)
            cities += [city] if city else []
    return SampleCity(
        people=tuple(each for city in cities for each in city.people),
        mandates=tuple(each for city in cities for each in city.mandates),
        staff=tuple(each for city in cities for each in city.clerks()),
        busy=tuple(each for city in cities for each in city.busy),
        pieces=tuple(each for city in cities for each in city.pieces),
        sites=tuple(each for city in cities for each in city.sites),
    )
