"""The few pages beside the operations: where to start, the OpenAPI document, what a problem is."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.api import refusals as no
from onedoor.channels.api.entry import PREFIX, openapi, say_problem
from onedoor.channels.look.doors import Door, entrance
from onedoor.kernel.refusals import Refusal


@entrance(Door.ANYONE)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """How to begin, with commands to copy."""
    root = request.build_absolute_uri(PREFIX)
    steps = [
        (_("看有哪些事项"), f"curl '{root}/services?for=person'"),
        (_("看一个事项的指南和表单"), f"curl {root}/services/CODE\ncurl {root}/services/CODE/form"),
        (
            _("提交申请，材料按材料编号命名"),
            f"curl {root}/applications \\\n"
            "  -H 'Authorization: Bearer od_…' -H 'Idempotency-Key: 2026-000123' \\\n"
            "  -F 'application=@application.json;type=application/json' \\\n"
            "  -F 'DOCUMENT=@scan.pdf'",
        ),
        (
            _("系统按证调用：凭持证人的授权或登记的法律依据，每次都有签名和留痕"),
            f"curl {root}/licences/query -u SYSTEM:SECRET \\\n"
            "  -H 'Content-Type: application/json' -d @licence-query.json\n"
            f"curl '{root}/licences/changes?after=0' -u SYSTEM:SECRET",
        ),
        (_("看办到哪一步"), f"curl {root}/applications/NUMBER -H 'Authorization: Bearer od_…'"),
    ]
    return render(request, "api/start.html", {"steps": steps, "document": f"{PREFIX}/openapi.json"})


@entrance(Door.ANYONE)
@require_safe
def document(request: HttpRequest) -> JsonResponse:
    """The OpenAPI 3.1 document, always at this address."""
    response = JsonResponse(openapi())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@entrance(Door.ANYONE)
@require_safe
def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    """What a problem `type` means: its sentence, with the places of facts left open."""
    known = {each.__name__: each for each in _kinds(Refusal)}
    name = "".join(part.capitalize() for part in code.split("-"))
    if name not in known:
        return say_problem(request, no.NoSuchAddress())
    kind = known[name]
    facts = {"code": code, "sentence": " ".join((kind.__doc__ or "").split())}
    return render(request, "api/problem.html", facts | {"status_code": kind.status})


@entrance(Door.ANYONE)
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under the API."""
    return say_problem(request, no.NoSuchAddress())


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)
