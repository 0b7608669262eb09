"""What we ask of the outside world. Settings name the gateway; nobody imports one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal, Protocol

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
    """What a check of a document found; `problems` are all there are, none when all is well.

    `whole`: the seal covers every byte and none has changed. `trusted`: the signing certificate
    leads to an authority on our trust list and was in force at `signed_at`. `own`: it is this
    installation's own, which has no legal force. `es_ids` name the seals (GB/T 38540). `says` is
    what the document says of itself by name, where its format has such a place; `words`, what
    stands on its pages, where that was asked for.
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
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    format: Literal["pdf", "ofd"] = "pdf"
    own: bool = False
    es_ids: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def problem(self) -> str:
        """The first of them, "" when all is well."""
        return self.problems[0] if self.problems else ""


@dataclass(frozen=True, kw_only=True)
class NamedSeal:
    """A seal of the register, as gateways know it: `key` names its keys, certificates, picture.

    `name` stands on it; it holds from `begins` to `ends` (aware).
    """

    key: str
    agency: str
    name: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class MadeSeal:
    """What was made of a seal: by whom, the SHA-256 of its certificate, its id (GB/T 38540)."""

    maker: str
    certificate: str
    es_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """A certificate that seals here rest on. `role`: root, maker, or trusted for others' seals."""

    role: Literal["root", "maker", "trusted"]
    algorithm: str
    name: str
    issuer: str
    begins: datetime
    ends: datetime
    fingerprint: str
    pem: str


class KeyNotHeld(OSError):
    """The signer has no key of this name: nothing was signed."""


class SealSigner(Protocol):
    """Holds the private keys of seals and signs digests with them. A key never leaves it.

    Keys are called "sm2.<name>" or "p256.<name>". OSError when it cannot be reached: try again
    later.
    """

    def make(self, key: str) -> bytes:
        """The public key (65 bytes, 04‖x‖y), made where there is none; asked again, the same."""

    def public(self, key: str) -> bytes:
        """The public key of one that was made. KeyNotHeld."""

    def sign(self, key: str, digest: bytes, *, ground: str) -> bytes:
        """DER of SEQUENCE {r, s} over these 32 bytes, for the matter called `ground`.

        The digest is what the curve asks for: SM3(Z‖message) of SM2, SHA-256 of ECDSA. ValueError
        without a ground or for anything but 32 bytes; KeyNotHeld.
        """

    def prove(self) -> int:
        """Open every key; how many. OSError or ValueError when one does not open."""

    def reseal(self) -> int:
        """Keep every key under the current data key; how many were under another."""


class Sealer(Protocol):
    """Puts an agency's electronic seal on a document and reads seals back."""

    # What readers must be told of these seals ("test seal, no legal force"); empty for real ones.
    caution: str

    def make(self, seal: NamedSeal) -> MadeSeal:
        """Key and certificate of a seal, made where they lack. OSError when out of reach."""

    def seal(self, document: bytes, *, seal: NamedSeal, reason: str, ground: str) -> bytes:
        """The PDF with the seal's signature over every byte (PAdES B-B).

        `ground` is the matter it is about, and goes with each signature. OSError when the seal was
        never made or cannot be reached, ValueError when `document` is not a PDF.
        """

    def check(self, document: bytes) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""

    def reseal(self) -> None:
        """Hand keys that older releases kept otherwise to the signer, which seals what it keeps."""

    def vouchers(self) -> tuple[Voucher, ...]:
        """What seals rest on here, the root first; empty before the first seal was made."""


class OfdSealer(Protocol):
    """Puts an agency's seal on an OFD file (GB/T 38540-2020) and reads seals back."""

    # As for `Sealer`.
    caution: str

    def make(self, seal: NamedSeal, *, picture: bytes) -> MadeSeal:
        """Key, certificate and the seal itself with this picture (PNG), made where they lack.

        OSError when out of reach; a Refusal when the sealer is not fit.
        """

    def seal(
        self, document: bytes, *, seal: NamedSeal, at: tuple[float, float], ground: str
    ) -> bytes:
        """The OFD with the seal over every byte, its left top corner `at` on page one.

        `at` is in millimetres, `ground` as for `Sealer`. OSError when the seal was never made or
        cannot be reached; a Refusal when the sealer is not fit.
        """

    def check(self, document: bytes, *, words: bool = False) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input.

        `words`: tell what stands on its pages too, which takes reading them.
        """

    def reseal(self) -> None:
        """As for `Sealer`."""

    def vouchers(self) -> tuple[Voucher, ...]:
        """As for `Sealer`."""


class Messenger(Protocol):
    """Sends one short message to one telephone number."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand it over; sending the same `key` again is harmless. OSError when the line is down."""


