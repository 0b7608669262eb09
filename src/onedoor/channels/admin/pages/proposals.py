"""What waits for a second security administrator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.channels.admin.sentences import quarter_words, titles_of_services
from onedoor.channels.admin.shown import back, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.actions import confirm, decline
from onedoor.registers.agencies.acts import ACTS, OFFICES
from onedoor.registers.agencies.queries import Proposal, clerk_names, proposals


@entrance(Door.SECURITY_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Each proposal in a sentence, with who asked; agree or decline."""
    errors: list[Refusal] = []
    actor = actor_of(request)
    if request.method == "POST":
        try:
            settle = confirm if request.POST.get("do") == "confirm" else decline
            proposal = settle(request.POST.get("proposal", ""), by=actor)
            done = "given" if proposal.agreed else "declined"
            return back(reverse("admin:proposals"), done)
        except Refusal as refusal:
            errors = [refusal]
    waiting, settled = proposals(seen_by=actor), proposals(seen_by=actor, settled=True)
    names = clerk_names(f"account:{each.facts.get('account', '')}" for each in [*waiting, *settled])
    return shown(
        request,
        "admin/proposals.html",
        errors=errors,
        here="proposals",
        waiting=[
            {"row": each, "says": sentence(each, names), "own": each.proposed_by == actor.ref}
            for each in waiting
        ],
        settled=[{"row": each, "says": sentence(each, names)} for each in settled],
    )


def sentence(proposal: Proposal, names: dict[str, str]) -> str:
    """What is asked for, in one sentence."""
    facts: dict[str, Any] = dict(proposal.facts)
    if proposal.act == "grant":
        said = {
            "post": facts["post"],
            "act": str(ACTS.get(facts["act"], facts["act"])),
            "service": titles_of_services().get(facts["service"], "") or _("每一个事项"),
        }
        return _("让“%(post)s”可以对“%(service)s”%(act)s") % said
    if proposal.act == "administrator":
        said = {
            "name": names.get(f"account:{facts['account']}", ""),
            "office": str(OFFICES[facts["office"]]),
        }
        return _("任命%(name)s为%(office)s") % said
    kind, _sep, key = facts["what"].partition(":")
    word = _("一项任职") if kind == "appointment" else _("一项权限")
    return _("审计复核%(quarter)s：收回%(what)s（编号 %(key)s）") % {
        "quarter": quarter_words(facts["quarter"]), "what": word, "key": key,
    }  # fmt: skip
