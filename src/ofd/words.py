"""The words that stand on the pages of a file, for whoever compares them and draws nothing."""

from ofd.package import Outline, Package, open_package, outline, tag


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
