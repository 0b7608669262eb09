"""What a service says about itself in a line: days, trips, fee, dates."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.channels.look.words import day
from onedoor.channels.portal.forecast import intake_now
from onedoor.channels.portal.wording import marked, plain, working_days
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.catalogue.queries import Service


def facts_of_service(definition: ServiceDefinition) -> list[dict[str, Any]]:
    """Up to three facts for a card: how long, how often one must come, what it costs."""
    sheet = definition.sheet
    days = sheet.within.promised
    facts: list[dict[str, Any]] = []
    window, is_open = intake_now(definition)
    if window:
        if is_open:
            until = marked(_("{name}，{day}截止"), name=plain(window.name), day=day(window.closes))
            facts.append({"word": until, "tone": "ok"})
        else:
            facts.append({"word": marked(_("{day}开始收件"), day=day(window.opens)), "tone": ""})
    facts.append({"word": working_days(days), "tone": "ok" if days == 0 else ""})
    trips = _("跑 %(n)s 次") % {"n": sheet.visits} if sheet.visits else _("不用跑")
    facts.append({"word": trips, "tone": ""})
    if not window:
        facts.append({"word": _("收费") if sheet.fee.charged else _("不收费"), "tone": ""})
    return facts


def entry_of(service: Service) -> dict[str, Any]:
    """The service as one line of a list: its name, its guide, its few facts."""
    return {
        "name": service.parsed.sheet.title,
        "url": reverse("portal:guide", args=[service.code]),
        "facts": facts_of_service(service.parsed),
    }
