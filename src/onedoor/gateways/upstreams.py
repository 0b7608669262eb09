"""The providers people may sign in with, as the configuration says: settings and upstream.yaml.

Each entry: code, protocol (oidc or saml), name, where it is, which claims bear the identity, and
`ranks`: what each of its words for sureness is worth here. Secrets may stand in the environment:
`secret_from: NAME` instead of `secret`.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from ruamel.yaml import YAML

from onedoor.gateways.upstream_oidc import OidcProvider
from onedoor.gateways.upstream_saml import SamlProvider
from onedoor.kernel.ports import IdentityProvider

_PROTOCOLS: dict[str, Callable[[Mapping[str, Any]], IdentityProvider]] = {
    "oidc": OidcProvider,
    "saml": SamlProvider,
}
_HERE = {"127.0.0.1", "localhost", "::1"}
# Where a configured address would carry secrets or be trusted for what it says.
_ADDRESSES = ("issuer", "sign_in")


class ConfiguredUpstreams:
    """Reads the configuration when asked: a new provider needs no new process."""

    def all(self) -> tuple[IdentityProvider, ...]:
        """Every provider; ValueError when the configuration cannot be meant."""
        entries = [*settings.ONEDOOR_UPSTREAMS, *_from_file()]
        found = tuple(_provider(entry) for entry in entries)
        if len({each.code for each in found}) != len(found):
            raise ValueError("two providers have one code")
        return found

    def called(self, code: str) -> IdentityProvider:
        """The provider of this code; KeyError when none is."""
        for each in self.all():
            if each.code == code:
                return each
        raise KeyError(code)


def _from_file() -> list[dict[str, Any]]:
    path = Path(settings.ONEDOOR_STATE) / "upstream.yaml"
    if not path.exists():
        return []
    return list(YAML(typ="safe").load(path.read_text("utf-8")) or [])


def _provider(entry: Mapping[str, Any]) -> IdentityProvider:
    for name in _ADDRESSES:
        if name in entry and not _is_safe(entry[name]):
            raise ValueError(f"{entry['code']}: {name} must begin with https://")
    facts = dict(entry)
    if "secret_from" in facts:
        facts["secret"] = os.environ[facts.pop("secret_from")]
    return _PROTOCOLS[entry["protocol"]](facts)


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
