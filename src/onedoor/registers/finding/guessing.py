"""Queries read in several ways, and how well a guess fits what something is called.

Pure values. A guess is made of *units*: words with their signs, syllables and weight. How well
it fits is the share of its weight that a phrase answers, and the share of the phrase it names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from onedoor.registers.finding.folding import cut, is_han, is_word, pairs, spelt, stem, syllables
from onedoor.registers.finding.indexing import KINDS, Phrase

# How surely two things are the same when they are written alike, mean the same, sound alike.
SAME_SENSE, SAME_SOUND, SAME_SIGN = 0.9, 0.8, 0.3
# A word of which only a part is found is hardly found.
CUT = 0.35
# What one sign by itself says, against a word that nothing is called.
LONE_SIGN = 0.15
NEAR_ENOUGH = 0.4
# A short query asks for each of its words: with too few answered it asks for something else.
SHORT, MOST_OF_IT, ELSEWHERE = 3, 0.6, 0.6
# A word of the language that only sounds like another was hardly mistyped.
ANOTHER_WORD = 0.35
# A whole name that stands in a longer query is an answer, if the name is telling.
NAMED_WHOLE, TELLING = 0.95, 0.35


How = Literal["", "sound", "initials", "pinyin", "mended"]


@dataclass(frozen=True)
class Unit:
    """A word of a query: signs with syllables, or the stem of a Latin or Uyghur word."""

    text: str
    sounds: tuple[str, ...] = ()
    sense: str = ""

    @property
    def length(self) -> int:
        return len(self.sounds) or 1


@dataclass(frozen=True)
class Guess:
    """One way to understand a query: runs of units, how sure, and what was mended in it."""

    runs: tuple[tuple[Unit, ...], ...]
    sure: float = 1.0
    how: How = ""
    as_: str = ""

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its words in their order."""
        return tuple(unit for run in self.runs for unit in run)

    @cached_property
    def spoken(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Signs and syllables of each run, place by place; a sign nobody knows is a blank."""
        return tuple(
            (
                "".join(unit.text if unit.text else " " * len(unit.sounds) for unit in run),
                tuple(sound for unit in run for sound in unit.sounds),
            )
            for run in self.runs
        )

    @cached_property
    def needles(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Stems and senses, and stretches of sound: a phrase with none of them is no answer."""
        words = {f"w {unit.text}" for unit in self.units if not unit.sounds}
        words |= {f"s {unit.sense}" for unit in self.units if unit.sense}
        sounds = [f" {each} " for _, spoken in self.spoken for each in pairs(spoken)]
        sounds += [f" {spoken[0]} " for _, spoken in self.spoken if len(spoken) == 1]
        return frozenset(words), tuple(dict.fromkeys(sounds))

    def may_mean(self, phrase: Phrase) -> bool:
        """Whether the phrase shares anything with it: a quick look before the close one."""
        words, sounds = self.needles
        return any(each in phrase.sound for each in sounds) or (
            bool(words)
            and (
                any(f"s {each}" in words for each in phrase.senses)
                or any(f"w {each}" in words for each in phrase.stems)
            )
        )

    @cached_property
    def terms(self) -> set[str]:
        """What the index is asked for."""
        found: set[str] = set()
        for run, (_signs, sounds) in zip(self.runs, self.spoken, strict=True):
            found |= {f"p {each}" for each in pairs(sounds)}
            if len(sounds) == 1:
                found.add(f"p {sounds[0]}")
            for unit in run:
                if unit.sense:
                    found.add(f"s {unit.sense}")
                if not unit.sounds:
                    found.add(f"w {unit.text}")
        return found


@dataclass(frozen=True)
class Fit:
    """How well an entry answers: the phrase that answers best, through which guess.

    `share`: how much of what was asked any of its phrases answers, up to 1.
    """

    score: float
    phrase: Phrase
    guess: Guess
    sounds_alike: bool
    share: float


def units_of(run: str, meanings: Mapping[str, str]) -> list[tuple[Unit, ...]]:
    """A run of signs as runs of units; words that say nothing part it, or end it."""
    runs: list[list[Unit]] = [[]]
    for word in _words(run, meanings):
        sense = meanings.get(word)
        if sense == "" or (sense or "").startswith("place:"):
            runs.append([])
            continue
        runs[-1].append(Unit(word, syllables(word), sense or ""))
    return [tuple(each) for each in runs if each]


def _words(run: str, meanings: Mapping[str, str]) -> Iterable[str]:
    """Words that have a meaning here stay whole, the longest first; the rest is cut."""
    at, loose = 0, ""
    while at < len(run):
        known = next(
            (run[at : at + n] for n in range(min(6, len(run) - at), 1, -1)
             if run[at : at + n] in meanings), "",
        )  # fmt: skip
        if known:
            yield from _cut(loose)
            yield known
            loose, at = "", at + len(known)
        else:
            loose, at = loose + run[at], at + 1
    yield from _cut(loose)


def _cut(loose: str) -> Iterable[str]:
    """Words, without the little ones that stick to verbs (开个, 丢了)."""
    for word in cut(loose) if loose else ():
        yield from (word[0], word[1]) if len(word) == 2 and word[1] in "个了的" else (word,)


def as_typed(words: Sequence[str], meanings: Mapping[str, str]) -> Guess:
    """The query word by word."""
    runs: list[tuple[Unit, ...]] = []
    for word in words:
        if is_han(word):
            runs += units_of(word, meanings)
        else:
            root = stem(word)
            sense = meanings.get(root)
            if sense != "":
                runs.append((Unit(root, (), sense or ""),))
    return Guess(tuple(runs))


def as_sounds(words: Sequence[str]) -> list[Guess]:
    """Letters read as pinyin: syllables whose signs nobody knows; figures among them as they
    stand. None when some of the letters spell nothing."""
    runs = []
    for is_figure, beside in groupby(words, key=str.isdigit):
        if is_figure:
            runs += [(Unit(each, ()),) for each in beside]
        elif sounds := spelt("".join(beside)):
            runs.append((Unit("", sounds),))
        else:
            return []
    return [Guess(tuple(runs), sure=0.95, how="pinyin", as_=" ".join(words))]


def best_fit(
    phrases: Iterable[Phrase], guesses: Iterable[Guess], weights: Mapping[str, float]
) -> Fit | None:
    """The best answer of an entry to any guess; `weights`: term → how telling it is, up to 1."""
    listed = list(phrases)
    found = [fit for guess in guesses if (fit := _fit(listed, guess, weights))]
    return max(found, key=lambda fit: fit.score, default=None)


def _fit(phrases: Sequence[Phrase], guess: Guess, weights: Mapping[str, float]) -> Fit | None:
    units = guess.units
    weighed = [_weight(unit, weights) for unit in units]
    whole = sum(weighed)
    if not whole:
        return None
    best: tuple[float, Phrase | None, bool] = (0.0, None, False)
    answered = [0.0] * len(units)
    named, is_written = 0.0, False
    # Where the title says all of it, no other reason is needed.
    own: Phrase | None = None
    is_chinese = all(unit.sounds for unit in units)
    for phrase in phrases:
        if is_chinese and not phrase.han and phrase.kind != "code":
            # Whoever types Chinese is told why in Chinese.
            continue
        if not guess.may_mean(phrase):
            continue
        covered, is_by_sound = _covered(guess, phrase)
        if not any(covered):
            continue
        kind = KINDS[phrase.kind]
        share = sum(w * c for w, c in zip(weighed, covered, strict=True)) / whole
        said = _share_of(phrase, guess)
        answered = [max(old, new * kind) for old, new in zip(answered, covered, strict=True)]
        value = kind * share * (0.4 + 0.6 * said)
        told = max(
            (w for w, c in zip(weighed, covered, strict=True) if c >= NEAR_ENOUGH), default=0.0
        )
        if said >= NAMED_WHOLE and kind >= 0.9 and told >= TELLING and len(phrase.han) != 1:
            named = max(named, kind * min(1.0, told))
            is_written = is_written or (len(phrase.han) > 1 and not is_by_sound)
        if value > best[0]:
            best = (value, phrase, is_by_sound)
        if own is None and phrase.kind == "title" and share >= NAMED_WHOLE and not is_by_sound:
            own = phrase
    if best[1] is None:
        return None
    everything = sum(w * c for w, c in zip(weighed, answered, strict=True)) / whole
    score = 0.5 * everything + 0.5 * best[0]
    if not is_written and _asks_elsewhere(units, weighed, answered):
        score *= ELSEWHERE
    elif named:
        score = max(score, NEAR_ENOUGH + 0.05) + 0.1 * named
    if own:
        return Fit(score * guess.sure, own, guess, False, everything)
    return Fit(score * guess.sure, best[1], guess, best[2], everything)


def _asks_elsewhere(
    units: Sequence[Unit], weighed: Sequence[float], answered: Sequence[float]
) -> bool:
    """Whether a short query has a telling word, no slip of the pen, that nothing answers."""
    telling = [
        (weight, value, unit)
        for unit, weight, value in zip(units, weighed, answered, strict=True)
        if weight > LONE_SIGN
    ]
    if len(telling) > SHORT:
        return False
    whole = sum(weight for weight, _, _ in telling)
    missing = sum(
        weight
        for weight, value, unit in telling
        if value < CUT and (not unit.sounds or is_word(unit.text))
    )
    return missing >= (1 - MOST_OF_IT) * whole


def _weight(unit: Unit, weights: Mapping[str, float]) -> float:
    own = weights.get(f"s {unit.sense}", 0.0) if unit.sense else 0.0
    if not unit.sounds:
        return own or weights.get(f"w {unit.text}", 1.0)
    if len(unit.sounds) == 1:
        return max(own * 0.6, LONE_SIGN)
    if not unit.text:
        each = [weights.get(f"p {pair}", 1.0) for pair in pairs(unit.sounds)]
        return sum(each) / len(each)
    return own or max(weights.get(f"p {pair}", 1.0) for pair in pairs(unit.sounds))


def _covered(guess: Guess, phrase: Phrase) -> tuple[list[float], bool]:
    """For each unit of the guess how far the phrase has it; whether by its sound alone."""
    found: list[float] = []
    is_by_sound = False
    for run, (signs, sounds) in zip(guess.runs, guess.spoken, strict=True):
        marks = _marks(signs, sounds, phrase)
        at = 0
        for unit in run:
            value = _unit_covered(unit, marks[at : at + len(unit.sounds)], phrase)
            if unit.text and SAME_SOUND in marks[at : at + len(unit.sounds)]:
                is_by_sound = True
            found.append(value)
            at += len(unit.sounds)
    return found, is_by_sound


def _unit_covered(unit: Unit, marks: list[float], phrase: Phrase) -> float:
    meant = SAME_SENSE if unit.sense and unit.sense in phrase.senses else 0.0
    if not unit.sounds:
        return max(meant, 1.0 if unit.text in phrase.stems else 0.0)
    value = sum(marks) / len(marks)
    if not unit.text:
        # Letters nobody has cut into words: the share that is found, if it is most of them.
        return value / SAME_SOUND
    if min(marks) < SAME_SOUND and len(marks) > 1:
        value *= CUT
    if SAME_SOUND in marks and is_word(unit.text):
        value *= ANOTHER_WORD
    return max(value, meant)


def _marks(signs: str, sounds: tuple[str, ...], phrase: Phrase) -> list[float]:
    marks = [
        SAME_SIGN if sign != " " and sign in phrase.han else 0.0 for sign in signs[: len(sounds)]
    ]
    for at in range(len(sounds) - 1):
        if signs[at] != " " and signs[at : at + 2] in phrase.han:
            value = 1.0
        elif f" {sounds[at]} {sounds[at + 1]} " in phrase.sound:
            value = SAME_SOUND
        else:
            continue
        marks[at], marks[at + 1] = max(marks[at], value), max(marks[at + 1], value)
    if len(sounds) == 1 and phrase.han == signs:
        marks[0] = 1.0
    return marks


def _share_of(phrase: Phrase, guess: Guess) -> float:
    """Which share of the phrase the guess names."""
    if not phrase.han:
        stems = set(phrase.stems)
        senses = {unit.sense for unit in guess.units if unit.sense}
        has = stems & {unit.text for unit in guess.units}
        meant = len(senses & phrase.senses.keys())
        return min(1.0, max(len(has), meant) / len(stems)) if stems else 0.0
    named: set[str] = set()
    meant_signs = 0
    for run, (signs, sounds) in zip(guess.runs, guess.spoken, strict=True):
        named |= {each for each in pairs(sounds) if f" {each} " in phrase.sound}
        meant_signs += sum(
            phrase.senses[unit.sense]
            for unit in run
            if unit.sense in phrase.senses and unit.text not in phrase.han
        )
        if len(signs) == 1 and signs == phrase.han:
            return 1.0
    length = len(phrase.han.replace(" ", ""))
    if length == 1:
        return float(meant_signs > 0)
    spoken = len(named) + (1 if named else 0) + meant_signs
    return min(1.0, spoken / length)
