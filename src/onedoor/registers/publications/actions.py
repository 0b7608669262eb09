"""Writing, handing in, signing off, turning back, taking down; and what the hour brings about."""

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.catalogue.queries import bundles, titles
from onedoor.registers.publications import events, rules
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications.content import Content, blocks_of, content_of, plain_text
from onedoor.registers.publications.listed import wording
from onedoor.registers.publications.models import Hiding, Piece, PieceVersion
from onedoor.registers.publications.scanning import Finding, Ground, scan, stops, to_look_at
from onedoor.registers.publications.words import desk_word, finding_word, state_word
from onedoor.registers.sites.queries import cluster, cluster_now, site_of_mine, sites_where
from onedoor.registers.sites.refusals import NoSuchSite

__all__ = [
    "begin_piece", "give_pieces_their_site", "hand_in", "hide_piece", "save_draft", "share_piece",
    "show_piece_again", "show_what_is_due", "sign_off", "take_down",
    "take_down_what_has_run_out", "turn_back",
]  # fmt: skip


@transaction.atomic
def begin_piece(
    kind: str, column: str, *, agency: str, by: Actor, content: Content | None = None
) -> Piece:
    """Begin to write for an agency. NotAnEditor, NotYourAgency, Lacking, WrongKind, as saving."""
    content = content or Content(editor=by.name)
    refusal = (
        rules.why_not_write(agency, by)
        or rules.why_not_place(kind, column)
        or rules.why_not_keep(content, matters=_matters())
    )
    if refusal:
        raise refusal
    body = agency_called(agency)
    home = cluster().of_division(body.division_id)
    piece = Piece.objects.create(
        id=uuid4(), agency=body.code, kind=kind, column=column, site=home.slug if home else "",
        written=content.as_json(), begun_by=by.ref, begun_by_name=by.name[:100], saved_at=now(),
    )  # fmt: skip
    record(events.PieceBegun(subject=_subject(piece), agency=agency, kind=kind), by=by, begins=True)
    return piece


@transaction.atomic
def save_draft(
    piece: UUID, content: Content, *, revision: int, by: Actor, column: str = ""
) -> Piece:
    """Keep what was written; `revision` is the one it was written on.

    NoSuchPiece, NotAnEditor, NotYourAgency, NotNow, ChangedMeanwhile, WrongDays, NoSuchMatter,
    WrongKind, TooManyFiles, SameName.
    """
    found = _locked(piece)
    refusal = _why_not(rules.why_not_write, found, by) or rules.why_not_place(
        found.kind, column or found.column
    )
    if refusal:
        raise refusal
    if found.desk_state in ("waiting", "due"):
        raise no.NotNow(state=desk_word(found.desk_state))
    if found.revision != revision:
        raise no.ChangedMeanwhile(name=found.begun_by_name)
    if refusal := rules.why_not_keep(content, matters={*_matters(), *_kept_matters(found)}):
        raise refusal
    found.written, found.column = content.as_json(), column or found.column
    # From now on whoever saved last answers for the draft.
    found.begun_by, found.begun_by_name = by.ref, by.name[:100]
    found.revision, found.saved_at, found.desk_state = revision + 1, now(), "writing"
    found.save()
    return found


@transaction.atomic
def hand_in(
    piece: UUID,
    *,
    by: Actor,
    ground: Ground,
    note: str = "",
    goes_out_at: datetime | None = None,
    shown_until: date | None = None,
) -> Piece:
    """Make a version of the draft and lay it before a chief.

    NoSuchPiece, NotAnEditor, NotYourAgency, NotNow, Lacking, WrongDays, NothingChanged, and
    NotFitToShow with everything that the scan stops.
    """
    found = _locked(piece)
    content = content_of(found.written)
    refusal = (
        _why_not(rules.why_not_write, found, by)
        or rules.why_not_hand_in(found, content, note=note)
        or rules.why_not_keep(content, matters=_matters())
        or rules.why_not_on(goes_out_at, shown_until, now=now(), on=today())
    )
    if refusal:
        raise refusal
    findings = _fit(found, content, ground)
    version = _version(found, content, findings, note=note, by=by)
    if found.state == "shown" and found.shown and found.shown.digest == version.digest:
        raise no.NothingChanged()
    found.desk_state, found.waiting, found.turned_back_why = "waiting", version, ""
    found.goes_out_at, found.asked_until = goes_out_at, shown_until
    found.save()
    told = events.PieceHandedIn(
        subject=_subject(found), agency=found.agency, version=version.number, digest=version.digest
    )
    record(told, by=by)
    return found


