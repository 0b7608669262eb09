"""The editor's list of what people searched for in vain, and the words that answer it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.registers.catalogue.queries import bundles, titles
from onedoor.registers.finding.actions import add_word, ignore_miss, remove_word
from onedoor.registers.finding.queries import Miss, added_words, misses, near
from onedoor.registers.finding.refusals import NoSuchWord
from onedoor.registers.items.rules import edits_the_list

# So many at once, asked for most first; what is done makes room for the next.
SHOWN = 20


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """What found nothing, with a button for each likely answer; what was added and put aside."""
    actor, errors = _editor(request), []
    if request.method == "POST":
        try:
            return _done(request, actor)
        except Refusal as refusal:
            errors = [refusal]
    named = _named()
    open_ = misses(seen_by=actor)
    return shown(
        request,
        "desk/search_words.html",
        errors=errors,
        rows=[_row(each, named) for each in open_[:SHOWN]],
        waiting=len(open_),
        added=[{"word": each, "title": named.get(each.entry, each.entry)}
               for each in added_words(seen_by=actor)],
        ignored=misses(state="ignored", seen_by=actor)[:SHOWN],
        entries=[{"value": code, "label": title} for code, title in named.items()],
        given=request.POST,
        rail=rail_of(actor),
        rail_here="search-words",
    )  # fmt: skip


def _editor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not edits_the_list(actor):
        raise NotAllowed()
    return actor


def _named() -> dict[str, str]:
    """Everything that can be meant, bundles first: code → title."""
    joined = {f"bundle:{each.code}": each.title for each in bundles()}
    return joined | dict(sorted(titles(), key=lambda each: each[1]))


def _row(miss: Miss, named: dict[str, str]) -> dict[str, Any]:
    likely = [each.code for each in near(miss.text) if each.code in named]
    return {
        "miss": miss,
        "likely": [{"code": code, "title": named[code]} for code in likely],
    }


def _done(request: HttpRequest, actor: Actor) -> HttpResponse:
    given = request.POST
    do = given.get("do", "")
    if do == "add":
        add_word(given.get("text", ""), given.get("entry", ""), by=actor)
    elif do == "remove":
        remove_word(_id(given.get("word", "")), by=actor)
    else:
        ignore_miss(given.get("miss", "")[:64], ignored=do == "ignore", by=actor)
    done = {"add": "word-added", "remove": "word-removed", "ignore": "miss-ignored"}
    url = reverse("desk:search-words")
    return HttpResponseRedirect(f"{url}?done={done.get(do, 'miss-back')}")


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise NoSuchWord(where="word") from None
