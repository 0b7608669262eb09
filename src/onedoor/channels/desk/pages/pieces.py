"""The editors' office: write a piece, hand it in, look it through, sign it off, take it down."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.pages.files import alone
from onedoor.channels.desk.piece_form import content_typed, hours, typed_of, when_typed
from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.ground import asked_elsewhere, ground_for, ground_of
from onedoor.channels.look.piece_words import pictures_of, points_of, translation_of
from onedoor.channels.look.typed import day_typed
from onedoor.channels.look.words import direction
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import bundles, titles
from onedoor.registers.publications import refusals, rules
from onedoor.registers.publications.actions import (
    begin_piece,
    hand_in,
    save_draft,
    share_piece,
    sign_off,
    take_down,
    turn_back,
)
from onedoor.registers.publications.content import LANGUAGES, Content, blocks_of, content_of
from onedoor.registers.publications.listed import KINDS, columns, wording
from onedoor.registers.publications.queries import (
    Piece,
    PieceVersion,
    comparison,
    file_for,
    piece_for,
    pieces_at,
    versions_of,
)
from onedoor.registers.publications.scanning import Finding, scan
from onedoor.registers.publications.words import (
    desk_word,
    finding_word,
    kind_word,
    language_word,
    state_word,
)
from onedoor.registers.sites.queries import address_of, cluster

TONES = {"writing": "plain", "waiting": "warn", "due": "info", "resting": "ok"}
FINDING_TONES = {"stops": "err", "look": "warn", "hint": "plain"}


def _here(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not rules.has_to_do_with_pieces(actor):
        raise refusals.NotAnEditor()
    return actor


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """The pieces of one's agencies, and a way to begin one."""
    actor, errors = _here(request), []
    if request.method == "POST":
        try:
            kind, _slash, column = request.POST.get("place", "").partition("/")
            made = begin_piece(kind, column, agency=request.POST.get("agency", ""), by=actor)
            return HttpResponseRedirect(reverse("desk:piece", args=[made.pk]))
        except Refusal as refusal:
            errors = [refusal]
    edited = agencies(rules.agencies_edited(actor))
    return shown(
        request,
        "desk/pieces.html",
        errors=errors,
        rows=[_row(each) for each in pieces_at(seen_by=actor)],
        agencies=[{"value": code, "label": each.short} for code, each in edited.items()],
        places=_places(),
        given=request.POST,
        rail=rail_of(actor),
        rail_here="pieces",
    )


def _places() -> list[dict[str, str]]:
    return [
        {"value": f"{kind}/{each.id}", "label": f"{kind_word(kind)}{_('，')}{each.name}"}
        for kind in KINDS
        for each in columns().values()
        if kind in each.kinds
    ]


def _row(piece: Piece) -> dict[str, Any]:
    return {
        "piece": piece,
        "title": piece.written.get("title") or piece.title or _("还没有标题"),
        "kind": kind_word(piece.kind),
        "column": columns()[piece.column].name,
        "state": desk_word(piece.desk_state),
        "tone": TONES[piece.desk_state],
        "public": state_word(piece.state),
        "url": reverse("desk:piece", args=[piece.pk]),
    }


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, piece: UUID) -> HttpResponse:
    """One piece: written while it is at rest, looked through while it waits."""
    actor, errors = _here(request), []
    found = piece_for(piece, seen_by=actor)
    typed = typed_of(found)
    if request.method == "POST":
        try:
            return _done(request, found, actor)
        except Refusal as refusal:
            if refusal.status == 404 or (refusal.status == 403 and not refusal.where):
                raise
            errors = [refusal]
            found = piece_for(piece, seen_by=actor)
            typed = typed_of(found) | {k: str(v) for k, v in request.POST.items()}
            # Whoever was told that a colleague changed it, and saves again, means it.
            typed["revision"] = str(found.revision)
    return shown(
        request,
        "desk/piece.html",
        errors=errors,
        typed=typed,
        languages=[_to_write_in(each, typed, errors) for each in LANGUAGES],
        **_context(found, actor),
    )


def _to_write_in(language: str, typed: dict[str, str], errors: list[Refusal]) -> dict[str, Any]:
    at, word = f"{language}-", language_word(language)
    is_begun = any(text.strip() for name, text in typed.items() if name.startswith(at))
    said = _("%(language)s译文（写了）") if is_begun else _("%(language)s译文（没有写）")
    return {
        "code": language,
        "word": word,
        "dir": direction(language),
        "says": said % {"language": word},
        "wrong": any(each.where.startswith(at) for each in errors),
    }


def _context(found: Piece, actor: Actor) -> dict[str, Any]:
    waits = found.waiting
    content = content_of(waits.content if waits else found.written)
    before = content_of(found.shown.content) if found.shown else None
    findings = scan(content, wording(), ground_of(found), before=before)
    points = points_of(content)
    may_write = found.agency in rules.agencies_edited(actor)
    return {
        "piece": found,
        "row": _row(found),
        "content": content,
        "agency": agencies({found.agency})[found.agency].short,
        "writes": may_write and not waits,
        "judges": found.agency in rules.agencies_signed(actor),
        "own": bool(waits and waits.handed_in_by == actor.ref),
        "findings": [_finding(each) for each in findings],
        "blocks": waits.blocks if waits else [],
        "points": points,
        "translations": _translations(content, points, waits),
        "pictures": _pictures(found, content),
        "matters": _matters(),
        "hours": hours(),
        "columns": [
            {"value": each.id, "label": each.name}
            for each in columns().values()
            if found.kind in each.kinds
        ],
        "versions": len(versions_of(found.pk, seen_by=actor)),
        "public_url": _public(found),
        "home": home.called("zh") if (home := cluster().called(found.site)) else "",
        "others": [
            {"value": each.slug, "label": dict(each.names)}
            for each in cluster().sites
            if each.slug != found.site
        ],
        "rail": rail_of(actor),
        "rail_here": "pieces",
    }


