"""What holders let one's agency see of their licences: found, opened in a matter, and no more."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.cases.grades import watermark
from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import full_day, standing_tone, standing_word
from onedoor.kernel.refusals import Refusal
from onedoor.registers.licences.queries import standing_of
from onedoor.registers.showing.actions import Seen, use_at_desk
from onedoor.registers.showing.purposes import purpose_word
from onedoor.registers.showing.queries import Authorisation, authorisations_to_us, given_to_us

FIELDS = {"item": 60, "case": 60, "reason": 200}


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The authorisations that hold today, what ends first before."""
    actor = actor_of(request)
    rows = [
        {"one": each, "purpose": purpose_word(each.purpose), "until": full_day(each.until)}
        for each in authorisations_to_us(seen_by=actor)
    ]
    return shown(
        request, "desk/authorised.html", rows=rows, rail=rail_of(actor), rail_here="authorised"
    )


@never_cache
@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, authorisation: UUID) -> HttpResponse:
    """What was agreed; the lines themselves once it is said in which matter and why."""
    actor, refusal, seen = actor_of(request), None, None
    typed = {name: request.POST.get(name, "").strip()[:1000] for name in FIELDS}
    if request.method == "POST":
        try:
            seen = use_at_desk(authorisation, **typed, by=actor)
        except Refusal as why:
            if not why.where:
                raise
            refusal = why
    found = seen.use.authorisation if seen else given_to_us(authorisation, seen_by=actor)
    assert found is not None
    context: dict[str, Any] = {
        "given": found,
        "agreed": _agreed(found),
        "rail": rail_of(actor),
        "rail_here": "authorised",
        "typed": typed,
        "most": FIELDS,
        "faults": {refusal.where: refusal.sentence} if refusal else {},
        "errors": [refusal] if refusal else [],
    }
    if seen:
        return shown(request, "desk/authorised_seen.html", **context, **_seen(seen))
    return shown(request, "desk/authorised_one.html", **context)


def _agreed(given: Authorisation) -> list[dict[str, Any]]:
    return [
        {"key": _("持证人"), "value": given.licence.holder_name},
        {"key": _("可以看哪几项"), "value": _("、").join(given.facts)},
        {"key": _("只能用来"), "value": purpose_word(given.purpose)},
        {"key": _("最后一天"), "value": full_day(given.until)},
    ]


def _seen(seen: Seen) -> dict[str, Any]:
    """The lines that were agreed, how the licence stands now, and what binds whoever reads it."""
    licence, standing = seen.licence, standing_of(seen.licence)
    given = seen.use.authorisation
    return {
        "use": seen.use,
        "licence": licence,
        "tone": standing_tone(standing),
        "word": standing_word(standing),
        "facts": [{"key": label, "value": value} for label, value in seen.facts],
        "purpose": purpose_word(seen.use.purpose),
        "words": watermark("A", agency=licence.agency_name, until=given.until if given else None),
    }
