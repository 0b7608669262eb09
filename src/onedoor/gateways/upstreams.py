"""The providers people may sign in with, as the configuration says: settings and upstream.yaml.

Each entry: code, protocol (oidc, saml, wechat or alipay), name, where it is, which claims bear the
identity, and `ranks`: what each of its words for sureness is worth here. Secrets may stand in the
environment: `secret_from: NAME` instead of `secret`, `key_from: NAME` instead of `key`.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from ruamel.yaml import YAML

from onedoor.gateways.app_entry import AlipayApp, WechatApp
from onedoor.gateways.upstream_oidc import OidcProvider
from onedoor.gateways.upstream_saml import SamlProvider
from onedoor.kernel.ports import AppEntry, IdentityProvider

_PROTOCOLS: dict[str, Callable[[Mapping[str, Any]], IdentityProvider]] = {
    "oidc": OidcProvider,
    "saml": SamlProvider,
}
_APPS: dict[str, Callable[[Mapping[str, Any]], AppEntry]] = {
    "wechat": WechatApp,
    "alipay": AlipayApp,
}
_HERE = {"127.0.0.1", "localhost", "::1"}
# Where a configured address would carry secrets or be trusted for what it says.
_ADDRESSES = ("issuer", "sign_in", "authorize", "token")
_SECRETS = ("secret", "key")


class ConfiguredUpstreams:
    """Reads the configuration when asked: a new provider needs no new process."""

    def all(self) -> tuple[IdentityProvider, ...]:
        """Every provider; ValueError when the configuration cannot be meant."""
        entries = [each for each in _entries() if each["protocol"] not in _APPS]
        return tuple(_PROTOCOLS[each["protocol"]](_facts(each)) for each in entries)

    def apps(self) -> tuple[AppEntry, ...]:
        """Every app; ValueError when the configuration cannot be meant."""
        entries = [each for each in _entries() if each["protocol"] in _APPS]
        return tuple(_APPS[each["protocol"]](_facts(each)) for each in entries)

    def called(self, code: str) -> IdentityProvider:
        """The provider or app of this code; KeyError when none is."""
        for each in (*self.all(), *self.apps()):
            if each.code == code:
                return each
        raise KeyError(code)


def _entries() -> list[dict[str, Any]]:
    entries = [*settings.ONEDOOR_UPSTREAMS, *_from_file()]
    if len({each["code"] for each in entries}) != len(entries):
        raise ValueError("two providers have one code")
    return entries


def _from_file() -> list[dict[str, Any]]:
    path = Path(settings.ONEDOOR_STATE) / "upstream.yaml"
    if not path.exists():
        return []
    return list(YAML(typ="safe").load(path.read_text("utf-8")) or [])


def _facts(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry as it may be used: addresses that are safe, secrets from where they are kept."""
    for name in _ADDRESSES:
        if name in entry and not _is_safe(entry[name]):
            raise ValueError(f"{entry['code']}: {name} must begin with https://")
    facts = dict(entry)
    for name in _SECRETS:
        if f"{name}_from" in facts:
            facts[name] = os.environ[facts.pop(f"{name}_from")]
    return facts


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
