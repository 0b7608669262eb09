"""The scan: what must not be published, what somebody should look at, and hints for readers' sake.

Pure: text and lists in, findings out; no database, no network, no Django. `stops` are faults that
nobody may wave through; `look` wants the eye of whoever signs off; `hint` asks for nothing.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from onedoor.kernel.codes import typed as plain
from onedoor.kernel.redacting import personal
from onedoor.registers.publications.content import (
    LINK,
    PICTURE,
    Content,
    Translation,
    unlinked,
)

Weight = Literal["stops", "look", "hint"]


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A word of a list: what to say instead and on what ground; not where `unless` stands."""

    word: str
    say: str = ""
    basis: str = ""
    unless: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The lists that a scan goes by."""

    spam: Sequence[Worded] = ()
    banned: Sequence[Worded] = ()
    plainer: Sequence[Worded] = ()
    # Words in Latin letters that Chinese sentences may hold, in small letters.
    latin: Collection[str] = frozenset()
    # Ends of host names that may be linked to without a look.
    hosts: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing seen: its kind, how much it weighs, in which field, and the words around it."""

    kind: str
    weight: Weight
    where: str
    quote: str
    say: str = ""
    basis: str = ""

    @property
    def key(self) -> str:
        """The same for the same thing in the same words: what a look is remembered by."""
        return f"{self.kind}|{self.where}|{self.quote}"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a scan needs to know of the site: its own addresses, who elsewhere does not answer, and
    who was not asked."""

    is_ours: Callable[[str], bool] = field(default=lambda address: True)
    silent: Collection[str] = frozenset()
    unasked: Collection[str] = frozenset()
    own_hosts: Collection[str] = frozenset()


_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ .\-_/][A-Za-z][A-Za-z0-9]*)*")
_TAG = re.compile(r"</?[A-Za-z!][^<>\n]{0,300}>?|&(?:#x?[0-9a-fA-F]{2,6}|[a-z]{2,8});")
_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.I)
# Marks that nobody sees and that turn or split words.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\U000e0000-\U000e007f]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]（）《》“”，。；、]+", re.I)
_SHOWN_HOST = re.compile(
    r"(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:cn|com|net|org|gov|edu|info|top|xyz|vip|cc)\b", re.I
)
_LOST_SIGN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_LONG_SENTENCE, _LONG_PARAGRAPH, _LONG_TITLE = 100, 400, 50
_AROUND = 12


def scan(
    content: Content,
    wording: Wording,
    ground: Ground | None = None,
    *,
    before: Content | None = None,
) -> list[Finding]:
    """Everything seen in the piece, the heaviest first; each thing once.

    `before` is what a correction corrects: a translation that did not move with it is told.
    """
    ground = ground or Ground()
    found: list[Finding] = []
    for where, text in content.texts():
        found += _hidden(where, text)
        found += _worded(where, text, wording)
        found += _links(where, text, wording, ground)
        found += _persons(where, text)
    # Foreign words are strange within Chinese alone, and so are sentences of a hundred signs.
    for where, text in content.chinese():
        found += _foreign(where, text, wording)
    found += _readable(content, wording)
    found += _translated(content, before)
    order = {"stops": 0, "look": 1, "hint": 2}
    once = {(each.key, each.say): each for each in found}
    return sorted(once.values(), key=lambda each: order[each.weight])


def stops(findings: Sequence[Finding]) -> list[Finding]:
    """Those that nobody may wave through."""
    return [each for each in findings if each.weight == "stops"]


def to_look_at(findings: Sequence[Finding]) -> list[Finding]:
    """Those that whoever signs off must have looked at."""
    return [each for each in findings if each.weight == "look"]


def _around(text: str, start: int, end: int) -> str:
    around = text[max(0, start - _AROUND) : end + _AROUND]
    # A long number beside it is told of in its own finding, masked.
    return " ".join(re.sub(r"[0-9]{7,}[Xx]?", "…", around).split())


# --- What is hidden ---------------------------------------------------------------------------


def _hidden(where: str, text: str) -> Iterator[Finding]:
    for tag in _TAG.finditer(text):
        kind = "styled-away" if _STYLED_AWAY.search(tag[0]) else "markup"
        yield Finding(kind=kind, weight="stops", where=where, quote=tag[0][:80])
    for mark in _UNSEEN.finditer(text):
        shown = f"{_around(text, mark.start(), mark.end())} (U+{ord(mark[0]):04X})"
        yield Finding(kind="unseen", weight="stops", where=where, quote=_UNSEEN.sub("▯", shown))


# --- Words of the lists -----------------------------------------------------------------------


def _worded(where: str, text: str, wording: Wording) -> Iterator[Finding]:
    plain = _UNSEEN.sub("", text)
    lists: tuple[tuple[str, Weight, Sequence[Worded]], ...] = (
        ("spam", "stops", wording.spam), ("banned", "stops", wording.banned),
        ("plainer", "hint", wording.plainer),
    )  # fmt: skip
    for kind, weight, words in lists:
        for each in words:
            for start in _places(plain, each):
                quote = _around(plain, start, start + len(each.word))
                yield Finding(
                    kind=kind, weight=weight, where=where, quote=quote,
                    say=f"{each.word}→{each.say}" if each.say else each.word, basis=each.basis,
                )  # fmt: skip


def _places(text: str, each: Worded) -> Iterator[int]:
    lower, word = text.lower(), each.word.lower()
    spared = [
        (at, at + len(other)) for other in each.unless for at in _occurrences(lower, other.lower())
    ]
    for start in _occurrences(lower, word):
        if not any(begin <= start < end for begin, end in spared):
            yield start


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _foreign(where: str, text: str, wording: Wording) -> Iterator[Finding]:
    """Latin words grown together with Chinese ones: how injected names stand in a sentence."""
    bare = _ADDRESS.sub(
        lambda hit: " " * len(hit[0]),
        LINK.sub(_without_address, PICTURE.sub(_without_address, text)),
    )
    for word in _LATIN.finditer(bare):
        before, after = bare[: word.start()][-1:], bare[word.end() :][:1]
        if before.isdigit() or "@" in (before, after) or before in tuple("./_-%"):
            continue
        grown = _is_han(before) or _is_han(after)
        parts = [part for part in re.split(r"[ .\-_/]", word[0]) if part]
        if grown and not all(_is_known(part, wording.latin) for part in parts):
            quote = _around(bare, word.start(), word.end())
            yield Finding(kind="foreign", weight="look", where=where, quote=quote, say=word[0])


def _without_address(link: re.Match[str]) -> str:
    return f" {link[1]}" + " " * (len(link[0]) - len(link[1]) - 1)


def _is_known(part: str, latin: Collection[str]) -> bool:
    return part.lower() in latin or len(part) == 1 or (part.isupper() and len(part) <= 6)


def _is_han(sign: str) -> bool:
    return bool(sign) and re.match(f"[{_HAN}]", sign) is not None


# --- Links ------------------------------------------------------------------------------------


def links_in(text: str) -> Iterator[tuple[str, str]]:
    """(words, address) of each link of a text, and of each address that stands there bare."""
    linked = []
    for link in LINK.finditer(text):
        linked.append(link.span())
        yield link[1], link[2]
    for bare in _ADDRESS.finditer(text):
        if not any(begin <= bare.start() < end for begin, end in linked):
            yield bare[0], bare[0] if "://" in bare[0] else f"http://{bare[0]}"


def _links(where: str, text: str, wording: Wording, ground: Ground) -> Iterator[Finding]:
    for words, address in links_in(text):
        yield from _link(where, words, address, wording, ground)


def _link(
    where: str, words: str, address: str, wording: Wording, ground: Ground
) -> Iterator[Finding]:
    quote = f"{words.strip()} → {address}"[:120]

    def seen(kind: str, weight: Weight) -> Finding:
        return Finding(kind=kind, weight=weight, where=where, quote=quote, say=address)

    if not _UNSEEN.sub("", words).strip(" .·,，。、|-_"):
        yield seen("empty-link", "stops")
    if address.startswith("/") and not address.startswith("//"):
        if not ground.is_ours(address):
            yield seen("dead", "stops")
        return
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        yield seen("strange-link", "stops")
        return
    if parts.scheme in ("tel", "mailto"):
        return
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or _is_strange(host):
        yield seen("strange-link", "stops")
    elif (told := _SHOWN_HOST.search(words)) and not _same_site(told[0].lower(), host):
        yield seen("lying-link", "stops")
    elif host in ground.own_hosts:
        if not ground.is_ours(address):
            yield seen("dead", "stops")
    elif address in ground.silent:
        yield seen("dead", "look")
    elif address in ground.unasked:
        yield seen("unasked", "look")
    elif not any(_same_site(end, host) for end in wording.hosts):
        yield seen("abroad", "look")


def _is_strange(host: str) -> bool:
    """Whether a host hides its name: in foreign letters that look like ours, or as a number."""
    return not host.isascii() or "xn--" in host or host.replace(".", "").isdigit()


def _same_site(end: str, host: str) -> bool:
    return host == end or host.endswith(f".{end}") or end == f"www.{host}"


# --- Numbers of persons -----------------------------------------------------------------------


# What the finder of personal numbers calls them, as findings here are called.
_SORTS = {"证件号": "citizen", "银行卡号": "bank-card", "电话": "mobile"}


def _persons(where: str, text: str) -> Iterator[Finding]:
    # Mailboxes and fixed lines are offices', as a rule.
    for each in personal(text, landlines=False):
        kind = _SORTS.get(each.sort)
        if kind:
            digits = plain(each.text).upper()
            digits = re.sub(r"[^0-9A-Z]", "", digits)
            hidden = f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"
            weight: Weight = "look" if kind == "mobile" else "stops"
            yield Finding(kind=kind, weight=weight, where=where, quote=hidden)


# --- For readers' sake ------------------------------------------------------------------------


def _readable(content: Content, wording: Wording) -> Iterator[Finding]:
    if len(content.title) > _LONG_TITLE:
        yield Finding(kind="long-title", weight="hint", where="title", quote=content.title[:40])
    if not content.summary.strip():
        yield Finding(kind="no-summary", weight="hint", where="summary", quote="")
    for number, point in enumerate(content.points, 1):
        if not point.matter:
            where = f"point{number}-matter"
            yield Finding(kind="no-matter", weight="hint", where=where, quote=point.heading[:40])
    for line in filter(None, map(str.strip, unlinked(content.body).splitlines())):
        if len(line) > _LONG_PARAGRAPH:
            yield Finding(kind="long-paragraph", weight="hint", where="body", quote=line[:40])
        for sentence in re.split(r"[。！？；]", line):
            if len(sentence) > _LONG_SENTENCE:
                quote = sentence[:40]
                yield Finding(kind="long-sentence", weight="hint", where="body", quote=quote)
        for gap in _LOST_SIGN.finditer(line):
            quote = _around(line, gap.start(), gap.end())
            yield Finding(kind="lost-sign", weight="hint", where="body", quote=quote)


# --- Translations -----------------------------------------------------------------------------


# Letters by which a text is known to be in its language: Latin ones, and those of Uyghur.
_LETTERS = {"en": re.compile("[A-Za-z]"), "ug": re.compile("[\u0620-\u06ff]")}
_ANY_LETTER = re.compile(r"[^\W\d_]")
# Names of laws and bodies are Chinese and stay so; a sentence of Chinese was forgotten.
_CHINESE_SENTENCE = re.compile(f"[{_HAN}][{_HAN}，、；：“”《》（）]{{30,}}|[{_HAN}][。！？；]")


def _translated(content: Content, before: Content | None) -> Iterator[Finding]:
    for each in content.translations:
        yield from _half(content, each)
        yield from _otherwise(each)
        if before is not None:
            yield from _left_behind(content, each, before)


def _half(content: Content, translation: Translation) -> Iterator[Finding]:
    """A translation is whole or not there at all: readers must not take a part for the piece."""
    said = dict(translation.texts())
    chinese = {f"{translation.language}-{where}": text for where, text in _of_readers(content)}
    for where in (*chinese, *(extra for extra in said if extra not in chinese)):
        is_there, wanted = said.get(where, "").strip(), chinese.get(where, "").strip()
        if bool(is_there) != bool(wanted):
            kind = "half-translated" if wanted else "no-original"
            yield Finding(kind=kind, weight="stops", where=where, quote=(is_there or wanted)[:40])


def _of_readers(content: Content) -> Iterator[tuple[str, str]]:
    told = Translation(
        language="", title=content.title, summary=content.summary, body=content.body,
        points=content.points,
    )  # fmt: skip
    yield from ((where[1:], text) for where, text in told.texts())


def _otherwise(translation: Translation) -> Iterator[Finding]:
    """What does not look like the language it is said to be in."""
    where, told = f"{translation.language}-body", [text for _where, text in translation.texts()]
    letters = "".join(_ANY_LETTER.findall(" ".join(told)))
    own = len(_LETTERS[translation.language].findall(letters))
    if letters and own < len(letters) / 2:
        quote = next((text for text in told if text.strip()), "")[:40]
        yield Finding(kind="other-language", weight="look", where=where, quote=quote)
        return
    for field_, text in translation.texts():
        for found in _CHINESE_SENTENCE.finditer(text):
            quote = _around(text, found.start(), found.start() + 12)
            yield Finding(kind="chinese-left", weight="hint", where=field_, quote=quote)


def _left_behind(content: Content, translation: Translation, before: Content) -> Iterator[Finding]:
    """Where the Chinese was changed and the translation of the same words was not."""
    former = before.in_language(translation.language)
    if former is None:
        return
    new, old = dict(_of_readers(content)), dict(_of_readers(before))
    said, said_before = dict(translation.texts()), dict(former.texts())
    for name, text in new.items():
        where = f"{translation.language}-{name}"
        stayed = said.get(where) and said.get(where) == said_before.get(where)
        if stayed and text != old.get(name):
            quote = _first_change(old.get(name, ""), text)
            yield Finding(kind="left-behind", weight="look", where=where, quote=quote)


def _first_change(before: str, after: str) -> str:
    known = set(before.splitlines())
    return next((line for line in after.splitlines() if line.strip() not in known), after)[:40]
