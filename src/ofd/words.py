"""The words that stand on the pages of a file, for whoever compares them and draws nothing."""

from ofd.package import Outline, Package, child, open_package, outline, tag, text


def words_of(content: bytes) -> str:
    """The text of every page in the order of the file, pieces parted by blanks.

    Nothing is proven by it: see `verify`. Refused when the file cannot be read.
    """
    package = open_package(content)
    return words_on(package, outline(package))


def words_on(package: Package, found: Outline) -> str:
    """The like of a file that is open."""
    pages = (package.xml(place) for _key, place in found.pages)
    said = (each.text or "" for page in pages for each in page.iter() if tag(each) == "TextCode")
    return " ".join(said)


def titled(content: bytes) -> tuple[str, int]:
    """What the file calls itself ("" where it does not), and how many pages it has; Refused."""
    found = outline(open_package(content))
    said = "".join(each for each in text(child(found.info, "Title")) if each.isprintable())
    return said[:200], len(found.pages)
