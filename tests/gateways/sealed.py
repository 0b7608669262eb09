"""Seals made and put on files by whatever sealer a test brings."""

from datetime import UTC, datetime
from typing import Any

from tests.gateways.pdfs import a_pdf
from tests.ofd import specimen

import ofd
from onedoor.kernel.ports import NamedSeal

AGENCY, NAME = "press-baicheng", "拜城县新闻出版局"
GROUND = "652926-1"


def named(name: str = NAME, **given: Any) -> NamedSeal:
    """A seal of the register as gateways know it; another name, another key."""
    usual: dict[str, Any] = {
        "key": name.encode().hex()[-32:], "agency": AGENCY, "name": name,
        "begins": datetime(2015, 1, 1, tzinfo=UTC), "ends": datetime(2049, 12, 30, tzinfo=UTC),
    }  # fmt: skip
    return NamedSeal(**(usual | given))


def a_sealed_pdf(sealer: Any, document: bytes = b"", *, name: str = NAME) -> bytes:
    """A PDF under a seal that is made where it lacks."""
    sealer.make(named(name))
    sealed: bytes = sealer.seal(
        document or a_pdf(), seal=named(name), reason="受理通知书", ground=GROUND
    )
    return sealed


def picture() -> bytes:
    return ofd.sealpicture.round_seal(NAME, specimen.face("Bold"), note="测试印章")


def a_sealed_ofd(sealer: Any, document: bytes = b"", *, name: str = NAME) -> bytes:
    """The like as OFD."""
    sealer.make(named(name), picture=picture())
    return put_on(sealer, document, name=name)


def put_on(sealer: Any, document: bytes = b"", *, name: str = NAME) -> bytes:
    """The seal put on an OFD file, which must have been made before."""
    sealed: bytes = sealer.seal(
        document or specimen.plain_unsealed(), seal=named(name), at=(133, 217), ground=GROUND
    )
    return sealed
