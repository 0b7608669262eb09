"""Powers lists (权责清单): what each body may and must do, by published edition, for anyone."""

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.portal.cache import cacheable
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.items.queries import Edition, edition, editions_of, newest_editions


@require_safe
@cacheable
@entrance(Door.ANYONE)
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body with a powers list, by place."""
    language = get_language() or "zh"
    counts = newest_editions()
    by_place: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    for body in agencies(counts).values():
        names[body.division_id] = body.division.called(language)
        by_place[body.division_id].append(
            {
                "word": body.called(language),
                "note": _("%(n)s 项") % {"n": counts[body.code]},
                "url": reverse("portal:powers-of", args=[body.code]),
            }
        )
    places = [{"name": names[code], "links": by_place[code]} for code in sorted(by_place)]
    return render(request, "portal/powers.html", {"places": places})


@require_safe
@cacheable
@entrance(Door.ANYONE)
def powers(request: HttpRequest, agency: str) -> HttpResponse:
    """One body's powers list: the newest edition, or an earlier one by its number."""
    found = _edition(agency, request.GET.get("edition", ""))
    body = found.agency
    context = {
        "body": body.called(get_language() or "zh"),
        "office": body.office,
        "edition": found,
        "rows": [_row(each) for each in found.content],
        "editions": editions_of(agency),
        "machine": reverse("portal:powers-data", args=[agency]) + f"?edition={found.number}",
    }
    return render(request, "portal/powers_of.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def data(request: HttpRequest, agency: str) -> HttpResponse:
    """The same edition for machines, with the digest it was published under."""
    found = _edition(agency, request.GET.get("edition", ""))
    facts = {
        "agency": agency,
        "edition": found.number,
        "published_at": found.published_at.isoformat(),
        "sha256": found.digest,
        "powers": found.content,
    }
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False})


def _edition(agency: str, number: str) -> Edition:
    if number and not (number.isascii() and number.isdigit() and len(number) < 6):
        raise Http404
    found = edition(agency, int(number) if number else None)
    if found is None:
        raise Http404
    return found


def _row(power: dict[str, Any]) -> dict[str, Any]:
    kinds = {
        "administrative-licence": _("行政许可"), "administrative-payment": _("行政给付"),
        "administrative-confirmation": _("行政确认"), "administrative-reward": _("行政奖励"),
        "administrative-ruling": _("行政裁决"), "other-power": _("其他行政权力"),
        "public-service": _("公共服务"),
    }  # fmt: skip
    stages = {
        "accept": _("受理责任"), "review": _("审查责任"), "decide": _("决定责任"),
        "deliver": _("送达责任"), "afterwards": _("事后监管责任"),
    }  # fmt: skip
    return power | {
        "kind_word": kinds[power["kind"]],
        "laws": [f"《{each['law']}》{each['article']}" for each in power["basis"]],
        "lines": [line | {"stage": stages[line["stage"]]} for line in power["duties"]],
        "guides": [
            {"word": each["title"], "url": reverse("portal:guide", args=[each["code"]])}
            for each in power["services"]
        ],
        "halted": power["state"] == "suspended",
    }
