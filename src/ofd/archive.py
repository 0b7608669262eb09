"""The archive of an OFD file, written: the same files give the same bytes."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

# An archive must have a date; it says nothing, and is the same every day.
_DAY = (1980, 1, 1, 0, 0, 0)
# Level 9 takes three times as long for less than a hundredth of the size.
_LEVEL = 5
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
NAMESPACE = "http://www.ofdspec.org/2016"


def packed(files: Mapping[str, bytes], *, small: bool = True) -> bytes:
    """The archive of `files`, in their order; pictures and fonts are compressed like all else.

    Not `small`: as they are, for what is opened again at once.
    """
    out, way = BytesIO(), zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", way, compresslevel=_LEVEL) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = way
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return out.getvalue()


def element(name: str, *inner: str, **attributes: object) -> str:
    """An element of OFD as text; `inner` is XML already, empty attributes are left out."""
    told = "".join(
        f" {key}={quoteattr(_clean(str(value)))}"
        for key, value in attributes.items()
        if value not in ("", None)
    )
    content = "".join(inner)
    return f"<ofd:{name}{told}>{content}</ofd:{name}>" if content else f"<ofd:{name}{told}/>"


def words(text: str) -> str:
    """Text for the inside of an element."""
    return escape(_clean(text))


def document(root: str) -> bytes:
    """An XML file of one root element made by `element`; the namespace is added here."""
    at = min(each for each in (root.find(" "), root.find(">"), root.find("/")) if each > 0)
    return f'{_HEAD}{root[:at]} xmlns:ofd="{NAMESPACE}"{root[at:]}\n'.encode()


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return _NEVER.sub("", text)
