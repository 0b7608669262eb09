"""What happens to seals. `subject` is "seal:<id>"; people are told by reference only."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SealNews(Event):
    """What all news of a seal say: which one, and whose."""

    seal: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class SealAsked(SealNews, name="seal.asked"):
    """A seal was asked for; `replaces` is the one whose place it takes, "" for none."""

    kind: str
    name_on_it: str
    keeper: str
    valid_from: date
    valid_until: date
    replaces: str = ""


@dataclass(frozen=True, kw_only=True)
class SealApproved(SealNews, name="seal.approved"):
    """Another person than who asked approved a seal: it is in force."""


@dataclass(frozen=True, kw_only=True)
class SealDeclined(SealNews, name="seal.declined"):
    """A seal that was asked for was not approved."""

    reasons: str


@dataclass(frozen=True, kw_only=True)
class SealMade(SealNews, name="seal.made"):
    """The maker made keys, certificates and picture of an approved seal."""

    maker: str
    es_id: str
    picture: str
    pdf_certificate: str
    sm2_certificate: str


@dataclass(frozen=True, kw_only=True)
class SealStopped(SealNews, name="seal.stopped"):
    """From this moment nothing more is sealed with it."""

    reasons: str


@dataclass(frozen=True, kw_only=True)
class SealHandedOver(SealNews, name="seal.handed-over"):
    """Another post keeps a seal."""

    before: str
    keeper: str
