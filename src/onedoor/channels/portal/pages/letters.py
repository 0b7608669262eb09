"""Writing to an agency, with or without an account; following it; the answer, and asking on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.guarding import challenge
from onedoor.channels.guarding.actions import count, take_back
from onedoor.channels.guarding.limits import LETTERS
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, actor_of, client_address, entrance
from onedoor.channels.look.local import agencies_at, body_name
from onedoor.channels.look.sites import site_of
from onedoor.channels.portal.kept_letter import keep_letter, letter_kept
from onedoor.channels.portal.letter_words import (
    about_words,
    kind_rows,
    own_row,
    talk_of,
    wrong_choices,
)
from onedoor.channels.portal.ownself import only_oneself
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import BadCode, group_in_fours, query_code
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.oversight.letters.actions import add_to_letter, close_letter, write_letter
from onedoor.oversight.letters.kinds import Kind, kinds
from onedoor.oversight.letters.queries import (
    Letter,
    OwnLetter,
    answers,
    letters_of,
    own_letter,
)
from onedoor.registers.agencies.queries import Agency, agencies, agencies_of_function, division
from onedoor.registers.catalogue.queries import NoSuchService, offerings_of
from onedoor.registers.sites.queries import Site

# Parts of an address that tell nothing of anybody, whatever stands in them.
OPEN_PARTS = {
    "piece",
    "column",
    "document",
    "kind",
    "agency",
    "day",
    "name",
    "notice",
    "number_of_answer",
    "result_number",
    "place",
}
OPEN_CODES = ("guide", "apply", "together", "ask")


class NotAMachine(Refusal):
    """再等 {seconds} 秒按一次“交上去”，写的都还在。这是为了挡住机器。"""

    status = 422


@never_cache
@require_safe
@entrance(Door.ANYONE)
def ask(request: HttpRequest) -> HttpResponse:
    """The seven kinds, the published answers, one's own letters, and following one by its code."""
    actor = actor_of(request)
    about = {key: request.GET[key] for key in ("about", "agency") if request.GET.get(key)}
    context = {
        "kinds": kind_rows(f"?{urlencode(about)}" if about else ""),
        "about": about_words(about.get("about", "")),
        "own": [own_row(each) for each in letters_of(seen_by=actor)],
        "newest": answers(within=agencies_at(site_of(request))).answers[:5],
    }
    return render(request, "portal/ask.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """One letter of one kind. Without an account a sum or a short wait keeps robots away."""
    known = kinds().get(kind)
    if known is None:
        raise NotFound()
    actor, refusal = only_oneself(actor_of(request)), None
    if request.method == "POST" and request.POST.get("keep") == "sign-in" and not actor.party:
        keep_letter(request.session, known.code, request.POST)
        onward = urlencode({"next": reverse("portal:write", args=[known.code])})
        return redirect(f"{address('identity:sign-in')}?{onward}")
    if request.method == "POST":
        try:
            letter = _written(request, known, actor)
            return redirect(reverse("portal:letter", args=[letter.code]) + "?done=sent")
        except Refusal as refused:
            if refused.status in (403, 404):
                raise
            refusal = refused
    return _form(request, known, actor, refusal)


def _written(request: HttpRequest, kind: Kind, actor: Actor) -> Letter:
    given = request.POST
    said: dict[str, Any] = {
        "agency": given.get("agency", "")[:60],
        "about": _about(given),
        "hidden": given.get("hidden") == "yes",
        "may_publish": given.get("may_publish") == "yes",
        "contact": given.get("contact", "")[:200],
        "wrong": given.get("wrong", "")[:20],
    }
    text = given.get("text", "")[:4000]
    if actor.party:
        return write_letter(kind.code, text, **said, by=actor)
    if not challenge.answered(request):
        raise NotAMachine(seconds=challenge.seconds_left(request))
    where = client_address(request)
    before = count(LETTERS, where).n - 1
    try:
        return write_letter(kind.code, text, **said, sent_today=before, by=actor)
    except Refusal:
        # What was not taken in does not count.
        take_back(LETTERS, where)
        raise


def _about(given: Any) -> str:
    """What it is about, as the form says: a page by its address, a case by its number."""
    if page := given.get("page", "").strip():
        return f"page:{open_address(page)}"[:300]
    if case := given.get("case", "").strip():
        return f"case:{case}"[:100]
    return str(given.get("about", ""))[:100]


def _form(request: HttpRequest, kind: Kind, actor: Actor, refusal: Refusal | None) -> HttpResponse:
    kept = None
    if actor.party and request.method == "GET":
        kept = letter_kept(request.session, kind.code)
    given = kept or (request.POST if request.method == "POST" else request.GET)
    about = given.get("about", "")[:100]
    offices = _offices(about, given.get("agency", ""), given.get("at", ""), site_of(request))
    context = {
        "kind": kind,
        "about": about,
        "about_words": about_words(about),
        "page": open_address(given.get("page", "")[:300]) if kind.owner == "site" else "",
        "case": given.get("case", "")[:60],
        "offices": None if kind.owner == "site" or about.startswith("case:") else offices,
        "given": {
            key: given.get(key, "")[:4000]
            for key in ("text", "agency", "hidden", "may_publish", "contact", "wrong")
        },
        "wrongs": wrong_choices(kind),
        "known": bool(actor.party),
        "challenge": None
        if actor.party
        else challenge.new_challenge(request.POST.get("waited", "")[:200]),
        "errors": [{"where": refusal.where or "text", "sentence": refusal.sentence}]
        if refusal
        else [],
    }
    return render(request, "portal/write.html", context, status=refusal.status if refusal else 200)


def _offices(about: str, chosen: str, place: str, site: Site | None) -> dict[str, Any]:
    """The agencies to choose from: those that offer the service, or those of one place.

    At a site its own place comes first.
    """
    language = get_language() or "zh"
    what, _colon, code = about.partition(":")
    if what == "service":
        try:
            bodies = [each.agency for each in offerings_of(code)]
        except NoSuchService:
            bodies = []
        if site:
            bodies.sort(key=lambda each: not site.is_within(each.division_id))
        if bodies:
            return {"places": [], "options": _options(bodies, language), "place": ""}
    everything = agencies()
    if chosen in everything and not place:
        place = everything[chosen].division_id
    centre = agencies_of_function("government")[0]
    codes = sorted({each.division_id for each in everything.values()})
    home = site.division if site and site.division in codes else centre.division_id
    place = place if place in codes else home
    here = [each for each in everything.values() if each.division_id == place]
    # Whoever runs the halls first: that is where everything can be asked that has no other owner.
    here.sort(key=lambda each: (each.function != "government", each.short))
    names = {each.division_id: each.division.called(language) for each in everything.values()}
    query = {"about": about} if about else {}
    places = [
        {
            "word": names[each],
            "url": f"?{urlencode({**query, 'at': each})}",
            "current": each == place,
        }
        for each in codes
    ]
    return {"places": places, "options": _options(here, language), "place": place}


def _options(bodies: list[Agency], language: str) -> list[dict[str, str]]:
    return [{"value": each.code, "label": each.called(language)} for each in bodies]


@require_safe
@entrance(Door.ANYONE)
def mistake(request: HttpRequest) -> HttpResponse:
    """Goes on to writing about the page one comes from, or the one that is named."""
    page = request.GET.get("page", "")
    came_from = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    if not page and came_from.startswith(own):
        page = f"/{came_from.removeprefix(own)}"
    address = open_address(page)
    query = f"?{urlencode({'page': address})}" if address else ""
    return redirect(reverse("portal:write", args=["site-error"]) + query)


def open_address(page: str) -> str:
    """The address of a page of this site without what would tell whose page it is; "" for others.

    Numbers, codes and links of one's own are cut off: a letter about a page is no key to it.
    """
    path = page.partition("?")[0].partition("#")[0]
    if not path.startswith("/") or path.startswith("//"):
        return ""
    try:
        found = resolve(path)
    except Resolver404:
        return path[:200]
    first = path.strip("/").partition("/")[0]
    told = OPEN_PARTS | ({"code"} if first in OPEN_CODES else set())
    return path if set(found.kwargs) <= told else f"/{first}/…"


@never_cache
@require_safe
@entrance(Door.ANYONE)
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter; a good one leads on to it."""
    typed = request.GET.get("code", "")[:60]
    if "code" not in request.GET:
        return _ask_code(request)
    try:
        return redirect("portal:letter", query_code(typed))
    except BadCode as wrong:
        sentence = _("填写 12 位的查询码") if not typed.strip() else wrong.sentence
        return _ask_code(request, typed, sentence, status=422)


def _ask_code(
    request: HttpRequest, typed: str = "", fault: str = "", status: int = 200
) -> HttpResponse:
    errors = [{"where": "code", "sentence": fault}] if fault else []
    context = {"typed": typed, "fault": fault, "errors": errors}
    return render(request, "portal/letter_code.html", context, status=status)


@never_cache
@require_safe
@entrance(Door.ONESELF)
def own(request: HttpRequest, letter: UUID) -> HttpResponse:
    """From a message to the letter it tells of."""
    written = letters_of(seen_by=actor_of(request))
    found = next((each.letter for each in written if each.letter.pk == letter), None)
    if found is None:
        raise NotFound()
    return redirect("portal:letter", found.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """What one wrote, where it is, the answer; whether it was one, and asking on."""
    actor = actor_of(request)
    try:
        kept = query_code(code)
        file = own_letter(kept, seen_by=actor)
    except (BadCode, NotFound):
        words = _("没有找到。请对照查询码再看一遍；登录以后写的，先登录再看。")
        return _ask_code(request, code, words, status=404)
    if request.method != "POST":
        return _shown(request, file)
    acts: dict[str, Callable[[], Any]] = {
        "add": lambda: add_to_letter(
            str(file.letter.pk), request.POST.get("text", "")[:4000], code=kept, by=actor
        ),
        "content": lambda: close_letter(
            str(file.letter.pk), content=request.POST.get("content") == "yes", code=kept, by=actor
        ),
    }
    act = request.POST.get("do", "")
    if act not in acts or (act == "content" and request.POST.get("content") not in ("yes", "no")):
        return _shown(request, file, ("content", _("选一个：满意，还是不满意")))
    try:
        acts[act]()
    except Refusal as refusal:
        return _shown(request, file, (refusal.where or "text", refusal.sentence), refusal.status)
    return redirect(reverse("portal:letter", args=[kept]) + f"?done={act}")


def _shown(
    request: HttpRequest, file: OwnLetter, fault: tuple[str, str] = ("", ""), status: int = 422
) -> HttpResponse:
    done = {
        "sent": _("收到了。记下查询码，答复出来凭它看"),
        "add": _("补上了，一起答复"),
        "content": _("记下了，谢谢您告诉我们"),
    }
    found = file.letter
    body = agencies([found.agency])[found.agency]
    where, sentence = fault
    context = {
        "letter": found,
        "kind": kinds()[found.kind],
        "code": group_in_fours(found.code),
        "office": body_name(body),
        "place": body_name(division(body.division_id)),
        "about": about_words(found.about),
        "talk": talk_of(file),
        "published": reverse("portal:public-answer", args=[file.published])
        if file.published
        else "",
        "done": done.get(request.GET.get("done", ""), ""),
        "text": request.POST.get("text", "")[:4000],
        "fault": {where: sentence} if where else {},
        "errors": [{"where": where, "sentence": sentence}] if where else [],
    }
    return render(request, "portal/letter.html", context, status=status if where else 200)
