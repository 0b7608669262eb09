"""Division → agency → department → post → holders; the system administrator keeps them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.admin.shown import back, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.actions import close_department, keep_department, keep_post
from onedoor.registers.agencies.queries import (
    agencies,
    agency,
    appointments_in,
    departments_of,
    posts_of,
)


@entrance(Door.ADMIN)
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Every agency under its division."""
    places: dict[str, dict[str, Any]] = {}
    for each in agencies().values():
        place = places.setdefault(each.division_id, {"division": each.division, "agencies": []})
        place["agencies"].append(each)
    return shown(
        request, "admin/organisation.html", here="organisation", places=list(places.values())
    )


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest, agency: str) -> HttpResponse:
    """One agency: its departments, its posts and who holds them."""
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            _keep(request, agency)
            return back(reverse("admin:body", args=[agency]), "kept")
        except Refusal as refusal:
            errors = [refusal]
    return _body_page(request, agency, errors)


def _keep(request: HttpRequest, code: str) -> None:
    given, by = request.POST, actor_of(request)
    match given.get("do"):
        case "department":
            keep_department(
                code,
                given.get("code", "").strip(),
                name=given.get("name", "").strip(),
                parent=given.get("parent", ""),
                by=by,
            )
        case "close-department":
            close_department(code, given.get("code", ""), by=by)
        case "post":
            keep_post(
                code,
                given.get("slug", "").strip(),
                name=given.get("post_name", "").strip(),
                department=given.get("department", ""),
                by=by,
            )


def _body_page(request: HttpRequest, code: str, errors: list[Refusal]) -> HttpResponse:
    held: dict[int, list[Any]] = {}
    for appointment in appointments_in(code, on=today()):
        held.setdefault(appointment.post_id, []).append(appointment)
    departments = departments_of(code)
    names = {each.pk: each.name for each in departments}
    posts: list[dict[str, Any]] = [
        {
            "post": post,
            "holders": held.get(post.pk, []),
            "in": names.get(post.department_id or 0, ""),
        }
        for post in posts_of(code)
    ]
    posts.sort(key=lambda each: each["in"])
    return shown(
        request,
        "admin/body.html",
        errors=errors,
        here="organisation",
        agency=agency(code),
        departments=[
            {"row": each, "above": names.get(each.parent_id or 0, "")} for each in departments
        ],
        posts=posts,
        choices=[{"value": each.code, "label": each.name} for each in departments],
        given=request.POST,
    )
