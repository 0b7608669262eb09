"""Personal data at rest: sealed with SM4-GCM (GB/T 32907, GM/T 0044-style keys), found again by
a blind index (HMAC-SM3, GB/T 32905).

A sealed value is bound to the column it stands in: moved elsewhere, it no longer opens. The keys
lie outside the database (settings.ONEDOOR_DATA_KEYS); a stolen dump without them says nothing.
"""

import base64
import json
import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.db import models

_NONCE, _TAG = 12, 16


class SealBroken(ValueError):
    """A sealed value was altered, moved, or sealed with a key we no longer hold."""


def seal(text: str, *, place: str) -> str:
    """`text` sealed for `place` ("table.column") with the newest key; "" stays ""."""
    if not text:
        return ""
    keys = settings.ONEDOOR_DATA_KEYS
    nonce = os.urandom(_NONCE)
    lock = Cipher(algorithms.SM4(_key(keys["current"])), modes.GCM(nonce)).encryptor()
    lock.authenticate_additional_data(place.encode())
    hidden = lock.update(text.encode()) + lock.finalize()
    return f"{keys['current']}.{base64.urlsafe_b64encode(nonce + lock.tag + hidden).decode()}"


def unseal(sealed: str, *, place: str) -> str:
    """The text sealed for `place`; SealBroken when it was altered, moved or is not ours."""
    if not sealed:
        return ""
    name, _, rest = sealed.partition(".")
    try:
        raw = base64.urlsafe_b64decode(rest)
        nonce, tag, hidden = raw[:_NONCE], raw[_NONCE : _NONCE + _TAG], raw[_NONCE + _TAG :]
        lock = Cipher(algorithms.SM4(_key(name)), modes.GCM(nonce, tag)).decryptor()
        lock.authenticate_additional_data(place.encode())
        return (lock.update(hidden) + lock.finalize()).decode()
    except (InvalidTag, ValueError, KeyError) as wrong:
        raise SealBroken(f"a sealed value of {place} does not open") from wrong


def blind_index(text: str, *, purpose: str) -> str:
    """64 hex digits that are the same for the same text and tell nothing of it without the key.

    `purpose` keeps indexes apart: the same number in two registers has two indexes.
    """
    mac = HMAC(base64.b64decode(settings.ONEDOOR_DATA_KEYS["index"]), SM3())
    mac.update(f"{purpose}\0{text}".encode())
    return mac.finalize().hex()


def keys_mark() -> str:
    """What tells these keys from others without giving them away: kept beside the data."""
    return blind_index("onedoor", purpose="keys")[:16]


def seal_key_marks() -> dict[str, str]:
    """The like for each key that seals, by its name: a value needs the very key that sealed it."""
    marks = {}
    for name in settings.ONEDOOR_DATA_KEYS["seal"]:
        mac = HMAC(_key(name), SM3())
        mac.update(b"onedoor seal key")
        marks[name] = mac.finalize().hex()[:16]
    return marks


def current_key() -> str:
    """The name of the key that seals anew."""
    return str(settings.ONEDOOR_DATA_KEYS["current"])


def key_name(sealed: str) -> str:
    """The name of the key a value was sealed with."""
    return sealed.partition(".")[0]


class WrongArithmetic(RuntimeError):
    """The cryptography of this machine does not compute what the standards print."""


def self_test() -> None:
    """Compute the examples of the standards; WrongArithmetic when any comes out otherwise.

    SM4: GB/T 32907 A.1; SM3: GB/T 32905 A.1; SM4-GCM: RFC 8998 A.1.
    """
    block = Cipher(algorithms.SM4(_EXAMPLE_KEY), modes.ECB()).encryptor()  # noqa: S305
    digest = Hash(SM3())
    digest.update(b"abc")
    lock = Cipher(algorithms.SM4(_EXAMPLE_KEY), modes.GCM(_EXAMPLE_NONCE)).encryptor()
    lock.authenticate_additional_data(_EXAMPLE_ASIDE)
    hidden = lock.update(_EXAMPLE_TEXT) + lock.finalize()
    for name, found, printed in (
        ("SM4", block.update(_EXAMPLE_KEY) + block.finalize(), _SM4_PRINTED),
        ("SM3", digest.finalize(), _SM3_PRINTED),
        ("SM4-GCM", hidden + lock.tag, _GCM_PRINTED),
    ):
        if found != printed:
            raise WrongArithmetic(f"{name} does not give what its standard prints")


_EXAMPLE_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
_SM4_PRINTED = bytes.fromhex("681edf34d206965e86b3e94f536e4246")
_SM3_PRINTED = bytes.fromhex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
_EXAMPLE_NONCE = bytes.fromhex("00001234567800000000abcd")
_EXAMPLE_ASIDE = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
_EXAMPLE_TEXT = b"".join(bytes([each]) * 8 for each in bytes.fromhex("aabbccddeeffeeaa"))
_GCM_PRINTED = bytes.fromhex(
    "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
    "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    "83de3541e4c2b58177e065a9bf7b62ec"
)


def _key(name: str) -> bytes:
    return base64.b64decode(settings.ONEDOOR_DATA_KEYS["seal"][name])


def rewrite(cursor: Any, table: str, *columns: str, key: str = "id", back: bool = False) -> None:
    """Seal what these columns of a table hold plain, or with `back` open it again: for migrations.

    The text is taken as it stands; "" stays "".
    """
    turn = unseal if back else seal
    cursor.execute(f"SELECT {key}, {', '.join(columns)} FROM {table}")  # noqa: S608
    change = ", ".join(f"{column} = %s" for column in columns)
    for row_key, *texts in cursor.fetchall():
        turned = [
            turn(text, place=f"{table}.{column}")
            for column, text in zip(columns, texts, strict=True)
        ]
        cursor.execute(f"UPDATE {table} SET {change} WHERE {key} = %s", [*turned, row_key])  # noqa: S608


if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


class Sealed(_Text):
    """A column that is plain to the program and sealed in the database. It cannot be searched."""

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.attname}"

    def written(self, value: Any) -> str:
        """The text that is sealed for `value`."""
        return str(value)

    def read(self, text: str) -> Any:
        """The value that `text` stands for."""
        return text

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal(self.written(value), place=self.place)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value is None else self.read(unseal(value, place=self.place))

    def get_lookup(self, lookup_name: str) -> Any:
        # A search by content would compare a fresh seal with old ones and never find anything.
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is sealed and cannot be searched by {lookup_name}")


class SealedText(Sealed):
    """Text kept sealed."""


class SealedJSON(Sealed):
    """JSON values kept sealed: answers, and what papers print of a person."""

    # For the type checker: not only text goes in and comes out.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str) -> Any:
        return json.loads(text)
