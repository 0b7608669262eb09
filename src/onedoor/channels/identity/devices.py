"""What a browser says of itself, in words its owner knows it by."""

from django.utils.translation import gettext, gettext_noop

_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("iPhone", "iPhone"),
    ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("MicroMessenger", gettext_noop("微信")), ("Edg", "Edge"), ("HuaweiBrowser", "Huawei"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def device_words(agent: str) -> str:
    """「Windows，Edge」; 「没有说明的设备」 when it says nothing we know."""
    system = next((word for sign, word in _SYSTEMS if sign in agent), "")
    browser = next((word for sign, word in _BROWSERS if sign in agent), "")
    known = [gettext(word) for word in (system, browser) if word]
    return gettext("，").join(known) if known else gettext("没有说明的设备")