def _translations(
    content: Content, points: list[dict[str, Any]], version: PieceVersion | None = None
) -> list[dict[str, Any]]:
    """As drawn: those of a version as it was handed in, those of a draft as they would be."""
    drawn = (
        translation_of(
            content,
            each.language,
            points,
            version.translated[each.language] if version else blocks_of(each.body, content.files),
        )
        for each in content.translations
    )
    return [each for each in drawn if each]


def _public(piece: Piece) -> str:
    """Where readers find it: at its own site, wherever the desk is open."""
    if piece.state != "shown":
        return ""
    home = cluster().called(piece.site)
    return (address_of(home) if home else "") + reverse("portal:piece", args=[piece.slug])


def _finding(each: Finding) -> dict[str, Any]:
    return {
        "key": each.key,
        "weight": each.weight,
        "tone": FINDING_TONES[each.weight],
        "where": each.where,
        "words": finding_word(each),
        "basis": each.basis,
    }


def _pictures(piece: Piece, content: Content) -> dict[str, dict[str, Any]]:
    return pictures_of(content, lambda digest: reverse("desk:piece-file", args=[piece.pk, digest]))


def _matters() -> list[dict[str, str]]:
    joined = [{"value": f"bundle:{each.code}", "label": str(each.title)} for each in bundles()]
    return joined + [
        {"value": code, "label": title}
        for code, title in sorted(titles(), key=lambda each: each[1])
    ]


def _done(request: HttpRequest, found: Piece, actor: Actor) -> HttpResponse:
    do, given = request.POST.get("do", "save"), request.POST
    if do == "sign-off":
        sign_off(found.pk, by=actor, ground=ground_of(found), looked_at=given.getlist("looked_at"))
        return _back(found, "signed-off")
    if do == "turn-back":
        turn_back(found.pk, why=given.get("why", ""), by=actor)
        return _back(found, "turned-back")
    if do == "share":
        share_piece(
            found.pk,
            below=given.get("below") == "yes",
            urgent=given.get("urgent") == "yes",
            sites=given.getlist("sites"),
            by=actor,
        )
        return _back(found, "shared")
    if do == "take-down":
        take_down(found.pk, why=given.get("why", ""), by=actor)
        return _back(found, "taken-down")
    content = content_typed(request, content_of(found.written))
    revision = int(given["revision"]) if given.get("revision", "").isdecimal() else 0
    column = given.get("column", "")
    save_draft(found.pk, content, revision=revision, by=actor, column=column)
    if do != "hand-in":
        return _back(found, "saved")
    hand_in(
        found.pk,
        by=actor,
        ground=ground_for(
            at=found.site,
            column=column or found.column,
            heard=asked_elsewhere(content),
            files=content.files,
        ),
        note=given.get("note", ""),
        goes_out_at=when_typed(request),
        shown_until=day_typed(given.get("shown_until", ""), where="shown_until"),
    )
    return _back(found, "handed-in")


def _back(piece: Piece, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('desk:piece', args=[piece.pk])}?done={done}")


@entrance(Door.STAFF)
@require_safe
def preview(request: HttpRequest, piece: UUID) -> HttpResponse:
    """The draft as readers would see it."""
    actor = _here(request)
    found = piece_for(piece, seen_by=actor)
    content = content_of(found.written)
    points = points_of(content)
    return shown(
        request,
        "desk/piece_preview.html",
        piece=found,
        content=content,
        blocks=blocks_of(content.body, content.files),
        points=points,
        translations=_translations(content, points),
        pictures=_pictures(found, content),
        rail=rail_of(actor),
        rail_here="pieces",
    )


@entrance(Door.STAFF)
@require_safe
def compare(request: HttpRequest, piece: UUID) -> HttpResponse:
    """The versions of a piece, and what changed between two of them (0 is the draft)."""
    actor = _here(request)
    found = piece_for(piece, seen_by=actor)
    versions = versions_of(piece, seen_by=actor)
    newest = versions[0].number if versions else 0
    before = _number(request.GET.get("before"), newest)
    after = _number(request.GET.get("after"), 0)
    choices = [{"value": "0", "label": _("现在的草稿")}] + [
        {"value": str(each.number), "label": _("第 %(n)s 版") % {"n": each.number}}
        for each in versions
    ]
    return shown(
        request,
        "desk/piece_compare.html",
        piece=found,
        row=_row(found),
        versions=versions,
        choices=choices,
        before=str(before),
        after=str(after),
        lines=comparison(piece, before, after, seen_by=actor),
        words={each: language_word(each) for each in LANGUAGES},
        rail=rail_of(actor),
        rail_here="pieces",
    )


def _number(given: str | None, otherwise: int) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 6 else otherwise


@entrance(Door.STAFF)
@require_safe
def file(request: HttpRequest, piece: UUID, digest: str) -> HttpResponse:
    """A file of a draft or a version, by itself."""
    found = file_for(piece, digest, seen_by=_here(request))
    content = port("store").get(found.digest)
    return alone(content, kind=found.media_type, name=found.name, save="save" in request.GET)
