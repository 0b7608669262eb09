"""What a query finds, and why; what found nothing, for the editors of the list."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import connection

from onedoor.kernel.actors import Actor
from onedoor.registers.finding import rules
from onedoor.registers.finding.folding import (
    fold,
    initials,
    is_han,
    shortened,
    stem,
    words_in,
)
from onedoor.registers.finding.guessing import (
    NEAR_ENOUGH,
    Fit,
    Guess,
    How,
    Unit,
    as_sounds,
    as_typed,
    best_fit,
    units_of,
)
from onedoor.registers.finding.indexing import Phrase, pieces
from onedoor.registers.finding.models import AddedWord, Entry, Miss

__all__ = [
    "AddedWord", "Found", "Miss", "Search", "added_words", "is_indexed", "letter_of", "misses",
    "near", "search",
]  # fmt: skip

_CANDIDATES, _NEAR, _LISTED = 40, 3, 200
# The rarest terms decide: no more are looked at once so many entries have been, but always a few.
_LOOKED_AT, _ALWAYS = 4000, 3
# What is farther off than this is not offered as a guess either.
_NOT_FAR = 0.15
# Where place, person or event narrow the answer, so many of the best are asked whether they fit.
_NARROWED = 2000
# Two guesses of the same letters at most, and corrections of one word.
_HINTS_OF_ONE = 3


@dataclass(frozen=True)
class Found:
    """An entry that answers: how well, by which of its phrases, and how the query was read.

    `how` is "" when the words stand there as typed; `read_as` is what the query was taken for;
    `share` is how much of what was asked it answers at all, up to 1.
    """

    code: str
    score: float
    kind: str
    said: str
    how: How = ""
    read_as: str = ""
    share: float = 1.0

    @property
    def service(self) -> str:
        """The code of the service; "" for a bundle."""
        return "" if self.bundle else self.code

    @property
    def bundle(self) -> str:
        """The code of the bundle; "" for a service."""
        return self.code.removeprefix("bundle:") if self.code.startswith("bundle:") else ""


@dataclass(frozen=True)
class Search:
    """What a query found, best first; what lies near when nothing did; the place it names."""

    found: tuple[Found, ...] = ()
    near: tuple[Found, ...] = ()
    # Twelve digits of the division that the query names, or "".
    place: str = ""


@dataclass(frozen=True)
class _Known:
    """What the index knows of the words of one query."""

    meanings: dict[str, str]
    # (key, word), the commonest first.
    hints: dict[str, list[str]]
    entries: int


def search(query: str, *, for_: str = "", place: str = "", life_event: str = "") -> Search:
    """What `query` means, narrowed to whom it is for, first six digits of a place, a life event.

    Four statements whatever the query. A query of words that say nothing finds nothing.
    """
    words = words_in(fold(rules.cleaned(query)))
    if not words:
        return Search()
    known = _known(words)
    named = [sense for sense in known.meanings.values() if sense.startswith("place:")]
    at = max((each.removeprefix("place:") for each in named), default="")
    guesses = _guesses(words, known)
    terms = {term for each in guesses for term in each.terms}
    weights, counts = _weights(terms, known.entries)
    rows = _candidates(weights, counts, (for_, place, life_event))
    fits = []
    for code, phrases in rows:
        fit = best_fit((Phrase(*each) for each in phrases), guesses, weights)
        if fit:
            fits.append(_found(code, fit))
    fits.sort(key=lambda each: (-each.score, each.code))
    found = tuple(each for each in fits if each.score >= NEAR_ENOUGH)
    around = [each for each in fits if each.score >= _NOT_FAR][:_NEAR]
    return Search(found, () if found else tuple(around), at)


def near(query: str) -> tuple[Found, ...]:
    """The few that lie nearest, whether they are near enough or not."""
    answer = search(query)
    return (answer.found or answer.near)[:_NEAR]


def _found(code: str, fit: Fit) -> Found:
    how: How = fit.guess.how or ("sound" if fit.sounds_alike else "")
    return Found(code, fit.score, fit.phrase.kind, fit.phrase.text, how, fit.guess.as_, fit.share)


def _known(words: Sequence[str]) -> _Known:
    """Meanings and hints of every word and piece of the query: one statement."""
    runs = [each for each in words if is_han(each)]
    others = [each for each in words if not is_han(each)]
    stretches = sorted({*pieces(runs), *(stem(each) for each in others)})
    keys = {f"i {each}" for each in others}
    for each in others:
        if len(stem(each)) >= 4:
            keys |= {f"m {short}" for short in shortened(stem(each))}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'm', word, sense, 0 FROM finding_meaning WHERE word = ANY(%s)"
            " UNION ALL SELECT 'h', key, text, count FROM finding_hint WHERE key = ANY(%s)"
            " UNION ALL SELECT 'n', '', '', (SELECT count(*) FROM finding_entry)"
            " ORDER BY 4 DESC",
            [stretches, sorted(keys)],
        )
        rows = cursor.fetchall()
    hints: dict[str, list[str]] = {}
    for what, key, text, _ in rows:
        if what == "h":
            hints.setdefault(key, []).append(text)
    meanings = {key: text for what, key, text, _ in rows if what == "m"}
    return _Known(meanings, hints, next(n for what, _, _, n in rows if what == "n"))


def _guesses(words: Sequence[str], known: _Known) -> list[Guess]:
    typed = as_typed(words, known.meanings)
    found = [typed]
    latin = [each for each in words if each[0].isascii() and each[0].isalpha()]
    if latin and all(each in latin or each.isdigit() for each in words):
        found += as_sounds(words)
    for word in latin:
        for text in known.hints.get(f"i {word}", [])[:_HINTS_OF_ONE]:
            found.append(_with(typed, word, units_of(text, known.meanings), "initials", text))
    for word in words:
        root = stem(word)
        if is_han(word) or root in known.meanings:
            continue
        near = {text for key in shortened(root) for text in known.hints.get(f"m {key}", [])}
        if root in near:
            continue
        found += [
            _with(typed, word, [(Unit(text, (), known.meanings.get(text, "")),)], "mended", text)
            for text in sorted(near, key=lambda one: abs(len(one) - len(root)))[:_HINTS_OF_ONE]
        ]
    return found


def _with(typed: Guess, word: str, units: Iterable[tuple[Unit, ...]], how: How, text: str) -> Guess:
    """The guess with one Latin or Uyghur word replaced."""
    kept = [run for run in typed.runs if [unit.text for unit in run] != [stem(word)]]
    return replace(typed, runs=(*kept, *units), sure=0.9, how=how, as_=text)


def _weights(terms: set[str], entries: int) -> tuple[dict[str, float], dict[str, int]]:
    """How telling each term is, 1 for one that nothing has; and how many entries have it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term, count FROM finding_posting WHERE term = ANY(%s)", [sorted(terms)]
        )
        counts: dict[str, int] = dict(cursor.fetchall())
    top = math.log(1 + 2 * max(entries, 1))
    weights = {
        term: math.log(1 + entries / counts[term]) / top if counts.get(term) else 1.0
        for term in terms
    }
    return weights, counts


