"""How credentials stand: Token Status List, and the same as Bitstring Status List of the W3C.

A list is an array of small numbers, one for each credential; whoever asks for one fetches the whole
list, so the issuer never learns about which credential somebody asks.
"""

import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vc.findings import Refused
from vc.jose import Key, KeyOf, decoded, encoded, proven, sign, take_apart

VALID, INVALID, SUSPENDED = 0, 1, 2
# Two bits a credential: valid, invalid, suspended.
BITS = 2
KIND = "statuslist+jwt"
# Not a byte more is unpacked: a list of two to the twenty at eight bits.
_MOST = 1 << 20


@dataclass(frozen=True)
class Entry:
    """Where a credential says its status is to be found."""

    uri: str
    index: int

    @property
    def claim(self) -> dict[str, Any]:
        return {"status_list": {"idx": self.index, "uri": self.uri}}


def entry_of(claims: Mapping[str, Any]) -> Entry | None:
    """The entry a credential names; None where it names none; Refused when named wrongly."""
    if "status" not in claims:
        return None
    status = claims["status"]
    named = status.get("status_list") if isinstance(status, dict) else None
    if not isinstance(named, dict):
        raise Refused("bad-claims")
    index, uri = named.get("idx"), named.get("uri")
    if not isinstance(index, int) or isinstance(index, bool) or index < 0:
        raise Refused("bad-claims")
    if not isinstance(uri, str):
        raise Refused("bad-claims")
    return Entry(uri, index)


def packed(size: int, statuses: Mapping[int, int], *, bits: int = BITS) -> bytes:
    """`size` statuses of so many bits, the first in the lowest bits of the first byte.

    What `statuses` does not name is valid. ValueError for what does not fit.
    """
    content = bytearray(size * bits // 8)
    for index, status in statuses.items():
        if not (0 <= index < size and 0 <= status < 1 << bits):
            raise ValueError(f"status {status} at {index}")
        place = index * bits
        content[place // 8] |= status << place % 8
    return bytes(content)


def compressed(content: bytes) -> str:
    """The list as `lst` carries it (ZLIB, base64url)."""
    return encoded(zlib.compress(content, 9))


def status_at(lst: str, index: int, *, bits: int = BITS) -> int:
    """The status at a place of a compressed list; Refused when broken, or outside of it."""
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(decoded(lst), _MOST)
    except (zlib.error, Refused):
        raise Refused("status-broken") from None
    if bits not in (1, 2, 4, 8) or not unpack.eof:
        raise Refused("status-broken")
    if not 0 <= index < len(content) * 8 // bits:
        raise Refused("status-outside")
    place = index * bits
    return content[place // 8] >> place % 8 & ((1 << bits) - 1)


def make_list(
    content: bytes, *, uri: str, issuer: str, key: Key, kid: str, at: int, lives: int, ttl: int
) -> str:
    """The signed list. It may be kept for `ttl` seconds and is void after `lives`."""
    claims = {
        "iss": issuer, "sub": uri, "iat": at, "exp": at + lives, "ttl": ttl,
        "status_list": {"bits": BITS, "lst": compressed(content)},
    }  # fmt: skip
    return sign(claims, key=key, kind=KIND, kid=kid)


def read_status(text: str, entry: Entry, *, key_of: KeyOf, at: int) -> int:
    """The status an entry has in a fetched list; Refused for every rule of section 8.3 broken."""
    token = take_apart(text.strip())
    if token.kind != KIND:
        raise Refused("status-type")
    proven(token, key_of(token.header, token.payload))
    claims = token.payload
    if claims.get("sub") != entry.uri:
        raise Refused("status-other")
    if not isinstance(claims.get("iat"), int):
        raise Refused("bad-claims")
    if not isinstance(claims.get("exp", at + 1), int) or claims.get("exp", at + 1) <= at:
        raise Refused("status-expired")
    found = claims.get("status_list")
    if not isinstance(found, dict) or not isinstance(found.get("lst"), str):
        raise Refused("status-broken")
    return status_at(found["lst"], entry.index, bits=found.get("bits", 0))


def bitstring(size: int, indices: "set[int]") -> str:
    """A W3C bitstring in which these are set: the first bit leads, GZIP, multibase `u`."""
    content = bytearray(size // 8)
    for index in indices:
        content[index // 8] |= 128 >> index % 8
    out = io.BytesIO()
    # No hour in the file: the same list is the same bytes.
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(bytes(content))
    return "u" + encoded(out.getvalue())


def bit_at(encoded_list: str, index: int) -> bool:
    """Whether this place of a W3C bitstring is set; Refused when broken, or outside of it."""
    if not encoded_list.startswith("u"):
        raise Refused("status-broken")
    unpack = zlib.decompressobj(31)
    try:
        content = unpack.decompress(decoded(encoded_list[1:]), _MOST)
    except (zlib.error, Refused):
        raise Refused("status-broken") from None
    if not 0 <= index < len(content) * 8:
        raise Refused("status-outside")
    return bool(content[index // 8] & 128 >> index % 8)
