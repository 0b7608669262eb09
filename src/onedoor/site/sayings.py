"""Every sentence the interface can say, found in the source: what catalogues must translate.

Three places hold them: calls of gettext in Python, `_()` in templates, and the docstrings of
refusals, which are read by people.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.template import engines
from jinja2.ext import extract_from_ast

from onedoor.site.catalogues import catalogues

SOURCE = Path(__file__).parents[1]
# Their pages are for clerks and administrators; everything else a citizen can meet.
FOR_STAFF = ("channels/desk", "channels/admin", "site")
_CALLS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext",
}  # fmt: skip
_HAN = re.compile(r"[^\x00-\x7f]")
_HAN_ALONE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One msgid; its plural and context where it has them, and the files it is said in."""

    text: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart in a catalogue."""
        return self.context, self.text

    @property
    def rooms(self) -> set[str]:
        """Floor and room of each file."""
        return {"/".join(place.split("/")[:2]) for place in self.places}

    @property
    def for_citizens(self) -> bool:
        """Whether a page that is not for staff alone can say it."""
        return not all(place.startswith(FOR_STAFF) for place in self.places)


@cache
def sayings() -> tuple[Saying, ...]:
    """All of them, each once, in the order of the files."""
    found: dict[tuple[str, str], Saying] = {}
    refusals = _refusals()
    for file in sorted(SOURCE.rglob("*")):
        place = str(file.relative_to(SOURCE))
        if "/migrations/" in place or "/gallery" in place or "samples" in file.name:
            continue
        for text, plural, context in _said_in(file, refusals):
            if not _HAN.search(text):
                continue
            known = found.get((context, text))
            places = tuple(dict.fromkeys((*(known.places if known else ()), place)))
            many = plural or (known.plural if known else "")
            found[context, text] = Saying(text=text, plural=many, context=context, places=places)
    return tuple(found.values())


def _refusals() -> set[str]:
    """The names of all classes that come from Refusal, by whatever way."""
    parents: dict[str, set[str]] = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {getattr(each, "id", getattr(each, "attr", "")) for each in node.bases}
                parents.setdefault(node.name, set()).update(bases)
    found, before = {"Refusal"}, set[str]()
    while found != before:
        before = set(found)
        found |= {name for name, bases in parents.items() if bases & before}
    return found


def _said_in(file: Path, refusals: set[str]) -> Iterator[tuple[str, str, str]]:
    if file.suffix == ".py":
        yield from _in_python(ast.parse(file.read_text(encoding="utf-8")), refusals)
    elif file.suffix == ".html":
        yield from _in_template(file.read_text(encoding="utf-8"))


def _in_python(tree: ast.Module, refusals: set[str]) -> Iterator[tuple[str, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            texts = [
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if name in _CALLS and texts:
                yield _told_apart(name, texts)
        elif isinstance(node, ast.ClassDef) and node.name in refusals:
            sentence = inspect.cleandoc(ast.get_docstring(node, clean=False) or "")
            # A refusal that is only a parent of others says so to whoever reads the code.
            if not sentence.isascii():
                yield sentence, "", ""


def _in_template(source: str) -> Iterator[tuple[str, str, str]]:
    # What Django calls an engine has no types for what is Jinja's own.
    parse = vars(engines["jinja2"])["env"].parse
    for _line, name, said in extract_from_ast(parse(source)):
        if said is None:
            continue
        texts = [said] if isinstance(said, str) else [each for each in said if each]
        if texts:
            yield _told_apart(name, texts)


def _told_apart(name: str, texts: list[str]) -> tuple[str, str, str]:
    if name == "pgettext":
        return texts[1], "", texts[0]
    return texts[0], texts[1] if name.startswith("ngettext") and len(texts) > 1 else "", ""


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it lies in the tree."""
    with dict(catalogues())[language].open("rb") as written:
        return read_po(written, locale=language)


def untranslated(language: str, *, every: bool = False) -> dict[str, list[str]]:
    """What citizens can meet (or `every` saying) that has no words in `language`, by room."""
    known = catalogue(language)
    found: dict[str, list[str]] = {}
    for saying in sayings():
        if not (every or saying.for_citizens) or not _HAN_ALONE.search(saying.text):
            continue
        message = known.get(saying.text, context=saying.context or None)
        if message is None or not message.string or message.fuzzy:
            found.setdefault(min(saying.rooms), []).append(saying.text)
    return dict(sorted(found.items()))


def write_lacking(language: str) -> int:
    """Add what the catalogue lacks without words; what it has stays as it is."""
    known, file = catalogue(language), dict(catalogues())[language]
    lacking = 0
    for saying in sayings():
        if saying.for_citizens and known.get(saying.text, context=saying.context or None) is None:
            text = (saying.text, saying.plural) if saying.plural else saying.text
            known.add(text, context=saying.context or None)
            lacking += 1
    with file.open("wb") as written:
        write_po(written, known, width=0)
    return lacking