def _candidates(
    weights: dict[str, float], counts: dict[str, int], narrow: tuple[str, str, str]
) -> list[tuple[str, list[list[Any]]]]:
    """The entries that share most with the query, with their phrases."""
    asked = sorted((counts[term], term) for term in counts if counts[term])
    rare: list[str] = []
    looked_at = 0
    for count, term in asked:
        if len(rare) >= _ALWAYS and looked_at + count > _LOOKED_AT:
            break
        rare.append(term)
        looked_at += count
    if not rare:
        return []
    for_, place, life_event = narrow
    most = _NARROWED if any(narrow) else _CANDIDATES
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH hit AS (SELECT number, sum(weight) AS weight"
            " FROM unnest(%s::text[], %s::float8[]) AS asked(term, weight)"
            " JOIN finding_posting USING (term), unnest(entries) AS number GROUP BY number"
            " ORDER BY 2 DESC, 1 LIMIT %s)"
            " SELECT code, phrases FROM hit JOIN finding_entry USING (number)"
            " WHERE (%s = '' OR %s = ANY(applicants)) AND (%s = '' OR %s = ANY(life_events))"
            " AND (%s = '' OR %s = ANY(places) OR %s = ANY(places) OR %s = ANY(places))"
            " ORDER BY weight DESC, code LIMIT %s",
            [
                rare, [weights[term] for term in rare], most, for_, for_, life_event, life_event,
                place, place, f"{place[:4]}00", f"{place[:2]}0000", _CANDIDATES,
            ],
        )  # fmt: skip
        return [
            (code, json.loads(said) if isinstance(said, str) else said)
            for code, said in cursor.fetchall()
        ]


@lru_cache(maxsize=50_000)
def letter_of(title: str) -> str:
    """The letter a title stands under from A to Z; "#" for what begins with no letter."""
    first = fold(title)[:1]
    letter = (initials(first) if is_han(first) else first)[:1].upper()
    return letter if letter.isascii() and letter.isalpha() else "#"


def is_indexed() -> bool:
    """Whether there is an index to search in."""
    return Entry.objects.exists()


def misses(*, state: str = "open", seen_by: Actor) -> list[Miss]:
    """What found nothing, asked for most first: words that were typed twice or more. NotYours."""
    if refusal := rules.why_not_edit(seen_by):
        raise refusal
    found = Miss.objects.filter(state=state).exclude(text="")
    return list(found.order_by("-count", "text")[:_LISTED])


def added_words(*, seen_by: Actor) -> list[AddedWord]:
    """The words that editors added and that hold, the newest first. NotYours."""
    if refusal := rules.why_not_edit(seen_by):
        raise refusal
    return list(AddedWord.objects.filter(removed_at=None).order_by("-added_at")[:_LISTED])
