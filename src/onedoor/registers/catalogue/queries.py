"""Which services there are, what each version says, and what is wrong with a folder of packs."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.queries import agencies, divisions_of
from onedoor.registers.agencies.queries import nearest as nearest_place
from onedoor.registers.catalogue.books import read_ratings, read_results, read_rules
from onedoor.registers.catalogue.bundlechecks import nearest
from onedoor.registers.catalogue.checking import check_packs
from onedoor.registers.catalogue.decisionchecks import Reached, reached_rows
from onedoor.registers.catalogue.definition import (
    AssessmentBook,
    Decisions,
    RatingsBook,
    ResultsBook,
    Rulebook,
    Text,
)
from onedoor.registers.catalogue.definition import Bundle as BundleDefinition
from onedoor.registers.catalogue.entitlementchecks import entitlement_rules
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.gate import themes
from onedoor.registers.catalogue.models import (
    Bundle,
    BundleVersion,
    Offering,
    Service,
    ServiceVersion,
)
from onedoor.registers.catalogue.packs import (
    BundleTold,
    PackStory,
    ServicePack,
    bundle_stories,
    catalogue_items,
    read_packs,
    sample_city,
    search_words,
    service_packs,
    stories,
)
from onedoor.registers.catalogue.pathchecks import survey_of
from onedoor.registers.catalogue.speaking import texts_below

__all__ = [
    "Bundle",
    "BundleTold",
    "BundleVersion",
    "Fault",
    "Offering",
    "PackStory",
    "Service",
    "ServicePack",
    "ServiceSuspended",
    "ServiceVersion",
    "agencies_of_parts",
    "assessments_in",
    "bundle",
    "bundle_stories",
    "bundle_version",
    "bundles",
    "bundles_with",
    "catalogue_items",
    "check_packs",
    "current_version",
    "entitlement_rules",
    "how_many",
    "in_force",
    "licence_names",
    "offered",
    "offering",
    "offerings_of",
    "offers",
    "office_mailbox",
    "published",
    "published_now",
    "reached_rows",
    "read_packs",
    "renewing",
    "rulebook_over",
    "rulebooks",
    "rulebooks_in",
    "sample_city",
    "search_words",
    "service",
    "service_packs",
    "service_titles",
    "services",
    "services_called",
    "stamp",
    "stories",
    "survey_of",
    "themes",
    "titles",
    "version",
    "version_numbered",
    "version_to_apply",
    "versions_of",
    "watcher_of",
    "words_in_other_languages",
]


class NoSuchService(NotFound):
    """没有这个事项，可能已经取消或改名。请从首页搜索。"""


def service(code: str) -> Service:
    """The service with its current version; NoSuchService when there is none to be had."""
    found = _published().filter(code=code).first()
    if found is None:
        raise NoSuchService(where=code)
    return found


class ServiceSuspended(Refusal):
    """这个事项现在暂停办理，暂时不能申请。恢复的日子会在办事指南上公布。"""


def current_version(code: str) -> ServiceVersion:
    """The version now in force, `.parsed` ready. NoSuchService when never published."""
    return version(_standing(code)[0])


def published_now(code: str) -> ServiceVersion | None:
    """The version in force, or None where a service was never published."""
    try:
        return current_version(code)
    except NoSuchService:
        return None


def version_to_apply(code: str) -> ServiceVersion:
    """The version under which one applies now.

    ServiceSuspended while its item is suspended; NoSuchService when it was cancelled.
    """
    current, state = _standing(code)
    if state == "suspended":
        raise ServiceSuspended(where=code)
    if state == "cancelled":
        raise NoSuchService(where=code)
    return version(current)


def _standing(code: str) -> tuple[UUID, str]:
    # Asked by every application, so it is one plain statement.
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_id, state FROM catalogue_service WHERE code = %s", [code])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise NoSuchService(where=code)
    return row[0], row[1]


def version(id: UUID | str) -> ServiceVersion:
    """The version of this id, kept in memory, for it never changes. NoSuchService."""
    try:
        return _version(UUID(str(id)))
    except (ValueError, ServiceVersion.DoesNotExist):
        raise NoSuchService(where=str(id)) from None


@lru_cache(maxsize=256)
def _version(id: UUID) -> ServiceVersion:
    return ServiceVersion.objects.get(pk=id)


@lru_cache(maxsize=512)
def version_numbered(code: str, number: int) -> ServiceVersion:
    """The version of a service by its number; NoSuchService."""
    found = ServiceVersion.objects.filter(service_id=code, number=number).first()
    if found is None:
        raise NoSuchService(where=f"{code}/{number}")
    return found


class NoSuchBundle(NotFound):
    """没有这件“一件事”，可能已经取消或改名。请从首页搜索。"""


def bundle(code: str) -> Bundle:
    """The bundle with its current version; NoSuchBundle."""
    found = Bundle.objects.filter(code=code, current__isnull=False).select_related("current")
    if (one := found.first()) is None:
        raise NoSuchBundle(where=code)
    return one


def bundles(*, theme: str = "", life_event: str = "") -> list[Bundle]:
    """Bundles in use, by code; of a theme or life event."""
    found = Bundle.objects.filter(current__isnull=False, state="in_use").select_related("current")
    for column, value in {"themes": theme, "life_events": life_event}.items():
        if value:
            found = found.filter(**{f"{column}__contains": [value]})
    return list(found.order_by("code"))


def bundles_with(service: str) -> list[Bundle]:
    """Bundles in use of which this service is a part."""
    return [each for each in bundles() if service in {one.service for one in each.parsed.parts}]


def agencies_of_parts(definition: BundleDefinition, lead: str) -> dict[str, str]:
    """Which agency handles each part where `lead` leads; a part that nobody offers is left out."""
    rows = Offering.objects.filter(
        service_id__in={each.service for each in definition.parts}, active=True
    ).values_list("service_id", "agency_id", "agency__function", "agency__division_id")
    offered: dict[str, dict[str, tuple[str, str]]] = {}
    for service_code, agency, function, division in rows:
        offered.setdefault(service_code, {})[agency] = (function, division)
    leader = agencies([lead])[lead]
    found = {
        each.id: nearest(each, offered.get(each.service, {}), leader.function, leader.division_id)
        for each in definition.parts
    }
    return {part: agency for part, agency in found.items() if agency}


def bundle_version(id: UUID | str) -> BundleVersion:
    """The version of a bundle of this id, kept in memory, for it never changes. NoSuchBundle."""
    try:
        return _bundle_version(UUID(str(id)))
    except (ValueError, BundleVersion.DoesNotExist):
        raise NoSuchBundle(where=str(id)) from None


@lru_cache(maxsize=128)
def _bundle_version(id: UUID) -> BundleVersion:
    return BundleVersion.objects.get(pk=id)


def in_force() -> set[UUID]:
    """The versions of services and of bundles that are in force now."""
    services = Service.objects.filter(current__isnull=False).values_list("current_id", flat=True)
    bundled = Bundle.objects.filter(current__isnull=False).values_list("current_id", flat=True)
    return {*services, *bundled}


def versions_of(code: str) -> list[ServiceVersion]:
    """All versions of a service, the newest first."""
    return list(
        ServiceVersion.objects.filter(service_id=code)
        .defer("definition", "samples")
        .order_by("-number")
    )


def services(
    for_: str = "", *, theme: str = "", life_event: str = "", function: str = ""
) -> list[Service]:
    """Services in use, by code: for "person" or "organisation", of a theme, life event, function.

    One query; each has its `parsed` definition.
    """
    found = _published().filter(state="in_use")
    wanted = {"applicants": for_, "themes": theme, "life_events": life_event, "functions": function}
    for column, value in wanted.items():
        if value:
            found = found.filter(**{f"{column}__contains": [value]})
    return list(found.order_by("code"))


def published() -> list[Service | Bundle]:
    """Every service and bundle that was ever published, whatever its state, by code."""
    joined = Bundle.objects.filter(current__isnull=False).select_related("current")
    return [*_published().order_by("code"), *joined.order_by("code")]


def services_called(codes: Iterable[str]) -> dict[str, Service]:
    """The services in use among these codes, each with its `parsed` definition. One query."""
    found = _published().filter(state="in_use", code__in=list(codes))
    return {each.code: each for each in found}


def service_titles(codes: Iterable[str]) -> dict[str, Text]:
    """What the services in use among these codes are called. One query."""
    return {code: each.parsed.sheet.title for code, each in services_called(codes).items()}


def words_in_other_languages() -> dict[str, dict[str, str]]:
    """What the packs in force say in Chinese, with what they say for it in other languages.

    Read from the definitions as they are kept: parsing all of them takes seconds. Two queries.
    """
    found: dict[str, dict[str, str]] = {}
    for kind in (Service, Bundle):
        kept = kind.objects.filter(current__isnull=False)
        for definition in kept.values_list("current__definition", flat=True):
            for texts in texts_below(definition):
                found.setdefault(texts["zh"], {}).update(
                    {code: said for code, said in texts.items() if said and code != "zh"}
                )
    return found


def renewing(kinds: Iterable[str]) -> dict[str, Service]:
    """By the type of licence, the service in use by which its holder has it renewed."""
    wanted = set(kinds)
    if not wanted:
        return {}
    # The act stands in the definition, which the database can look into without handing it over.
    rows = (
        _published()
        .filter(state="in_use", current__definition__sheet__outcome__act="renew")
        .order_by("code")
    )
    found = {each.parsed.sheet.outcome.acts_on: each for each in rows}
    return {kind: each for kind, each in found.items() if kind in wanted}


def licence_names(kinds: Iterable[str]) -> dict[str, Text]:
    """What these types of licence are called, as the services say that give them."""
    rows = _published().filter(current__definition__sheet__outcome__licence__in=sorted(set(kinds)))
    found = [each.parsed.licence for each in rows]
    return {each.code: each.name for each in found if each is not None}


def how_many() -> int:
    """How many services are in use."""
    return Service.objects.filter(current__isnull=False, state="in_use").count()


def titles() -> list[tuple[str, str]]:
    """(code, title) of every service in use, for lists of all; the definitions stay unread."""
    found = Service.objects.filter(current__isnull=False, state="in_use")
    return list(found.order_by("code").values_list("code", "title"))


def stamp() -> str:
    """Changes whenever packs are published or a service comes or goes: for pages kept in memory."""
    # Asked before every page that is kept in memory, so it is one plain statement. Agencies are
    # published too, and may change when no service does.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(published_at) FROM catalogue_serviceversion),"
            " (SELECT count(*) FROM catalogue_service WHERE state = 'in_use'),"
            " (SELECT max(id) FROM catalogue_publication)"
        )
        latest, count, last = cursor.fetchone()
    return f"{latest}/{count}/{last}"


def _published() -> QuerySet[Service]:
    # The definition is large and nearly always in memory already: it is fetched on first use.
    return (
        Service.objects.filter(current__isnull=False)
        .select_related("current")
        .defer("current__definition", "current__samples")
    )


def offerings_of(code: str) -> list[Offering]:
    """Who offers the service now, with agency and division, by division."""
    return list(
        Offering.objects.filter(service_id=code, active=True)
        .select_related("agency__division")
        .order_by("agency__division_id")
    )


def offered() -> list[tuple[str, str]]:
    """(catalogue code, agency) of everything that is offered now, each pair once."""
    rows = Offering.objects.filter(active=True)
    return sorted(set(rows.values_list("service__catalogue_code", "agency_id")))


def offers() -> dict[str, list[str]]:
    """Which services in use each agency offers now, by code. One query."""
    rows = Offering.objects.filter(active=True, service__state="in_use", agency__active=True)
    found: dict[str, list[str]] = {}
    for agency, code in rows.exclude(service__current=None).values_list("agency_id", "service_id"):
        found.setdefault(agency, []).append(code)
    return {agency: sorted(codes) for agency, codes in sorted(found.items())}


def offering(code: str, agency: str) -> Offering:
    """The offering of the service by this agency; NoSuchService when it does not offer it now."""
    found = (
        Offering.objects.filter(service_id=code, agency_id=agency, active=True)
        .select_related("agency__division")
        .first()
    )
    if found is None:
        raise NoSuchService(where=f"{code}/{agency}")
    return found


def decisions_in(folder: Path, code: str) -> Decisions | None:
    """The decision tables of a service as its pack has them today, if it has any."""
    found = (each for each in read_packs(folder).services if each.code == code)
    pack = next(found, None)
    return pack.definition.decisions if pack else None


def rows_reached(folder: Path) -> list[Reached]:
    """Every row of every decision table of the packs, with the stories that reach it."""
    return [row for pack in read_packs(folder).services for row in reached_rows(pack)]


def rulebooks_in(folder: Path) -> tuple[Rulebook, ...]:
    """The rules of supervision that the packs hold, by place. BadRules when some cannot be read."""
    return tuple(read_rules(folder)[0])


def rulebooks() -> tuple[Rulebook, ...]:
    """The rules of supervision in force in this house. Read once in each process."""
    return _rulebooks(Path(settings.ONEDOOR_PACKS))


@cache
def _rulebooks(packs: Path) -> tuple[Rulebook, ...]:
    return rulebooks_in(packs)


def rulebook_over(agency: str) -> Rulebook | None:
    """The rules of supervision that hold for an agency, by its place; None where there are none."""
    division = divisions_of({agency}).get(agency)
    return nearest_place(division, rulebooks()) if division else None


def watcher_of(agency: str) -> str:
    """Who watches an agency by the rules of its place, and confirms its cards; "" where none do."""
    book = rulebook_over(agency)
    return book.watcher_of(agency) if book else ""


def office_mailbox(agency: str) -> str:
    """Where an agency is told of supervision besides its desk, by the book of its place; or ""."""
    book = rulebook_over(agency)
    return book.mailbox_of(agency) if book else ""


def assessments_in(folder: Path) -> tuple[AssessmentBook, ...]:
    """What the packs assess agencies by, by place. BadRules when some cannot be read."""
    return tuple(read_rules(folder)[1])


def results_in(folder: Path) -> tuple[ResultsBook, ...]:
    """What the packs publish of decisions, by place. BadRules when some cannot be read."""
    return tuple(read_results(folder))


def ratings_in(folder: Path) -> tuple[RatingsBook, ...]:
    """The days of ratings that the packs set, by place. BadRules when some cannot be read."""
    return tuple(read_ratings(folder))