def _version(
    piece: Piece, content: Content, findings: list[Finding], *, note: str, by: Actor
) -> PieceVersion:
    blocks = _compiled(content.body, content)
    told = {"content": content.as_json(), "blocks": blocks}
    translated = {each.language: _compiled(each.body, content) for each in content.translations}
    if translated:
        told["translated"] = translated
    last = piece.versions.aggregate(Max("number"))["number__max"] or 0
    return PieceVersion.objects.create(
        id=uuid4(), piece=piece, number=last + 1, content=content.as_json(), blocks=blocks,
        translated=translated, findings=[asdict(each) for each in findings],
        note=note.strip()[:400], digest=_digest(told),
        handed_in_by=by.ref, handed_in_by_name=by.name[:100], handed_in_at=now(),
    )  # fmt: skip


def _compiled(body: str, content: Content) -> list[dict[str, Any]]:
    return [asdict(each) for each in blocks_of(body, content.files)]


def _fit(piece: Piece, content: Content, ground: Ground) -> list[Finding]:
    before = content_of(piece.shown.content) if piece.shown else None
    findings = scan(content, wording(), ground, before=before)
    if bad := stops(findings):
        raise no.NotFitToShow(findings=bad, first=finding_word(bad[0]), where=bad[0].where)
    return findings


@transaction.atomic
def turn_back(piece: UUID, *, why: str, by: Actor) -> Piece:
    """Give what waits, or what was signed off and has not gone out, back to be changed.

    NoSuchPiece, NotAChief, NotYourAgency, NotNow, Lacking.
    """
    found = _locked(piece)
    if refusal := _why_not(rules.why_not_judge, found, by):
        raise refusal
    if found.waiting is None:
        raise no.NotNow(state=desk_word(found.desk_state))
    if not why.strip():
        raise no.Lacking(where="why", what="要改什么")
    return _give_back(found, why=why.strip()[:400], by=by)


def _give_back(piece: Piece, *, why: str, by: Actor) -> Piece:
    assert piece.waiting is not None
    told = events.PieceTurnedBack(
        subject=_subject(piece), agency=piece.agency, version=piece.waiting.number, why=why
    )
    piece.desk_state, piece.waiting, piece.turned_back_why = "writing", None, why
    piece.save()
    record(told, by=by)
    return piece


@transaction.atomic
def sign_off(piece: UUID, *, by: Actor, ground: Ground, looked_at: Collection[str] = ()) -> Piece:
    """Let what waits go out, now or at its hour; `looked_at` are the keys of findings looked at.

    NoSuchPiece, NotAChief, NotYourAgency, NotNow, OwnPiece, NotFitToShow, NotLookedAt.
    """
    found = _locked(piece)
    if refusal := _why_not(rules.why_not_judge, found, by):
        raise refusal
    handed_in_by = found.waiting.handed_in_by if found.waiting else ""
    if refusal := rules.why_not_sign_off(found, handed_in_by=handed_in_by, by=by):
        raise refusal
    version = found.waiting
    assert version is not None
    # Lists and addresses may have changed since it was handed in.
    to_look = to_look_at(_fit(found, content_of(version.content), ground))
    if missing := [each for each in to_look if each.key not in looked_at]:
        raise no.NotLookedAt(findings=missing, first=finding_word(missing[0]))
    later = found.goes_out_at if found.goes_out_at and found.goes_out_at > now() else None
    signed = events.PieceSignedOff(
        subject=_subject(found), agency=found.agency, version=version.number,
        looked_at=len(to_look), goes_out_at=later,
    )  # fmt: skip
    record(signed, by=by)
    if later:
        found.desk_state = "due"
        found.save()
    else:
        _show(found, by=by)
    return found


