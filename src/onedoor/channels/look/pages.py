"""The look's own pages: its files, the choice of mode, and the gallery of all components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from onedoor.channels.look.assets import asset_named
from onedoor.channels.look.brand import stylesheet_of
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.shell import MODE_COOKIE, THEME_COOKIE, THEMES, languages

ONE_YEAR = 31_536_000


@entrance(Door.ANYONE)
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the look, packed if the browser can unpack; its name changes with its content."""
    found = asset_named(name)
    if found is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.plain, content_type=found.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response


@entrance(Door.ANYONE)
@require_safe
def brand(request: HttpRequest, digits: str) -> HttpResponse:
    """The tokens of a site's colour; of one that cannot be read there are none."""
    found = stylesheet_of(digits)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response


def _way_back(request: HttpRequest) -> str:
    back = request.GET.get("next", "/")
    here = {request.get_host()}
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=here) else "/"


@entrance(Door.ANYONE)
@require_safe
def choose_mode(request: HttpRequest) -> HttpResponse:
    """Keeps the wish for large type, a dark page or a language in a cookie, and goes back.

    A link, not a form: it changes nothing but how pages look, and so pages stay alike for all.
    """
    response = HttpResponseRedirect(_way_back(request))
    for cookie, parameter, known in (
        (MODE_COOKIE, "mode", {"elder", "usual"}),
        (THEME_COOKIE, "theme", {*THEMES, "auto"}),
    ):
        if (wish := request.GET.get(parameter, "")) in known:
            response.set_cookie(cookie, wish, max_age=ONE_YEAR, samesite="Lax", httponly=True)
    if (language := request.GET.get("lang", "")) in dict(languages()):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=ONE_YEAR)
    return response


@entrance(Door.ANYONE)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with sample words; for tests and for those who draw."""
    from onedoor.channels.look.samples import gallery_samples

    return render(request, "look/gallery.html", gallery_samples())
