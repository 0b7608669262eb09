"""Messages of one's inbox as rows: what was told, when, and the page it is about."""

from typing import Any

from django.urls import reverse

from onedoor.channels.look.addressing import address
from onedoor.channels.look.words import say
from onedoor.channels.notices.off import ENTITLEMENT, SUBSCRIPTION, off_path
from onedoor.channels.notices.queries import Notice

# A case's chain is called by its number alone; others say first what they are.
_PAGES = {
    "enquiry": "portal:enquiry",
    "letter": "portal:own-letter",
    "mandate": "portal:mandate",
    "joint": "portal:joint",
    "subscription": "portal:subscription",
}
# About oneself: a page without a key.
_OWN = {"party": "identity:security", "entitlement": "portal:entitlements"}
# What one can end by one click, and under what its link ends it.
_ENDS = {"subscription": SUBSCRIPTION, "entitlement": ENTITLEMENT}


def message_row(notice: Notice) -> dict[str, Any]:
    """A message with the address of what it tells about."""
    about, _colon, key = notice.subject.partition(":")
    if about in _OWN:
        url = address(_OWN[about])
    elif about == "licence-use":
        # Of a licence, by the case it came from; or of a transcript, by its own key.
        kind, _colon, transcript = key.partition(":")
        name, key = ("portal:transcript", transcript) if transcript else ("portal:licence", kind)
        url = reverse(name, args=[key])
    elif about in _PAGES:
        url = reverse(_PAGES[about], args=[key])
    else:
        # Where it is done, as long as it is to be done; that page leads on to the case afterwards.
        todo = notice.event == "case.corrections-requested"
        url = reverse("portal:correct" if todo else "portal:case", args=[notice.subject])
    return {
        "text": say({notice.language.partition("-")[0]: notice.text}),
        "at": notice.told_at,
        "url": url,
        "off": off_path(_ENDS[about], key.replace("-", "")) if about in _ENDS else "",
    }
