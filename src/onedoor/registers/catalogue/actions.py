"""Publish what the packs say; write the schemas by which editors check them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from django.db import transaction
from django.db.models import Max

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.kernel.turns import take_turn
from onedoor.registers.agencies.actions import (
    AgencyKept,
    DivisionKept,
    StationKept,
    keep_agencies,
    keep_divisions,
    keep_published,
    keep_stations,
)
from onedoor.registers.catalogue.authority import rights_of, rights_of_bundles
from onedoor.registers.catalogue.checking import faults_in
from onedoor.registers.catalogue.definition import (
    Agency,
    BundleStory,
    ServiceDefinition,
    ServiceSheet,
    Station,
    Story,
    Strict,
    Text,
)
from onedoor.registers.catalogue.definition import Bundle as BundleDefinition
from onedoor.registers.catalogue.events import BundlePublished, ServicePublished
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.models import (
    STATES,
    Bundle,
    Offering,
    Publication,
    Service,
    Version,
)
from onedoor.registers.catalogue.packs import BundlePack, Packs, ServicePack, read_packs
from onedoor.registers.catalogue.schemas import write_schemas

__all__ = ["PublishReport", "publish_packs", "set_states", "write_schemas"]

_Listed = TypeVar("_Listed", Service, Bundle)

# Two publications at once take turns: the number is that of this act alone.
_TURN = 4_207_001
_MOST_BYTES_OF_A_FILE = 20 * 1024 * 1024


class _Content(TypedDict):
    definition: Any
    samples: list[Any]


@dataclass(frozen=True)
class PublishReport:
    """What was published (service codes), what was as before, and the faults that forbade it."""

    new: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.refused


def publish_packs(folder: Path, *, by: Actor) -> PublishReport:
    """Publish every service of the packs whose content has changed, with divisions and agencies.

    All or nothing: one fault anywhere and nothing moves; the report then carries the faults.
    Services that the packs no longer hold stay as they are: to cancel one is another act.
    """
    fingerprint = fingerprint_of(folder)
    if _published_last() == fingerprint:
        known = Service.objects.filter(current__isnull=False).order_by("code")
        bundles = Bundle.objects.filter(current__isnull=False).order_by("code")
        codes = [*known.values_list("code", flat=True), *bundles.values_list("code", flat=True)]
        return PublishReport(unchanged=tuple(codes))
    packs = read_packs(folder)
    if faults := faults_in(packs):
        return PublishReport(refused=tuple(faults))
    with transaction.atomic():
        take_turn(_TURN)
        keep_divisions(_divisions(packs))
        keep_agencies(_agency(each.agency) for each in packs.agencies)
        keep_stations(_station(each) for each, _source, _place in packs.stations)
        published = {each.code: _publish(each, by=by) for each in packs.services}
        joined = {each.bundle.code: _publish_bundle(each, by=by) for each in packs.bundles}
        services = {each.code: each.definition for each in packs.services}
        read = [each.bundle for each in packs.bundles]
        rights = [*rights_of(services), *rights_of_bundles(read, services)]
        keep_published(rights, by=by)
        Publication.objects.create(fingerprint=fingerprint, published_at=now(), published_by=by.ref)
    published |= joined
    return PublishReport(
        new=tuple(code for code, is_new in published.items() if is_new),
        unchanged=tuple(code for code, is_new in published.items() if not is_new),
    )


def fingerprint_of(folder: Path) -> str:
    """SHA-256 over every file of the packs and over the code that reads them.

    A file larger than any sample counts by its name and size.
    """
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for root, pattern in ((folder, "*"), (here, "*.py"), (here, "*.yaml")):
        for path in sorted(each for each in root.rglob(pattern) if each.is_file()):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(root).as_posix()}\0{size}\0".encode())
            if size <= _MOST_BYTES_OF_A_FILE:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _published_last() -> str:
    last = Publication.objects.order_by("-id").values_list("fingerprint", flat=True).first()
    return last or ""


def _publish(pack: ServicePack, *, by: Actor) -> bool:
    """Make a new version unless the newest says the same; whether there is one."""
    sheet = pack.definition.sheet
    service, _ = Service.objects.get_or_create(code=pack.code)
    service.catalogue_code = sheet.catalogue_code
    version = _renew(
        service, sheet, _content(pack.definition, (each.story for each in pack.stories)), by=by
    )
    _offer(service, pack.definition)
    if version is None:
        return False
    record(
        ServicePublished(
            subject=f"service:{service.code}",
            service=service.code,
            version=str(version.id),
            number=version.number,
            digest=version.digest,
            effective=version.effective,
        ),
        by=by,
    )
    return True


def _publish_bundle(pack: BundlePack, *, by: Actor) -> bool:
    """Make a new version of the bundle unless the newest says the same; whether there is one."""
    bundle, _ = Bundle.objects.get_or_create(code=pack.bundle.code)
    version = _renew(
        bundle, pack.bundle, _content(pack.bundle, (each.story for each in pack.stories)), by=by
    )
    if version is None:
        return False
    record(
        BundlePublished(
            subject=f"bundle:{bundle.code}",
            bundle=bundle.code,
            version=str(version.id),
            number=version.number,
            digest=version.digest,
            effective=version.effective,
        ),
        by=by,
    )
    return True


def _content(definition: Strict, stories: Iterable[Story | BundleStory]) -> _Content:
    """What a version is made of: the definition, and the stories that serve as samples."""
    samples = [as_json(each) for each in stories if each.sample]
    return {"definition": as_json(definition), "samples": samples}


def _renew(
    listed: _Listed, told: ServiceSheet | BundleDefinition, content: _Content, *, by: Actor
) -> Version | None:
    """The next version, with what it is found by drawn from it; None when the newest says this."""
    digest = digest_of(content)
    if listed.current and listed.current.digest == digest:
        return None
    newest = listed.versions.aggregate(n=Max("number"))["n"] or 0
    version = listed.versions.create(
        number=newest + 1,
        digest=digest,
        published_at=now(),
        published_by=by.ref,
        effective=told.effective,
        **content,
    )
    listed.current = version
    listed.title, listed.official = str(told.title), str(told.official)
    listed.applicants, listed.themes = list(told.applicants), list(told.themes)
    listed.life_events, listed.keywords = list(told.life_events), list(told.keywords)
    listed.save()
    return version


def _offer(service: Service, definition: ServiceDefinition) -> None:
    named = definition.sheet.offerings
    Offering.objects.bulk_create(
        [
            Offering(
                service=service, agency_id=each.agency, promised=each.promised, window=each.window
            )
            for each in named
        ],
        update_conflicts=True,
        unique_fields=["service", "agency"],
        update_fields=["promised", "window", "active"],
    )
    codes = [each.agency for each in named]
    service.offerings.exclude(agency_id__in=codes).update(active=False)
    found = service.offerings.filter(active=True).values_list("agency__function", flat=True)
    service.functions = sorted(set(found))
    service.save(update_fields=["functions"])


def set_states(states: Mapping[str, str]) -> int:
    """Set services by the state of their catalogue item (code → state); how many changed.

    What the mapping does not name stays as it is. Suspended services cannot be applied for,
    cancelled ones neither; both keep their versions and their running cases.
    """
    changed = 0
    for state in STATES:
        codes = [code for code, each in states.items() if each == state]
        rows = Service.objects.filter(catalogue_code__in=codes).exclude(state=state)
        changed += rows.update(state=state)
    return changed


def as_json(model: Any) -> Any:
    """A model of a pack as JSON values, without what it does not say."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON of the content (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _divisions(packs: Packs) -> Iterable[DivisionKept]:
    known = {each.division.code for each in packs.divisions}
    for each in packs.divisions:
        division = each.division
        yield DivisionKept(
            code=division.code,
            name=str(division.name),
            level=division.level,
            parent=division.parent or wider(division.code, known),
            names=_names(division.name),
        )


