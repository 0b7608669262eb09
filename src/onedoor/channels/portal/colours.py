"""The colours a page can be seen in, as links that lead back to it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from onedoor.channels.look.addressing import address
from onedoor.channels.look.shell import THEME_COOKIE


def theme_links(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """Each choice with its address; the one that is on is marked."""
    words = {
        "auto": _("跟随设备"),
        "light": _("浅色"),
        "dark": _("深色"),
        "contrast": _("高对比"),
    }
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return [
        {
            "word": words[key],
            "url": f"{address('look:mode')}?theme={key}&next={here}",
            "current": key == (chosen if chosen in words else "auto"),
        }
        for key in words
    ]