@dataclass(frozen=True, kw_only=True)
class RegisterAnswer:
    """What a register said about a number and a name, and under which receipt it keeps the asking.

    `unavailable` also stands for an answer that could not be proved to be the register's own.
    """

    verdict: Literal["match", "differs", "unknown", "unavailable"]
    receipt: str = ""


class Rephraser(Protocol):
    """Says a published passage in other words; what it says is checked before anybody reads it."""

    def rephrase(self, passage: str, *, language: str) -> str:
        """The passage in that language's plainer words; "" when there is none. Never raises."""


class IdentityRegister(Protocol):
    """Says whether a number and a name belong together; never gives a name or number out."""

    def check(
        self, kind: str, number: str, name: str, country: str = "", *, head: str = ""
    ) -> RegisterAnswer:
        """Ask once; never raises, for an outage is an answer too.

        `head` asks of an organisation whether somebody of this name is its legal representative.
        """


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where a sign-in at another provider begins: send the browser to `url`, remember `memory`.

    `memory` belongs into the session of this browser alone; `key` names it among others there.
    """

    url: str
    key: str
    memory: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """What a provider has proved to have said about somebody who signed in with it.

    `rank` is the provider's own word for how sure it is (acr); `level` the real-name level that
    the configuration takes it for, 0 for none; `opens` whether it may open an account that exists.
    """

    provider: str
    subject: str
    rank: str = ""
    level: int = 0
    opens: bool = False
    kind: str = ""
    number: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    country: str = ""
    # The account of an app: the same as before, and that is all it says.
    app: bool = False

    @property
    def sure(self) -> bool:
        """Whether this is a verified identity, and not just somebody who can sign in there."""
        return self.level >= 2


class NotProved(Exception):
    """What came back is not what the provider said to us, now, for this browser; why, for a log."""


class IdentityProvider(Protocol):
    """Another place where people sign in (national, provincial), trusted as far as data says."""

    @property
    def code(self) -> str:
        """Its short name, which stands in our addresses."""

    @property
    def protocol(self) -> Literal["oidc", "saml", "wechat", "alipay"]:
        """What it speaks."""

    @property
    def name(self) -> Mapping[str, str]:
        """What people call it, by language."""

    def begin(self, back: str) -> Setting:
        """Where to send the browser; `back` is our address. OSError when it cannot be reached."""

    def finish(self, given: Mapping[str, str], memory: Mapping[str, str], back: str) -> Assertion:
        """What came back, proved; NotProved when it is not. OSError when it cannot be reached."""

    def key_of(self, given: Mapping[str, str]) -> str:
        """Under which key of `begin` what came back was begun; "" when it names none."""

    def card(self, back: str) -> bytes:
        """What this provider must be told of us (SAML metadata); empty when it needs no file."""


class AppEntry(IdentityProvider, Protocol):
    """An app in which the site is opened (WeChat, Alipay): the same account, nobody proved."""

    @property
    def browser(self) -> str:
        """What stands in the name by which the browser inside this app calls itself."""


class Upstreams(Protocol):
    """The providers this installation is configured for."""

    def all(self) -> tuple[IdentityProvider, ...]:
        """Every one that proves who somebody is, in the order of the configuration."""

    def apps(self) -> tuple[AppEntry, ...]:
        """The apps from which the site may be opened."""

    def called(self, code: str) -> IdentityProvider:
        """The one of this code; KeyError when none is."""


class BackChannel(Protocol):
    """Tells a bureau system that somebody's session is over."""

    def tell(self, address: str, token: str) -> None:
        """Hand a signed logout token to that address; OSError unless the system took it."""


@dataclass(frozen=True)
class SiteAnswer:
    """What a site said: after its redirections, at which path and query, of which kind.

    `status` is 0 when it did not answer.
    """

    address: str
    status: int
    kind: str = ""
    body: bytes = b""


class SiteReader(Protocol):
    """Reads pages of a site as a visitor without an account."""

    def read(self, origin: str, address: str) -> SiteAnswer:
        """What `origin` (scheme, host, port) says at path and query `address`.

        Redirections are followed on the same host only; no cookie is kept, nothing is sent.
        Raises nothing: silence, delay and what is too large are status 0.
        """


@cache
def _gateway(dotted: str) -> Any:
    return import_string(dotted)()


def port(name: str) -> Any:
    """The gateway that settings.ONEDOOR_PORTS names for `name`; KeyError when none is named."""
    return _gateway(settings.ONEDOOR_PORTS[name])
