"""Uploads: is this file what it says, is it whole, and is it harmless.

The content decides, never the name. Nothing is rendered or decoded: each look at a file is one
pass over its bytes, so a hostile file costs no more time than a good one of its size.
"""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from onedoor.casework.forms.texts import storable
from onedoor.casework.forms.uploads import ofd, pdf, pictures
from onedoor.casework.forms.uploads.faults import (
    BadFile,
    BrokenFile,
    Empty,
    EncryptedPdf,
    HasScript,
    HeicPhoto,
    OfficeFile,
    SvgPicture,
    TooBig,
    TooManyPixels,
    WrongKind,
    ZipBomb,
)
from onedoor.kernel.codes import composed
from onedoor.registers.catalogue.definition import Document

__all__ = [
    "BadFile",
    "BrokenFile",
    "Empty",
    "EncryptedPdf",
    "HasScript",
    "HeicPhoto",
    "OfficeFile",
    "SvgPicture",
    "TooBig",
    "TooManyPixels",
    "Upload",
    "WrongKind",
    "ZipBomb",
    "check_declared_size",
    "clean_name",
    "inspect",
]

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "ofd": "application/ofd",
}
_ENDINGS = {"pdf": ("pdf",), "jpg": ("jpg", "jpeg"), "png": ("png",), "ofd": ("ofd",)}
_NAME_LENGTH = 120

# What a file really is, by how it begins; the words are for the person who chose it.
_BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "office"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>]|script[\s>/])", re.IGNORECASE)
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    """A file that was looked at: what it is, its size in bytes, its SHA-256, its pages."""

    kind: str
    media_type: str
    size: int
    digest: str
    pages: int
    name: str

    def kept(self) -> dict[str, Any]:
        """What a row keeps of it, by column; `kind` is only for the look that was taken."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "pages": self.pages,
            "digest": self.digest,
        }


def check_declared_size(length: int | None, document: Document) -> None:
    """Refuse by the length a sender declares, before one byte is read. Raises TooBig."""
    if length is not None and length > document.max_mb * 1024 * 1024:
        raise TooBig(where=document.id, limit=document.max_mb, size=_megabytes(length))


def inspect(content: bytes, *, name: str, document: Document) -> Upload:
    """What the file is, when the document accepts it; otherwise a BadFile that says what to do."""
    shown = clean_name(name)
    if not content:
        raise Empty(where=document.id, name=shown)
    check_declared_size(len(content), document)
    try:
        return _inspect(content, name=shown, document=document)
    except BadFile as refusal:
        refusal.where = document.id
        refusal.facts.setdefault("name", shown)
        raise


def _inspect(content: bytes, *, name: str, document: Document) -> Upload:
    kind = _kind(content)
    if kind not in document.formats:
        raise _refusal_of(kind, document)
    if kind != "pdf" and b"%PDF-" in content[:1024]:
        raise HasScript()
    if kind in ("jpg", "png"):
        _refuse_pages_inside(content)
        pages = pictures.check(content, kind)
    else:
        pages = pdf.check(content) if kind == "pdf" else ofd.check(content)
    return Upload(
        kind=kind,
        media_type=MEDIA_TYPES[kind],
        size=len(content),
        digest=sha256(content).hexdigest(),
        pages=pages,
        name=clean_name(name, kind=kind),
    )


def _kind(content: bytes) -> str:
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return _kind_of_zip(content) if kind == "zip" else kind
    if content[4:8] == b"ftyp":
        return "heic" if content[8:12] in _HEIF_BRANDS else "video"
    if content[:4] == b"RIFF":
        return "webp" if content[8:12] == b"WEBP" else "sound"
    return _kind_of_text(content[:4096])


def _kind_of_zip(content: bytes) -> str:
    # By names in the directory: an archive is opened only after it was counted.
    if b"OFD.xml" in content:
        return "ofd"
    is_office = b"[Content_Types].xml" in content or b"mimetypeapplication/vnd" in content[:200]
    return "office" if is_office else "zip"


def _kind_of_text(start: bytes) -> str:
    plain = start.replace(b"\x00", b"")
    if _SVG.search(plain):
        return "svg"
    if _PAGE.search(plain):
        return "html"
    return "text" if plain.isascii() and plain.strip() else "unknown"


def _refusal_of(kind: str, document: Document) -> BadFile:
    special = {"heic": HeicPhoto, "office": OfficeFile, "svg": SvgPicture, "html": HasScript}
    accepted = "、".join(each.upper() for each in document.formats)
    refusal = special.get(kind, WrongKind)
    return refusal(kind=_in_words(kind), accepted=accepted)


def _in_words(kind: str) -> str:
    return {
        "gif": _("GIF 图片"),
        "bmp": _("BMP 图片"),
        "tiff": _("TIFF 图片"),
        "webp": _("WebP 图片"),
        "zip": _("压缩包"),
        "rar": _("压缩包"),
        "7z": _("压缩包"),
        "video": _("视频"),
        "sound": _("录音"),
        "program": _("程序"),
        "text": _("纯文本"),
        "unknown": _("无法识别的文件"),
    }.get(kind, kind.upper())


def _refuse_pages_inside(content: bytes) -> None:
    """A picture that is also a web page or an archive opens differently elsewhere."""
    if _PAGE.search(content) or ofd.ends_like_an_archive(content):
        raise HasScript()


def clean_name(name: str, *, kind: str = "") -> str:
    """A file name fit to be shown: no path, nothing invisible, 120 characters at most.

    With `kind`, it ends as files of that kind do.
    """
    last = re.split(r"[/\\]", composed(storable(name[-1000:])))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
    plain = re.sub(r"\s+", " ", seen.replace("\ufffd", "")).strip(" .")
    path = PurePosixPath(plain or _("文件"))
    stem, ending = path.stem, path.suffix.lstrip(".")
    if kind and ending.lower() not in _ENDINGS[kind]:
        known = {each for endings in _ENDINGS.values() for each in endings}
        stem, ending = (stem if ending.lower() in known else path.name), kind
    tail = f".{ending}"[:20] if ending else ""
    return stem[: _NAME_LENGTH - len(tail)] + tail


def _megabytes(length: int) -> str:
    return f"{length / 1024 / 1024:,.1f}"
