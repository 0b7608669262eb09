"""What we ask of the outside world. Settings name the gateway; nobody imports one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, kw_only=True)
class SealReport:
    """What a check of a document found; `problem` is empty when all is well.

    `whole`: the seal covers every byte and none has changed. `trusted`: the signing certificate
    leads to an authority on our trust list and was in force at `signed_at`.
    """

    sealed: bool = False
    whole: bool = False
    trusted: bool = False
    signer: str = ""
    agency: str = ""
    signed_at: datetime | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    chain: tuple[str, ...] = ()
    problem: str = ""


class Sealer(Protocol):
    """Puts an agency's electronic seal on a document and reads seals back."""

    # What readers must be told of these seals ("test seal, no legal force"); empty for real ones.
    caution: str

    def seal(self, document: bytes, *, agency: str, agency_name: str, reason: str) -> bytes:
        """The PDF with the agency's signature over every byte (PAdES B-B).

        `agency` is the agency's code, `agency_name` the name on its seal. OSError when the seal
        cannot be reached, ValueError when `document` is not a PDF.
        """

    def check(self, document: bytes) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""


class Messenger(Protocol):
    """Sends one short message to one telephone number."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand it over; sending the same `key` again is harmless. OSError when the line is down."""


class BackChannel(Protocol):
    """Tells a bureau system that somebody's session is over."""

    def tell(self, address: str, token: str) -> None:
        """Hand a signed logout token to that address; OSError unless the system took it."""


@cache
def _gateway(dotted: str) -> Any:
    return import_string(dotted)()


def port(name: str) -> Any:
    """The gateway that settings.ONEDOOR_PORTS names for `name`; KeyError when none is named."""
    return _gateway(settings.ONEDOOR_PORTS[name])
