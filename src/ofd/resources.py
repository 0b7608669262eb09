"""What the pages of somebody's document lean on: fonts, pictures, colours, looks, by their ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ofd.package import Package, Refused, child, children, resolve, tag, text
from ofd.sfnt import Font, NotReadable

_MOST_RESOURCES = 5000
_DEEPEST_LOOK = 8
_LARGEST_FONT = 32 * 1024 * 1024
_LARGEST_PICTURE = 16 * 1024 * 1024

# Only what is a picture by its first bytes, of the kinds that every browser draws.
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
             (b"GIF8", "image/gif"), (b"BM", "image/bmp"))  # fmt: skip


@dataclass
class Resources:
    """Read once for a document; files are opened when a page asks for them."""

    package: Package
    found: dict[str, tuple[Element, str]] = field(default_factory=dict)
    _fonts: dict[str, Font | None] = field(default_factory=dict)

    def read(self, places: Iterable[str]) -> None:
        """Take in resource files; those that are missing or broken give nothing."""
        for place in places:
            try:
                root = self.package.xml(self.package.meant(place))
            except Refused:
                continue
            base = root.get("BaseLoc", "")
            for group in root:
                for each in group:
                    if len(self.found) < _MOST_RESOURCES:
                        self.found[each.get("ID", "")] = (each, self._folder(base, place))

    def element(self, key: str, kind: str) -> Element | None:
        """The resource of that id, if it is of that kind."""
        found = self.found.get(key)
        return found[0] if found and tag(found[0]) == kind else None

    def font(self, key: str) -> Font | None:
        """The embedded font of that id; None when there is none that can be read here."""
        if key not in self._fonts:
            self._fonts[key] = self._opened(key)
        return self._fonts[key]

    def picture(self, key: str) -> tuple[str, bytes] | None:
        """The kind and the bytes of a picture; None when there is none that a browser draws."""
        data = self._file(key, "MultiMedia", "MediaFile")
        return kind_of_picture(data) if data else None

    def look(self, element: Element, name: str, default: str = "") -> str:
        """An attribute of an object, or of the look (DrawParam) it names, or what is usual."""
        for each in self._looks(element):
            if (value := each.get(name)) is not None:
                return value
        return default

    def colour(self, element: Element, name: str) -> Element | None:
        """The like for a colour."""
        for each in self._looks(element):
            if (found := child(each, name)) is not None:
                return found
        return None

    def _looks(self, element: Element) -> Iterable[Element]:
        key = element.get("DrawParam")
        yield element
        for _ in range(_DEEPEST_LOOK):
            look = self.element(key or "", "DrawParam")
            if look is None:
                return
            yield look
            key = look.get("Relative")

    def _opened(self, key: str) -> Font | None:
        data = self._file(key, "Font", "FontFile")
        if not data or len(data) > _LARGEST_FONT:
            return None
        try:
            return Font(data)
        except NotReadable:
            return None

    def _file(self, key: str, kind: str, name: str) -> bytes:
        if (element := self.element(key, kind)) is None:
            return b""
        said, folder = text(child(element, name)), self.found[key][1]
        for beside in (f"{folder}/-", f"{folder}/../-"):
            place = self.package.meant(resolve(said, beside))
            if place in self.package:
                try:
                    return self.package.read(place)
                except Refused:
                    return b""
        return b""

    def _folder(self, base: str, place: str) -> str:
        return resolve(base or ".", place)


def kind_of_picture(data: bytes) -> tuple[str, bytes] | None:
    """The media type of a picture by its first bytes, with the bytes; None for anything else."""
    if len(data) > _LARGEST_PICTURE:
        return None
    return next(((kind, data) for head, kind in _PICTURES if data.startswith(head)), None)


def of_document(package: Package, document: Element, place: str) -> Resources:
    """The resources that a document names for all its pages."""
    resources = Resources(package)
    common = child(document, "CommonData")
    resources.read(
        resolve(text(each), place)
        for name in ("PublicRes", "DocumentRes")
        for each in children(common, name)
    )
    return resources