def _show(piece: Piece, *, by: Actor) -> None:
    version = piece.waiting
    assert version is not None
    content = content_of(version.content)
    if not piece.index_number:
        _number(piece)
    moment = now()
    piece.state, piece.shown, piece.shown_at = "shown", version, moment
    piece.first_shown_at = piece.first_shown_at or moment
    piece.desk_state, piece.waiting, piece.goes_out_at = "resting", None, None
    piece.shown_until, piece.asked_until = piece.asked_until, None
    piece.taken_down_at, piece.taken_down_why = None, ""
    piece.title, piece.summary = content.title, content.summary
    piece.translated = {
        each.language: {"title": each.title, "summary": each.summary}
        for each in content.translations
    }
    piece.matters, piece.words = list(content.all_matters()), plain_text(content).lower()
    piece.save()
    told = events.PiecePublished(
        subject=_subject(piece), agency=piece.agency, kind=piece.kind, version=version.number,
        index_number=piece.index_number, digest=version.digest,
    )  # fmt: skip
    record(told, by=by)


def _number(piece: Piece) -> None:
    """Organisation code / year - count: as the State Council's own index numbers are made."""
    year = today().year
    take_turn_of(f"index numbers of {piece.agency} in {year}")
    counted = Piece.objects.filter(agency=piece.agency, year=year).aggregate(Max("serial"))
    serial = (counted["serial__max"] or 0) + 1
    code = agency_called(piece.agency).credit_code[8:17]
    piece.year, piece.serial = year, serial
    piece.index_number = f"{code}/{year}-{serial:05}"


@transaction.atomic
def take_down(piece: UUID, *, why: str, by: Actor) -> Piece:
    """Readers no longer see it, and are told why. NoSuchPiece, NotAChief, NotNow, Lacking."""
    found = _locked(piece)
    if by is not SYSTEM and (refusal := _why_not(rules.why_not_judge, found, by)):
        raise refusal
    if found.state != "shown":
        raise no.NotNow(state=state_word(found.state))
    if not why.strip():
        raise no.Lacking(where="why", what="为什么撤下")
    found.state, found.taken_down_at = "down", now()
    found.taken_down_why = why.strip()[:400]
    found.save()
    told = events.PieceTakenDown(
        subject=_subject(found), agency=found.agency, index_number=found.index_number,
        why=found.taken_down_why,
    )  # fmt: skip
    record(told, by=by)
    return found


@transaction.atomic
def share_piece(
    piece: UUID, *, below: bool, sites: Collection[str] = (), urgent: bool = False, by: Actor
) -> Piece:
    """Say which other sites show it: all within its own, named ones. Urgent: all below, always.

    A site takes what its rule says, also when it is named. NoSuchPiece, NotAChief, NotYourAgency,
    NotYourSitesPiece, NoSuchSite, OnlyNoticesAreUrgent, KindNotTaken.
    """
    found = _locked(piece)
    if refusal := _why_not(rules.why_not_judge, found, by):
        raise refusal
    named, known = tuple(sorted(set(sites) - {found.site})), cluster().by_slug
    if not set(named) <= set(known):
        raise NoSuchSite(where="sites")
    receivers = [known[each] for each in named]
    if refusal := rules.why_not_share(found, urgent=urgent, named=receivers):
        raise refusal
    wanted = (below or urgent, list(named), urgent)
    if wanted == (found.shared_below, found.shared_with, found.is_urgent):
        return found
    found.shared_below, found.shared_with, found.is_urgent = wanted
    found.shared_at = now()
    found.save()
    told = events.PieceShared(
        subject=_subject(found), agency=found.agency, site=found.site, below=wanted[0],
        sites=named, urgent=urgent,
    )  # fmt: skip
    record(told, by=by)
    return found


@transaction.atomic
def hide_piece(piece: UUID, *, at: str, why: str, by: Actor) -> Hiding:
    """Let a site not show what another shares with it; nothing of the piece itself changes.

    NoSuchPiece, NoSuchSite, NotYourSite, NotReceived, UrgentStays, HiddenAlready, Lacking.
    """
    found, site = _locked(piece), site_of_mine(at, rules.EDITOR, rules.CHIEF, by=by)
    if not rules.is_received(found, site, cluster()):
        raise no.NotReceived()
    if found.is_urgent:
        home = cluster().called(found.site)
        raise no.UrgentStays(site=home.called("zh") if home else "")
    if not why.strip():
        raise no.Lacking(where="why", what="为什么隐藏")
    if found.hidings.filter(site=at).exists():
        raise no.HiddenAlready()
    hiding = Hiding.objects.create(
        piece=found, site=at, why=why.strip()[:400], by=by.ref, by_name=by.name[:100], at=now()
    )
    told = events.PieceHidden(subject=_subject(found), agency=found.agency, site=at, why=hiding.why)
    record(told, by=by)
    return hiding


