"""Signing in by password, and out. Richer proof of person comes later behind the same seam."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.shell import address


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who somebody is, and go on to the page they were at."""
    onward = _onward(request)
    if request.method != "POST":
        if actor_of(request).kind != "anyone":
            return redirect(onward or _home_of(request))
        return _ask(request, onward)
    name = request.POST.get("login", "").strip()
    password = request.POST.get("password", "")
    faults = {}
    if not name:
        faults["login"] = _("填写账号")
    if not password:
        faults["password"] = _("填写密码")
    if faults:
        return _ask(request, onward, name=name, faults=faults)
    account = authenticate(request, username=name[:150], password=password[:4096])
    if account is None:
        words = _("账号或密码不对。检查大小写再试一次；忘了密码，带身份证到任一窗口重设。")
        return _ask(request, onward, name=name, faults={"password": words})
    login(request, account)
    # The account just changed: whoever was asking before is forgotten.
    vars(request).pop("actor", None)
    return redirect(onward or _home_of(request))


def _ask(
    request: HttpRequest, onward: str, *, name: str = "", faults: dict[str, str] | None = None
) -> HttpResponse:
    errors = [{"where": field, "sentence": words} for field, words in (faults or {}).items()]
    context = {"onward": onward, "name": name, "faults": faults or {}, "errors": errors}
    return render(request, "portal/sign_in.html", context, status=422 if errors else 200)


def _onward(request: HttpRequest) -> str:
    """Where to go afterwards, if it is a page of this site; nowhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else ""


def _home_of(request: HttpRequest) -> str:
    actor = actor_of(request)
    return (address("desk:inbox") if actor.is_staff else "") or reverse("portal:mine")


@never_cache
@require_POST
@entrance(Door.ANYONE)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; drafts stay on the server."""
    logout(request)
    return redirect("portal:home")
