"""For supervisors: who looked at a case, and what the worker has still to tell."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onedoor.casework.cases.queries import case_for, readings_of_case
from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel import relay
from onedoor.registers.agencies.queries import agencies


@entrance(Door.STAFF)
@require_safe
def readings(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody who looked at this case, and by what right."""
    actor = actor_of(request)
    looks = readings_of_case(number, seen_by=actor)
    codes = {look.by_agency for look in looks if look.by_agency}
    return shown(
        request,
        "desk/readings.html",
        looks=looks,
        agencies={code: each.called() for code, each in agencies(codes).items()},
        case=case_for(number, seen_by=actor).case,
    )


@entrance(Door.STAFF)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """News still waiting for each reaction, how often tried, and the last error."""
    actor = supervising(request)
    waiting = relay.waiting()
    return shown(
        request,
        "desk/worker.html",
        waiting=waiting,
        failing=sum(int(str(each["failing"])) for each in waiting),
        total=sum(int(str(each["waiting"])) for each in waiting),
        rail=rail_of(actor),
        rail_here="worker",
    )


@entrance(Door.STAFF)
@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Lets everything that waits for one reaction be tried at once."""
    supervising(request)
    relay.retry(request.POST.get("reaction", ""))
    return HttpResponseRedirect(reverse("desk:worker") + "?done=retried")