@transaction.atomic
def show_piece_again(piece: UUID, *, at: str, by: Actor) -> None:
    """Let a site show again what it had hidden. NoSuchPiece, NoSuchSite, NotYourSite, NotHidden."""
    found, site = _locked(piece), site_of_mine(at, rules.EDITOR, rules.CHIEF, by=by)
    if not found.hidings.filter(site=site.slug).delete()[0]:
        raise no.NotHidden()
    told = events.PieceShownAgain(subject=_subject(found), agency=found.agency, site=at)
    record(told, by=by)


def give_pieces_their_site(slug: str) -> int:
    """What agencies of a site have written before it was made is that site's now; how many."""
    known = cluster_now()
    homes = {code: known.of_division(each.division_id) for code, each in agencies().items()}
    own = [code for code, home in homes.items() if home and home.slug == slug]
    return Piece.objects.filter(agency__in=own).exclude(site=slug).update(site=slug)


def show_what_is_due(ground: Callable[[Piece], Ground]) -> int:
    """Publish everything signed off whose hour has come; how many.

    What the scan stops now, for lists or addresses have changed since the signature, goes back to
    be changed, and says why. `ground` is what a piece is scanned against at this moment.
    """
    due = Piece.objects.filter(desk_state="due", goes_out_at__lte=now()).select_related("waiting")
    return sum(_show_one(each, ground(each)) for each in list(due))


def _show_one(due: Piece, ground: Ground) -> bool:
    version = due.waiting
    assert version is not None
    # Read outside: texts are long, and whoever writes meanwhile need not wait.
    bad = stops(scan(content_of(version.content), wording(), ground))
    with transaction.atomic():
        found = _locked(due.pk)
        # Between asking and locking a chief may have taken the signature back, or given another.
        is_same = found.desk_state == "due" and found.waiting == version
        if not is_same or found.goes_out_at is None or found.goes_out_at > now():
            return False
        if bad:
            _give_back(found, why=rules.why_not_at_its_hour(finding_word(bad[0])), by=SYSTEM)
            return False
        _show(found, by=SYSTEM)
    return True


def take_down_what_has_run_out() -> int:
    """Take down everything whose last day is over; how many."""
    over = Piece.objects.filter(state="shown", shown_until__lt=today())
    ended = over.values_list("pk", "shown_until")
    return sum(_ended(key, last) for key, last in ended if last)


def _ended(piece: UUID, last: date) -> bool:
    try:
        take_down(piece, why=rules.why_over(last), by=SYSTEM)
    except Refusal:
        # A chief took it down, or gave it more days, since it was asked for.
        return False
    return True


def _why_not(
    rule: Callable[[str, Actor], Refusal | None], piece: Piece, by: Actor
) -> Refusal | None:
    """As the rule; whoever is of another site is told so."""
    refusal = rule(piece.agency, by)
    if not isinstance(refusal, no.NotYourAgency):
        return refusal
    home = cluster().called(piece.site)
    is_strange = home and home.slug not in sites_where(by, rules.EDITOR, rules.CHIEF)
    return no.NotYourSitesPiece(site=home.called("zh")) if home and is_strange else refusal


def _locked(piece: UUID) -> Piece:
    found = (
        Piece.objects.select_for_update(of=("self",))
        .select_related("waiting", "shown")
        .filter(pk=piece)
        .first()
    )
    if found is None:
        raise no.NoSuchPiece()
    return found


def _matters() -> set[str]:
    return {code for code, _title in titles()} | {f"bundle:{each.code}" for each in bundles()}


def _kept_matters(piece: Piece) -> tuple[str, ...]:
    # What has gone from the catalogue meanwhile may stand in a draft, but is not handed in.
    return content_of(piece.written).all_matters()


def _subject(piece: Piece) -> str:
    return f"piece:{piece.pk}"


def _digest(told: dict[str, Any]) -> str:
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
