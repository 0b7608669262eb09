"""The paper twins of what lies outside: a register, two providers of identity, two apps, a
machine that rephrases.

Each speaks the real protocol, signatures included, and knows the people of the sample city. They
run beside the sample city and nowhere else; `twins.json` says where, and holds their secrets.
"""

import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from django.utils.module_loading import import_string

from onedoor.kernel.time import now
from onedoor.site import places

NAMES = ("register", "national", "provincial", "wechat", "alipay", "rephraser")
_SERVERS = {
    "register": "onedoor.gateways.paper_register.server",
    "national": "onedoor.gateways.paper_national.server",
    "provincial": "onedoor.gateways.paper_provincial.server",
    "wechat": "onedoor.gateways.paper_apps.wechat",
    "alipay": "onedoor.gateways.paper_apps.alipay",
    "rephraser": "onedoor.gateways.paper_rephraser.server",
}

_NATIONAL = {
    "zh": "国家政务服务平台",
    "en": "National government services",
    "ug": "دۆلەتلىك ھۆكۈمەت مۇلازىمىتى سۇپىسى",
}
_PROVINCIAL = {
    "zh": "新疆政务服务网",
    "en": "Xinjiang government services",
    "ug": "شىنجاڭ ھۆكۈمەت مۇلازىمىتى تورى",
}


def describe(free_port: Callable[[], int], *, host: str, address: str) -> dict[str, Any]:
    """What twins.json says: ports nobody else listens on, fresh secrets, our own address."""
    register, national = _client(free_port, host), _client(free_port, host)
    rephraser = _client(free_port, host)
    national["back"] = f"{address}/upstream/national/back"
    provincial = {"host": host, "port": free_port(), "address": address, **_certificate()}
    wechat, alipay = (_app(code, free_port, host=host, address=address) for code in _APPS)
    ours, theirs = _key_pair(), _key_pair()
    alipay |= {"public": ours["public"], "key": theirs["key"]}
    at = f"http://{host}"
    return {
        "register": register | {"url": f"{at}:{register['port']}"},
        "rephraser": rephraser | {"url": f"{at}:{rephraser['port']}"},
        "national": national,
        "provincial": provincial,
        "wechat": wechat,
        "alipay": alipay,
        "upstreams": [
            {
                "code": "national",
                "protocol": "oidc",
                "name": _NATIONAL,
                "issuer": f"{at}:{national['port']}",
                "client": national["client"],
                "secret": national["secret"],
                "identity": {
                    "kind": "id_kind",
                    "number": "id_number",
                    "name": "real_name",
                    "country": "id_country",
                },
                "ranks": {
                    "real-name-2": {"level": 2},
                    "real-name-3": {"level": 3, "opens": True},
                },
            },
            {
                "code": "provincial",
                "protocol": "saml",
                "name": _PROVINCIAL,
                "entity": f"{at}:{provincial['port']}/metadata",
                "sign_in": f"{at}:{provincial['port']}/sso",
                "certificate": provincial["certificate"],
                "identity": {
                    "kind": "idKind",
                    "number": "idNumber",
                    "name": "realName",
                    "country": "idCountry",
                },
                "ranks": {
                    "urn:onedoor:sample:person-verified": {"level": 3, "opens": True},
                },
            },
            *_app_entries(at, wechat, alipay, key=ours["key"], public=theirs["public"]),
        ],
    }


def _client(free_port: Callable[[], int], host: str) -> dict[str, Any]:
    secret = secrets.token_urlsafe(32)
    return {"host": host, "port": free_port(), "client": "onedoor", "secret": secret}


def _app_entries(
    at: str, wechat: dict[str, Any], alipay: dict[str, Any], *, key: str, public: str
) -> list[dict[str, Any]]:
    return [
        {
            "code": "wechat",
            "protocol": "wechat",
            "name": {"zh": "微信", "en": "WeChat", "ug": "ئۈندىدار"},
            "browser": "MicroMessenger",
            "client": wechat["client"],
            "secret": wechat["secret"],
            "authorize": f"{at}:{wechat['port']}/connect/oauth2/authorize",
            "token": f"{at}:{wechat['port']}/sns/oauth2/access_token",
            "ranks": {"snsapi_base": {"level": 1}},
        },
        {
            "code": "alipay",
            "protocol": "alipay",
            "name": {"zh": "支付宝", "en": "Alipay", "ug": "جىفۇباۋ"},
            "browser": "AlipayClient",
            "client": alipay["client"],
            "key": key,
            "public": public,
            "authorize": f"{at}:{alipay['port']}/oauth2/publicAppAuthorize.htm",
            "token": f"{at}:{alipay['port']}/gateway.do",
            "ranks": {"auth_base": {"level": 1}},
        },
    ]


_APPS = ("wechat", "alipay")


def _app(code: str, free_port: Callable[[], int], *, host: str, address: str) -> dict[str, Any]:
    return {
        "host": host,
        "port": free_port(),
        "client": f"paper-{code}",
        "secret": secrets.token_urlsafe(32),
        "salt": secrets.token_urlsafe(32),
        "back": f"{address}/upstream/{code}/back",
    }


def _key_pair() -> dict[str, str]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return {
        "key": key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        "public": key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    }


def write(note: dict[str, Any]) -> None:
    """Keep it where settings and twins find it, for its owner alone to read."""
    places.write_private(places.twins_note(), json.dumps(note))


def signing_server(facts: dict[str, Any], folder: Path) -> Any:
    """A signing server with keys of its own in `folder`, bound to its port, not yet serving."""
    return import_string("onedoor.gateways.paper_signer.server")(facts, folder)


def serve(names: tuple[str, ...]) -> None:
    """Serve these twins until the process ends; LookupError when none are described."""
    note = places.twins()
    if not note:
        raise LookupError(f"there is no {places.twins_note()}: `onedoor run` writes it")
    lines = []
    for name in names:
        server = import_string(_SERVERS[name])(note[name], places.packs())
        lines.append(Thread(target=server.serve_forever, name=name, daemon=True))
    for line in lines:
        line.start()
    for line in lines:
        line.join()


def _certificate() -> dict[str, str]:
    """A key and a certificate of its own for the provider that signs XML."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "paper provincial provider")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return {
        "key": key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        "certificate": certificate.public_bytes(serialization.Encoding.PEM).decode(),
    }
