"""Others sign: asking them by a link, and the page the link leads to, in Chinese and English."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import ask_to_sign, decline_signing, revoke_signing, sign
from onedoor.casework.cases.queries import ToSign, signing_for, signings_of_draft
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.qr import absolute
from onedoor.channels.notices.actions import send_link
from onedoor.channels.portal.wording import plain
from onedoor.channels.portal.writing import Writing, writing_of
from onedoor.kernel.refusals import NotFound, Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def signers(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Who has to sign, how far each has come; ask them, ask again, ask back."""
    writing = writing_of(draft, by=actor_of(request))
    if not writing.definition.sheet.signers:
        raise NotFound()
    errors = _asks(request, writing) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return redirect(writing.url("signers"))
    context = {
        "writing": writing,
        "askings": signings_of_draft(str(draft), seen_by=actor_of(request)),
        "errors": errors,
        "back": writing.url("check-answers"),
        "steps": writing.step_list("check"),
    }
    return render(request, "portal/signers.html", context, status=422 if errors else 200)


def _asks(request: HttpRequest, writing: Writing) -> list[dict[str, str]]:
    actor, draft = actor_of(request), str(writing.draft.pk)
    signer = request.POST.get("signer", "")
    try:
        if request.POST.get("do") == "revoke":
            revoke_signing(draft, signer=signer, by=actor)
            return []
        asked = ask_to_sign(draft, signer=signer, by=actor)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return [{"where": "", "sentence": refusal.sentence}]
    for signing, token in asked:
        try:
            _send(writing, signing, token)
        except OSError:
            words = _("链接没有发出去，请过一会儿再发一次。")
            return [{"where": f"signer-{signing.signer}", "sentence": words}]
    return []


def _send(writing: Writing, signing: Any, token: str) -> None:
    """Both languages: whoever is asked may read only one of them."""
    link = absolute(reverse("portal:sign", args=[token]))
    facts = {
        "applicant": writing.draft.party.name,
        "title": writing.definition.sheet.title.zh,
        "english": writing.definition.sheet.title.en or writing.definition.sheet.title.zh,
        "until": signing.expires_on.isoformat(),
        "link": link,
    }
    own = _("{applicant}请您为“{title}”签名，{until}前有效：{link}")
    english = "{applicant} asks you to sign “{english}”, until {until}: {link}"
    text = f"{own}\n{english}".format(**facts)
    title = _("请您签名") + " / Please sign"
    send_link(signing.contact, text, title=title, key=f"signing:{signing.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def sign_page(request: HttpRequest, token: str) -> HttpResponse:
    """Exactly what is signed; sign it, or say why not."""
    actor = actor_of(request)
    try:
        laid = signing_for(token, seen_by=actor)
        if request.method != "POST":
            return _laid(request, laid)
        if request.POST.get("do") == "decline":
            decline_signing(token, reasons=request.POST.get("reasons", "")[:2000], by=actor)
            return render(request, "portal/signed.html", {"laid": laid, "declined": True})
        if request.POST.get("signed") != "yes":
            words = _("看过、同意，再勾选签名")
            return _laid(request, laid, [{"where": "signed", "sentence": words}])
        sign(token, by=actor)
    except Refusal as refusal:
        if refusal.status == 422:
            wrong = [{"where": refusal.where, "sentence": refusal.sentence}]
            return _laid(request, signing_for(token, seen_by=actor), wrong)
        if refusal.code == "signer-not-proven":
            return _prove_first(request, refusal)
        raise
    return render(request, "portal/signed.html", {"laid": laid, "declined": False})


def _prove_first(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    onward = reverse("identity:level") + f"?next={request.path}"
    context = {"sentence": refusal.sentence, "url": onward}
    return render(request, "portal/sign_prove.html", context, status=403)


def _laid(
    request: HttpRequest, laid: ToSign, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    named = {each.id: plain(each.name) for each in laid.definition.documents.documents}
    context = {
        "laid": laid,
        "files": [(named.get(each.document, each.document), each.name) for each in laid.materials],
        "errors": errors or [],
        "reasons": request.POST.get("reasons", ""),
    }
    return render(request, "portal/sign.html", context, status=422 if errors else 200)
