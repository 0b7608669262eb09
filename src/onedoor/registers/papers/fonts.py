"""The fonts papers are set in: found once, and asked whether they can draw a name."""

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from onedoor.kernel.refusals import Refusal

BODY = "Noto Serif CJK SC"
# GB/T 9704 asks for FangSong and XiaoBiaoSong, which are not free. WenKai is the free brush-like
# face for what is filled in on a certificate; without it the body face does.
FILLED_IN = "LXGW WenKai"
# Only for names in other scripts; the first that has the letter draws it.
OTHERS = ("Noto Naskh Arabic", "Noto Serif", "DejaVu Sans")

_USUAL_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/lxgw-wenkai",
    "/usr/share/fonts/opentype/lxgw-wenkai",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/local/share/fonts",
)


class FontsMissing(Refusal):
    """这台服务器没有安装中文字体，文书暂时不能生成。请管理员安装 fonts-noto-cjk（Debian/Ubuntu：apt install fonts-noto-cjk），安装后系统会自动补出，事项不受影响。"""  # noqa: E501

    status = 503


@dataclass(frozen=True)
class Fonts:
    """The font book for typst, the families in order of preference, and what they cover."""

    book: Any
    families: tuple[str, ...]
    filled_in: str
    covered: frozenset[int]
    # The files of the body face, regular and bold; the regular one twice where there is no bold.
    body: tuple[tuple[Path, int], tuple[Path, int]]

    def can_draw(self, letter: str) -> bool:
        """Whether one of our families has a glyph for the letter."""
        return ord(letter) in self.covered


def fonts() -> Fonts:
    """The fonts of this machine; FontsMissing when there is none for Chinese.

    Looked for again after a miss, so that installing them needs no restart.
    """
    return _found_at((str(Path(settings.ONEDOOR_STATE) / "fonts"), *_USUAL_FOLDERS))


# A refusal is not kept.
@lru_cache(maxsize=2)
def _found_at(folders: tuple[str, ...]) -> Fonts:
    present = tuple(folder for folder in folders if Path(folder).is_dir())
    found = _found_in(present) if present else None
    if found is None:
        raise FontsMissing()
    return found


def _found_in(folders: tuple[str, ...]) -> Fonts | None:
    book = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    faces, bold = _nearest(book, 400), _nearest(book, 700)
    if BODY not in faces:
        return None
    families = tuple(name for name in (BODY, *OTHERS) if name in faces)
    covered = frozenset(
        code for name in families for span in _coverage(*faces[name]) for code in span
    )
    filled_in = FILLED_IN if FILLED_IN in faces else BODY
    return Fonts(book, families, filled_in, covered, (faces[BODY], bold[BODY]))


def _nearest(book: Any, weight: int) -> dict[str, tuple[Path, int]]:
    """The upright face of each family that is nearest to the weight: it comes last and stays."""
    return {
        face.family: (Path(face.path), face.index)
        for face in sorted(book.fonts(), key=lambda face: -abs(face.weight - weight))
        if face.style == "normal" and face.path
    }


def _coverage(path: Path, index: int) -> list[range]:
    """The code points of one face, from its cmap (ISO/IEC 14496-22, formats 4 and 12)."""
    with path.open("rb") as file:
        head = file.read(12 + 4 * (index + 1))
        start = struct.unpack_from(">I", head, 12 + 4 * index)[0] if head[:4] == b"ttcf" else 0
        file.seek(start)
        count = struct.unpack(">4xH6x", file.read(12))[0]
        tables = file.read(16 * count)
        for at in range(0, len(tables), 16):
            tag, _, offset, length = struct.unpack_from(">4sIII", tables, at)
            if tag == b"cmap":
                file.seek(offset)
                return _spans(file.read(length))
    return []


def _spans(cmap: bytes) -> list[range]:
    starts = {}
    for at in range(struct.unpack_from(">H", cmap, 2)[0]):
        start = struct.unpack_from(">4xI", cmap, 4 + 8 * at)[0]
        starts[struct.unpack_from(">H", cmap, start)[0]] = start
    if start := starts.get(12):
        groups = struct.unpack_from(">I", cmap, start + 12)[0]
        spans = struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * groups])
        return [range(first, last + 1) for first, last, _ in spans]
    if start := starts.get(4):
        size = struct.unpack_from(">H", cmap, start + 6)[0]
        ends = struct.unpack_from(f">{size // 2}H", cmap, start + 14)
        begins = struct.unpack_from(f">{size // 2}H", cmap, start + 16 + size)
        return [range(a, b + 1) for a, b in zip(begins, ends, strict=True) if a != 0xFFFF]
    return []
