"""The wallet (证照包): the licences of a party, and one of them with all that belongs to it."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.casework.cases.grades import watermark
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import full_day, standing_word
from onedoor.channels.portal.licence_words import licence_row, versions_of
from onedoor.channels.portal.pages.files import file_response
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import group_in_fours
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import today
from onedoor.registers.catalogue.queries import published_now
from onedoor.registers.licences.queries import Licence, licence_on, licences_of, standing_of
from onedoor.registers.papers.queries import picture_of
from onedoor.registers.showing.purposes import purpose_word
from onedoor.registers.showing.queries import (
    Authorisation,
    Show,
    UseCopy,
    authorisations_of,
    copies_of,
    is_open,
    may_authorise,
    may_show,
    shows_of,
    stands,
    uses_of,
)
from onedoor.registers.transcripts.queries import (
    scan_of,
    transcript_for,
    transcripts_of,
)

# Fewer cards are seen at one glance.
CHOICE_FROM = 4


def licence_called(ground: str, actor: Actor) -> Licence:
    """The licence that this case ended in, if the reader may see it; else NotFound."""
    found = licence_on(ground, seen_by=actor)
    if found is None:
        raise NotFound()
    return found


@never_cache
@require_safe
@entrance(Door.PARTY)
def wallet(request: HttpRequest) -> HttpResponse:
    """Every licence as a card with how it stands: those to be used first, of one theme if asked."""
    actor = actor_of(request)
    held = licences_of(actor.party, seen_by=actor)
    themes = _themes_of(held)
    asked = request.GET.get("theme", "")
    theme = asked if any(asked in each for each in themes.values()) else ""
    rows = [
        licence_row(each) for each in held if not theme or theme in themes[each.service]
    ]  # fmt: skip
    context = {
        "themes": _theme_links(themes, held, theme),
        "usable": [each for each in rows if each["standing"] == "valid"],
        "stopped": [each for each in rows if each["standing"] in ("expired", "suspended")],
        "transcripts": [] if theme else transcripts_of(actor.party, seen_by=actor),
        "over": [each for each in rows if each["over"]],
    }
    return render(request, "portal/wallet.html", context)


def _themes_of(held: list[Licence]) -> dict[str, tuple[str, ...]]:
    """By service, what its licences are for: the themes it is filed under."""
    found: dict[str, tuple[str, ...]] = {}
    for service in {each.service for each in held}:
        version = published_now(service) if service else None
        found[service] = tuple(version.parsed.sheet.themes) if version else ()
    return found


def _theme_links(
    themes: dict[str, tuple[str, ...]], held: list[Licence], chosen: str
) -> list[dict[str, Any]]:
    """The themes to choose from, the fullest first; none where a choice would leave nothing out."""
    counts = Counter(theme for each in held for theme in themes[each.service])
    if len(held) < CHOICE_FROM or all(n == len(held) for n in counts.values()):
        return []
    here = reverse("portal:wallet")
    return [{"word": _("全部"), "url": here, "current": not chosen}] + [
        {"word": theme, "url": f"{here}?{urlencode({'theme': theme})}", "current": theme == chosen}
        for theme, _n in counts.most_common()
    ]


@never_cache
@require_safe
@entrance(Door.PARTY)
def licence(request: HttpRequest, ground: str) -> HttpResponse:
    """One licence: its picture, what stands on it, its versions, its files, who looked at it."""
    actor = actor_of(request)
    found = licence_called(ground, actor)
    held = licences_of(actor.party, seen_by=actor)
    context = {
        "row": licence_row(found),
        "licence": found,
        "facts": [{"key": each["label"], "value": each["value"]} for each in found.facts],
        "about": _about(found),
        "versions": [_version(each, found) for each in versions_of(found, held)],
        "may_show": may_show(found, by=actor),
        "forms": _forms(found, own=actor.scope is None),
        "shows": [_show(each) for each in shows_of(found, seen_by=actor)],
        "authorisations": [_given(each) for each in authorisations_of(found, seen_by=actor)],
        "uses": uses_of(found, seen_by=actor),
        "copies": [_copy(each) for each in copies_of(found, seen_by=actor)],
        "may_authorise": may_authorise(by=actor),
        "own": actor.scope is None,
        "mistake": f"{reverse('portal:mistake')}?page={request.path}",
    }
    return render(request, "portal/licence.html", context)


@never_cache
@require_safe
@entrance(Door.PARTY)
def picture(request: HttpRequest, ground: str) -> HttpResponse:
    """The licence as a picture, for the page and for nothing else."""
    actor = actor_of(request)
    found = licence_called(ground, actor)
    drawn = picture_of(found.paper_id, seen_by=actor)
    return file_response(drawn, name=f"{found.kind_name}.png", kind="image/png")


@never_cache
@require_safe
@entrance(Door.PARTY)
def transcript(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """A paper licence of before, as two clerks compared it with the file: grade B."""
    actor = actor_of(request)
    found = transcript_for(transcript, seen_by=actor)
    until = found.valid_until
    facts = [{"key": each["label"], "value": each["value"]} for each in found.facts]
    facts += [
        {"key": _("证上的编号"), "value": found.number},
        {"key": _("发证机关"), "value": found.agency_name},
        {"key": _("发证日期"), "value": full_day(found.issued_on)},
        {"key": _("有效期至"), "value": full_day(until) if until else _("长期")},
    ]
    context = {
        "one": found,
        "facts": facts,
        "words": watermark("B", until=until),
        "may_show": may_show(found, by=actor),
        "shows": [_show(each) for each in shows_of(found, seen_by=actor)],
    }
    return render(request, "portal/transcript.html", context)


@never_cache
@require_safe
@entrance(Door.PARTY)
def transcript_scan(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """The scan of the paper."""
    found, content = scan_of(transcript, seen_by=actor_of(request))
    return file_response(content, name=found.scan_name, kind=found.scan_type)


def _about(licence: Licence) -> list[dict[str, Any]]:
    """What the register says of it beyond its face."""
    rows = [
        {"key": _("发证机关"), "value": licence.agency_name},
        {"key": _("签发日期"), "value": full_day(licence.issued_on)},
        {"key": _("查验码"), "value": group_in_fours(licence.paper.check_code)},
    ]
    if licence.state != "valid":
        rows.append({"key": _("现在的状态"), "value": licence.get_state_display()})
        rows.append({"key": _("理由"), "value": licence.state_why})
    printed = {each["label"] for each in licence.facts}
    return [each for each in rows if each["key"] not in printed]


def _version(each: Licence, shown: Licence) -> dict[str, Any]:
    standing = standing_of(each)
    return {
        "title": _("第 %(n)s 版") % {"n": each.version},
        "number": each.number,
        "when": full_day(each.issued_on),
        "word": standing_word(standing),
        "here": each.number == shown.number,
        "url": reverse("portal:licence", args=[each.ground]),
    }


def _show(show: Show) -> dict[str, Any]:
    """A showing as a row: opened by whom, or not."""
    words, word, tone = _("没有人打开"), _("没打开"), "plain"
    if show.opened_at:
        words = show.opener or _("没有说自己是谁的人")
        word, tone = _("看过"), "ok"
    elif is_open(show):
        word, tone = _("等对方看"), "info"
    return {
        "words": words,
        "word": word,
        "tone": tone,
        "at": show.opened_at or show.begun_at,
        "purpose": purpose_word(show.purpose),
        "facts": _("、").join(show.facts),
        "url": reverse("portal:show", args=[show.pk]),
    }


def _given(each: Authorisation) -> dict[str, Any]:
    """An authorisation as a row."""
    holds = stands(each)
    return {
        "name": each.to_name,
        "purpose": purpose_word(each.purpose),
        "facts": _("、").join(each.facts),
        "until": full_day(each.until),
        "word": _("有效") if holds else _("已终止") if each.ended_at else _("已到期"),
        "tone": "ok" if holds else "plain",
        "url": reverse("portal:authorisation", args=[each.pk]),
    }


def _copy(each: UseCopy) -> dict[str, Any]:
    """A use copy as a row; taken along until its last day."""
    over = each.until < today()
    return {
        "user": each.user,
        "reason": each.reason,
        "made_at": each.made_at,
        "until": full_day(each.until),
        "url": "" if over else reverse("portal:copy-file", args=[each.pk]),
    }


def _forms(licence: Licence, *, own: bool) -> list[dict[str, Any]]:
    """The forms in which a licence can be taken away."""
    paper = reverse("portal:paper", args=[licence.paper_id])
    forms = [{
        "word": _("PDF 原件"), "url": paper, "icon": "download",
        "note": _("盖了电子印章，打印、转发都可以查验真假"),
    }]  # fmt: skip
    if licence.paper.ofd_digest:
        forms.append({
            "word": _("OFD 版式文件"), "url": f"{paper}?as=ofd", "icon": "download",
            "note": _("给要求 OFD 的单位和系统"),
        })  # fmt: skip
    # Copies under a key, and paper that is believed without a question, are for the holder alone.
    if own and standing_of(licence) == "valid":
        forms.append({
            "word": _("数字凭证"), "url": reverse("portal:carried", args=[licence.paper_id]),
            "icon": "world", "note": _("给境外机构或别的软件用，可以只出示其中一项"),
        })  # fmt: skip
        forms.append({
            "word": _("离线核验单"), "url": reverse("portal:offline-slip", args=[licence.paper_id]),
            "icon": "printer", "note": _("去没有网络的地方，打印出来让对方扫"),
        })  # fmt: skip
    return forms