def _station(station: Station) -> StationKept:
    return StationKept(
        code=station.id, division=station.division, kind=station.kind, name=str(station.name),
        names=_names(station.name), address=station.address, hours=station.hours,
        phone=station.phone, services=station.services, certainty=station.certainty,
        helps=tuple({"zh": str(each), **_names(each)} for each in station.helps),
    )  # fmt: skip


def wider(code: str, known: set[str]) -> str:
    """The nearest known division around `code`, by its digits; "" when there is none."""
    for digits in (9, 6, 4, 2):
        around = code[:digits].ljust(12, "0")
        if around != code and around in known:
            return around
    return ""


def _agency(agency: Agency) -> AgencyKept:
    return AgencyKept(
        code=agency.code,
        function=agency.function,
        division=agency.division,
        name=str(agency.name),
        names=_names(agency.name),
        short=agency.short,
        credit_code=agency.credit_code,
        mark=agency.mark,
        office=as_json(agency.office),
        powers=agency.powers,
        review_body=agency.review_body,
        court=agency.court,
        former_names=agency.former_names,
        posts=tuple((post.id, str(post.name), _names(post.name)) for post in agency.posts),
    )


def _names(text: Text) -> dict[str, str]:
    return {name: said for name, said in text.model_dump().items() if said and name != "zh"}
