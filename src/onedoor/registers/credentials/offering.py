"""Offers in the words of OpenID4VCI 1.0, section 4: for whoever draws or sends one."""

import json
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

import vc
from onedoor.registers.credentials.signing import issuer

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
# By the end of its id a wallet tells the two formats of one kind apart.
SD_JWT, VC_JWT = "sd-jwt", "vc-jwt"
FORMATS = {SD_JWT: vc.SD_JWT_VC, VC_JWT: vc.VC_JWT}


def configuration_id(kind: str, ending: str) -> str:
    """Under what name a kind in a format is asked for."""
    return f"{kind}.{ending}"


def offered(kind: str, code: str) -> dict[str, Any]:
    """A credential offer for a kind of licence, by pre-authorised code with six digits."""
    return {
        "credential_issuer": issuer(),
        "credential_configuration_ids": [configuration_id(kind, ending) for ending in FORMATS],
        "grants": {
            PRE_AUTHORIZED: {
                "pre-authorized_code": code,
                "tx_code": {
                    "input_mode": "numeric", "length": 6,
                    "description": _("网页上的 6 位数字 / 6 digits on the web page"),
                },
            }
        },
    }  # fmt: skip


def link_by_value(kind: str, code: str) -> str:
    """What opens a wallet on the same device, the whole offer in it."""
    whole = json.dumps(offered(kind, code), ensure_ascii=False, separators=(",", ":"))
    return f"openid-credential-offer://?credential_offer={quote(whole, safe='')}"


def link_by_reference(address: str) -> str:
    """The same in few letters, for a code that a telephone scans: where the offer is fetched."""
    return f"openid-credential-offer://?credential_offer_uri={quote(address, safe='')}"
