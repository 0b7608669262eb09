"""Pages of an OFD file as SVG, for looking at: bounded, without script, without anything from
outside. What is not drawn as the file means it is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from ofd.objects import WORDS, Canvas, Full, box, image
from ofd.package import (
    Outline,
    Package,
    Refused,
    child,
    children,
    open_package,
    outline,
    resolve,
    templates,
    text,
)
from ofd.resources import Resources, kind_of_picture, of_document
from ofd.seals import MOST_SEALS, look_of, read_description, seals_listed

_USUAL = (0.0, 0.0, 210.0, 297.0)
_MOST_SPOKEN = 20_000
_LARGEST = 5000.0


@dataclass(frozen=True)
class Drawing:
    """One page: the SVG, its text in the order of the file, and what was not drawn, in words."""

    svg: str = field(repr=False)
    text: str = ""
    not_drawn: tuple[str, ...] = ()


def draw(content: bytes, page: int = 0, *, seals: bool = True) -> Drawing:
    """A page, counted from 0, with the pictures of its seals unless told otherwise.

    A drawing proves nothing: whether the seals hold is asked of `verifying.verify`. Refused when
    the file cannot be read, IndexError for a page it does not have.
    """
    package = open_package(content)
    found = outline(package)
    key, place = found.pages[page]
    resources = of_document(package, found.document, found.root)
    canvas = Canvas(resources, f"p{page}")
    root = package.xml(place)
    size = _size(found.document, root)
    try:
        _page(canvas, package, found, root, place)
        _annotations(canvas, package, found, key)
        if seals:
            _stamps(canvas, package, found, page)
    except Full:
        canvas.not_drawn["too-much"] += 1
        _close(canvas)
    return _finished(canvas, size, text(child(found.info, "Title")))


def _finished(canvas: Canvas, size: tuple[float, float, float, float], title: str) -> Drawing:
    x, y, width, height = (f"{each:.6g}" for each in size)
    defined = "".join(f'<path id="{key}" d="{d}"/>' for key, d in canvas.glyphs.items() if d)
    spoken = " ".join("\n".join(canvas.spoken).split("\n"))[:_MOST_SPOKEN]
    name = escape("".join(each for each in title if each.isprintable()))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {width} {height}" '
        f'width="{width}mm" height="{height}mm" role="img"><title>{name}</title>'
        f'<defs>{defined}</defs><rect x="{x}" y="{y}" width="{width}" height="{height}" '
        f'fill="#ffffff"/>{"".join(canvas.parts)}</svg>'
    )
    return Drawing(svg, spoken, tuple(WORDS[code] for code in WORDS if canvas.not_drawn[code]))


def _close(canvas: Canvas) -> None:
    """End the groups that were open when the page was full."""
    joined = "".join(canvas.parts)
    canvas.parts.append("</g>" * (joined.count("<g") - joined.count("</g>")))


def _size(document: Element, page: Element) -> tuple[float, float, float, float]:
    # The second is where one writer puts what belongs into the first.
    places = (child(page, "Area"), child(page, "Content", "PageArea"))
    for area in (*places, child(document, "CommonData", "PageArea")):
        try:
            x, y, width, height = box(text(child(area, "PhysicalBox")))
        except ValueError:
            continue
        if 0 < width <= _LARGEST and 0 < height <= _LARGEST:
            return x, y, width, height
    return _USUAL


def _page(canvas: Canvas, package: Package, found: Outline, root: Element, place: str) -> None:
    known = templates(package, found)
    behind: list[str] = []
    before: list[str] = []
    for each in children(root, "Template"):
        where = known.get(each.get("TemplateID", ""), "")
        (before if each.get("ZOrder") == "Foreground" else behind).append(where)
    for where in behind:
        _template(canvas, package, where)
    _read_own(canvas.resources, root, place)
    _layers(canvas, root)
    for where in before:
        _template(canvas, package, where)


def _template(canvas: Canvas, package: Package, place: str) -> None:
    try:
        root = package.xml(place)
    except Refused:
        canvas.not_drawn["part"] += 1
        return
    _read_own(canvas.resources, root, place)
    _layers(canvas, root)


def _read_own(resources: Resources, root: Element, place: str) -> None:
    resources.read(resolve(text(each), place) for each in children(root, "PageRes"))


def _layers(canvas: Canvas, root: Element) -> None:
    order = {"Background": 0, "Body": 1, "Custom": 1, "Foreground": 2}
    layers = children(child(root, "Content"), "Layer")
    for layer in sorted(layers, key=lambda layer: order.get(layer.get("Type", "Body"), 1)):
        canvas.block(layer)


def _annotations(canvas: Canvas, package: Package, found: Outline, page: str) -> None:
    for root in _annotation_files(canvas, package, found, page):
        for each in children(root, "Annot"):
            look = child(each, "Appearance")
            if look is None or each.get("Visible", "true").lower() == "false":
                continue
            try:
                x, y, _, _ = box(look.get("Boundary", "0 0 0 0"))
            except ValueError:
                canvas.not_drawn["broken"] += 1
                continue
            canvas.add(f'<g transform="translate({x:.6g} {y:.6g})">')
            canvas.block(look)
            canvas.add("</g>")


def _annotation_files(
    canvas: Canvas, package: Package, found: Outline, page: str
) -> Iterator[Element]:
    said = text(child(found.document, "Annotations"))
    if not said:
        return
    place = package.meant(resolve(said, found.root))
    try:
        for each in children(package.xml(place), "Page"):
            if each.get("PageID") == page:
                yield package.xml(package.meant(resolve(text(child(each, "FileLoc")), place)))
    except Refused:
        canvas.not_drawn["part"] += 1


def _stamps(canvas: Canvas, package: Package, found: Outline, page: int) -> None:
    try:
        for place in seals_listed(package, found)[:MOST_SEALS]:
            drawn, stamps = look_of(package, found, read_description(package, place))
            picture = kind_of_picture(drawn)
            for stamp in stamps:
                if stamp.page != page:
                    continue
                if picture is None:
                    canvas.not_drawn["seal-picture"] += 1
                    continue
                numbers = (stamp.width, 0.0, 0.0, stamp.height, stamp.x, stamp.y)
                canvas.add(image(picture, f"matrix({' '.join(f'{n:.6g}' for n in numbers)})"))
    except Refused:
        canvas.not_drawn["part"] += 1
