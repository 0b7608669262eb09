"""What we ask of the outside world. Settings name the gateway; nobody imports one."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Store(Protocol):
    """Blobs kept by the hex SHA-256 digest of their content; the same bytes are kept once."""

    def put(self, content: bytes) -> str:
        """Keep `content`; return its digest. Putting it again is harmless."""

    def get(self, digest: str) -> bytes:
        """The bytes; KeyError when unknown, ValueError when they no longer match their digest."""

    def has(self, digest: str) -> bool:
        """Whether the store keeps it."""

    def digests(self) -> Iterator[str]:
        """Every digest kept, in no particular order."""


class Sealer(Protocol):
    """Puts an agency's electronic seal on a document and reads seals back."""

    def seal(self, document: bytes, *, agency: str, reason: str) -> bytes:
        """The PDF with the agency's signature over every byte (PAdES B-B)."""

    def check(self, document: bytes) -> "SealReport":
        """Who sealed it and whether it is whole; never raises on hostile input."""


class SealReport(Protocol):
    """What a check of a sealed document found; `problem` is empty when all is well."""

    sealed: bool
    whole: bool
    trusted: bool
    signer: str
    agency: str
    signed_at: str
    problem: str


class Messenger(Protocol):
    """Sends one short message to one telephone number."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand it over; sending the same `key` again is harmless. OSError when the line is down."""


@cache
def _gateway(dotted: str) -> Any:
    return import_string(dotted)()


def port(name: str) -> Any:
    """The gateway that settings.ONEDOOR_PORTS names for `name`; KeyError when none is named."""
    return _gateway(settings.ONEDOOR_PORTS[name])
