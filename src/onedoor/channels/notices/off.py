"""The link in a message that ends such messages: one click, no sign-in, nothing to fill in.

It is signed, says nothing of whom it is for, and opens nothing else. Once used it does nothing.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from onedoor.kernel.refusals import NotFound

# A subscription, an entitlement, the reminders of one licence.
SUBSCRIPTION, ENTITLEMENT, LICENCE = "s", "e", "l"
KINDS = (SUBSCRIPTION, ENTITLEMENT, LICENCE)


class NotOurLink(NotFound):
    """这个链接不完整，可能复制时少了几个字。登录后在“我的”里也能取消。"""


def off_path(kind: str, key: str) -> str:
    """Where one click ends it."""
    return reverse("portal:off", args=[_signer().sign(f"{kind}.{key}")])


def off_address(kind: str, key: str) -> str:
    """The same with the address of the site, for messages."""
    return f"{settings.ONEDOOR_ADDRESS.rstrip('/')}{off_path(kind, key)}"


def read(token: str) -> tuple[str, str]:
    """What a link ends: kind and key. NotOurLink."""
    try:
        kind, _dot, key = _signer().unsign(token).partition(".")
    except BadSignature:
        raise NotOurLink() from None
    if kind not in KINDS or not key:
        raise NotOurLink()
    return kind, key


def _signer() -> Signer:
    return Signer(salt="onedoor.notices.off")
