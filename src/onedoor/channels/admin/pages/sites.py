"""The sites: which there are, making one in one act, and the hosts they answer at."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onedoor.channels.admin.shown import back, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.site_form import fields_of, site_typed
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies, bodies_with, division, divisions_within
from onedoor.registers.people.queries import staff_accounts
from onedoor.registers.publications.rules import CHIEF, EDITOR
from onedoor.registers.sites.actions import FirstPeople, make_site, set_hosts
from onedoor.registers.sites.queries import Site, address_of, cluster_now
from onedoor.registers.sites.refusals import EditorsNeeded

LEVELS = ("prefecture", "county")


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Every site; the security administrator makes one, the system administrator names hosts."""
    actor, errors = actor_of(request), []
    if request.method == "POST":
        try:
            return _done(request, actor)
        except Refusal as refusal:
            errors = [refusal]
    known = cluster_now()
    offices = agencies({each.office for each in known.sites})
    taken = {each.division for each in known.sites}
    return shown(
        request,
        "admin/sites.html",
        errors=errors,
        here="sites",
        rows=[
            {"site": each, "office": offices[each.office].short, "address": address_of(each),
             "hosts": "\n".join(each.hosts)}
            for each in known.sites
        ],
        form=fields_of(None, request.POST if request.POST.get("do") == "make" else {}),
        given=request.POST,
        divisions=[
            {"value": each.code, "label": each.name}
            for level in LEVELS
            for each in divisions_within("", level)
            if each.code not in taken
        ],
        offices=[
            {"value": code, "label": each.short}
            for code, each in bodies_with(EDITOR, CHIEF).items()
        ],
    )  # fmt: skip


def _done(request: HttpRequest, actor: Actor) -> HttpResponse:
    given, here = request.POST, reverse("admin:sites")
    if given.get("do") == "hosts":
        slug = given.get("site", "")
        set_hosts(slug, _hosts(given.get(f"hosts-{slug}", "")), by=actor)
        return back(here, "kept")
    facts = site_typed(request)
    place = given.get("division", "")
    # Whoever names no place is told so by the register of places.
    names = facts.pop("names")
    names["zh"] = names["zh"] or division(place).name
    site = Site(
        slug=given.get("slug", "").strip()[:60], division=place, names=names,
        office=given.get("office", ""), hosts=_hosts(given.get("hosts", "")), **facts,
    )  # fmt: skip
    people = FirstPeople(
        editor=_account(given.get("editor", ""), actor, where="editor"),
        chief=_account(given.get("chief", ""), actor, where="chief"),
    )
    make_site(site, people=people, by=actor)
    return back(here, "site-made")


def _hosts(typed: str) -> tuple[str, ...]:
    return tuple(typed.lower().split())


def _account(login: str, actor: Actor, *, where: str) -> Any:
    """The account of a clerk by its login."""
    found = staff_accounts(find=login.strip()[:60], seen_by=actor) if login.strip() else []
    account = next((each for each in found if each.login == login.strip()), None)
    if account is None:
        raise EditorsNeeded(where=where)
    return account.pk
