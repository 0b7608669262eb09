"""The events of a life as rows that lead on: what there is to do about each."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.channels.portal.wording import EVENT_ICONS, plain
from onedoor.registers.catalogue.queries import Bundle, Service


def event_rows(known: Sequence[Service], together: Sequence[Bundle]) -> list[dict[str, str]]:
    """Each event that has something to do about it, with the first two matters by name."""
    titles: dict[str, list[str]] = {}
    for bundle in together:
        for event in bundle.life_events:
            titles.setdefault(event, []).append(bundle.title)
    for service in known:
        for event in service.parsed.sheet.life_events:
            titles.setdefault(event, []).append(plain(service.parsed.sheet.title))
    search = reverse("portal:services")
    return [
        {
            "word": _(event),
            "note": _("、").join(titles[event][:2]),
            "icon": EVENT_ICONS.get(event, "flag"),
            "url": f"{search}?event={event}",
        }
        for event in sorted(titles, key=lambda name: [*EVENT_ICONS, name].index(name))
    ]
