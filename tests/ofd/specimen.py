"""A certificate of a made-up school with a made-up seal: what the tests write, seal and draw."""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path as File
from shutil import which

import pytest

from ofd import (
    Attachment,
    Code,
    Document,
    Face,
    Page,
    Seal,
    Stamp,
    Text,
    Trust,
    identifier_of,
    make_seal,
    ornaments,
    seal,
    sealpicture,
    write,
)
from ofd.certs import Issued, TestAuthority, test_authority
from ofd.pages import Item, line

needs_openssl = pytest.mark.skipif(not which("openssl"), reason="there is no openssl to ask")

FONTS = File("/usr/share/fonts/opentype/noto")
SEALED_AT = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)
NOW = datetime(2026, 5, 1, tzinfo=UTC)
BEGINS, ENDS = datetime(2025, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
NOTE = "测试印章 不具有法律效力"


@lru_cache(maxsize=2)
def face(weight: str = "Regular") -> Face:
    """Noto Serif CJK, the Chinese one of the collection."""
    return Face((FONTS / f"NotoSerifCJK-{weight}.ttc").read_bytes(), 2)


@lru_cache(maxsize=1)
def authority() -> TestAuthority:
    return test_authority(
        root=0x0FD1, maker=0x0FD2, name="一门测试印章机构（不具有法律效力）",
        begins=datetime(2015, 1, 1, tzinfo=UTC), ends=datetime(2049, 12, 31, tzinfo=UTC),
    )  # fmt: skip


@lru_cache(maxsize=1)
def signer() -> Issued:
    return authority().signer(0x0FD3, "河湾市教育局", unit="11650000000000001A")


@lru_cache(maxsize=1)
def the_seal() -> Seal:
    made = authority().maker
    return make_seal(
        es_id="65000000000001",
        name="河湾市教育局",
        picture=sealpicture.round_seal("河湾市教育局", face("Bold"), note="测试印章"),
        size=(42, 42),
        signers=[signer().certificate],
        created=BEGINS,
        begins=BEGINS,
        ends=ENDS,
        maker=made.certificate,
        maker_key=made.key,
    )


def trust(**more: object) -> Trust:
    return Trust((authority().root.certificate,), **more)  # type: ignore[arg-type]


ROWS = (
    ("学校名称", "河湾市晨光外语培训学校"),
    ("地　　址", "河湾市湖滨区学府路 18 号 2 层"),
    ("校　　长", "阿依古丽·买买提"),
    ("举 办 者", "河湾市晨光教育咨询有限公司"),
    ("学校类型", "文化教育类非学历培训"),
    ("办学内容", "中学阶段外语（英语、俄语）"),
    ("主管部门", "河湾市教育局"),
    ("有效期限", "2026 年 3 月 3 日至 2029 年 3 月 2 日"),
)


def certificate(*, ornate: bool = True) -> Document:
    """One page with a border, rows, a code and room for the seal."""
    width, height = 210.0, 297.0
    behind = (
        ornaments.ground(width, height),
        *(ornaments.rosette(width / 2, 156, 130) if ornate else ()),
        *(ornaments.frame(width, height) if ornate else ()),
    )
    items: list[Item] = [
        Text(width / 2, 50, "中华人民共和国", "body", 6.4, anchor="middle", spacing=1.2),
        Text(width / 2, 70, "民办学校办学许可证", "bold", 12.6, "#8f0f1b", "middle", 1.4),
        Text(width / 2, 82, "教民 165000070000018 号", "body", 4.4, "#444444", "middle"),
        line(72, 88, 138, 88, stroke=ornaments.GOLD, width=0.3),
    ]
    for number, (name, value) in enumerate(ROWS):
        y = 107 + number * 14.4
        items += [
            Text(36, y, name, "body", 4.8, "#6b4a1c"),
            Text(66, y, value, "body", 5.2),
            line(65, y + 2.4, 176, y + 2.4, stroke="#d9c79a", width=0.18),
        ]
    items += [
        Code(33, 226, 30, "https://door.example/check/650000-2026-000018-7Q2M"),
        Text(48, 259.5, "扫码核验", "body", 3, "#555555", "middle"),
        Text(154, 240, "河湾市教育局", "body", 5.6, anchor="middle"),
        Text(154, 256, "2026 年 3 月 3 日", "body", 4.8, anchor="middle"),
        Text(width / 2, 271, NOTE, "body", 2.8, "#a3111f", "middle"),
    ]
    return Document(
        identifier=identifier_of("specimen", "650000-2026-000018"),
        title="民办学校办学许可证",
        created=date(2026, 3, 3),
        pages=(Page(width, height, tuple(items), behind),),
        faces={"body": face(), "bold": face("Bold")},
        author="河湾市教育局",
        custom={"证照名称": "民办学校办学许可证", "证照编号": "教民 165000070000018 号"},
        attachments=(Attachment("证照信息.xml", b"<licence number='18'/>", "xml"),),
    )


@lru_cache(maxsize=1)
def written() -> bytes:
    return write(certificate())


@lru_cache(maxsize=1)
def sealed() -> bytes:
    return sealed_anew()


@lru_cache(maxsize=1)
def plain() -> bytes:
    """Sealed, without ornaments: what is altered hundreds of times is small."""
    return sealed_anew(plain_unsealed())


@lru_cache(maxsize=1)
def plain_unsealed() -> bytes:
    return write(certificate(ornate=False))


def sealed_anew(content: bytes | None = None, **more: object) -> bytes:
    given = {
        "with_seal": the_seal(), "certificate": signer().certificate, "key": signer().key,
        "at": SEALED_AT, "stamps": [Stamp(0, 133, 217)], **more,
    }  # fmt: skip
    return seal(content or written(), **given)  # type: ignore[arg-type]
