"""The scan: what must not be published, what somebody should look at, and hints for readers' sake.

Pure: text and lists in, findings out; no database, no network, no Django. `stops` are faults that
nobody may wave through; `look` wants the eye of whoever signs off; `hint` asks for nothing.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onedoor.registers.publications.attached import in_files
from onedoor.registers.publications.content import LINK, Content, Translation, unlinked
from onedoor.registers.publications.findings import (
    Finding,
    Ground,
    Said,
    Weight,
    Worded,
    Wording,
    around,
    stops,
    to_look_at,
)
from onedoor.registers.publications.in_texts import markup, persons, unseen, worded
from onedoor.registers.publications.letters import HAN, UNSEEN
from onedoor.registers.publications.strange import ADDRESS, foreign_words

__all__ = [
    "Finding", "Ground", "Said", "Worded", "Wording", "links_in", "scan", "stops", "to_look_at",
]  # fmt: skip

_SHOWN_HOST = re.compile(
    r"(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:cn|com|net|org|gov|edu|info|top|xyz|vip|cc)\b", re.I
)
_LOST_SIGN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_LONG_SENTENCE, _LONG_PARAGRAPH, _LONG_TITLE = 100, 400, 50


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
        found += markup(where, text)
        found += unseen(where, text)
        found += worded(where, text, wording)
        found += _links(where, text, wording, ground)
        found += persons(where, text)
    found += in_files(content.files, wording, ground.said)
    # Foreign words are strange within Chinese alone, and so are sentences of a hundred signs.
    for where, text in content.chinese():
        found += _foreign(where, text, wording)
    found += _readable(content, wording)
    found += _translated(content, before)
    order = {"stops": 0, "look": 1, "hint": 2}
    once = {(each.key, each.say): each for each in found}
    return sorted(once.values(), key=lambda each: order[each.weight])


def _foreign(where: str, text: str, wording: Wording) -> Iterator[Finding]:
    for start, end in foreign_words(text, latin=wording.latin, hosts=wording.hosts):
        quote = around(text, start, end)
        say = UNSEEN.sub("", text[start:end])
        yield Finding(kind="foreign", weight="look", where=where, quote=quote, say=say)


# --- Links ------------------------------------------------------------------------------------


def links_in(text: str) -> Iterator[tuple[str, str]]:
    """(words, address) of each link of a text, and of each address that stands there bare."""
    linked = []
    for link in LINK.finditer(text):
        linked.append(link.span())
        yield link[1], link[2]
    for bare in ADDRESS.finditer(text):
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

    if not UNSEEN.sub("", words).strip(" .·,，。、|-_"):
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
            quote = around(line, gap.start(), gap.end())
            yield Finding(kind="lost-sign", weight="hint", where="body", quote=quote)


# --- Translations -----------------------------------------------------------------------------


# Letters by which a text is known to be in its language: Latin ones, and those of Uyghur.
_LETTERS = {"en": re.compile("[A-Za-z]"), "ug": re.compile("[\u0620-\u06ff]")}
_ANY_LETTER = re.compile(r"[^\W\d_]")
# Names of laws and bodies are Chinese and stay so; a sentence of Chinese was forgotten.
_CHINESE_SENTENCE = re.compile(f"[{HAN}][{HAN}，、；：“”《》（）]{{30,}}|[{HAN}][。！？；]")


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
            quote = around(text, found.start(), found.start() + 12)
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
