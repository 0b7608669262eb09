"""Draw the index anew; let things be found by one word more; count what found nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import days, now, today
from onedoor.kernel.turns import take_turn
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.definition import Bundle as BundleDefinition
from onedoor.registers.catalogue.definition import Called as Words
from onedoor.registers.catalogue.definition import ServiceSheet, Text
from onedoor.registers.catalogue.queries import Service, published, search_words
from onedoor.registers.finding import refusals as no
from onedoor.registers.finding import rules
from onedoor.registers.finding.events import MissIgnored, SearchWordAdded, SearchWordRemoved
from onedoor.registers.finding.folding import fold
from onedoor.registers.finding.indexing import (
    Called,
    Phrase,
    hints_of,
    meanings_of,
    packed,
    phrase_of,
    terms_of,
)
from onedoor.registers.finding.models import AddedWord, Entry, Hint, Meaning, Miss, Posting

__all__ = [
    "add_word", "count_miss", "forget_old_misses", "ignore_miss", "index_all", "index_entries",
    "published_as_called", "remove_word",
]  # fmt: skip

# Two drawings at once take turns.
_TURN = 4_207_026
_AT_ONCE = 2000
_SHORT_NAMES = ("地区", "自治区", "自治州", "特别行政区", "市", "县", "省", "镇", "乡", "街道")


def index_all(folder: Path) -> int:
    """Draw the index of everything published, with the search words of the packs in `folder`.

    Returns how many entries there are. All or nothing; readers see the former index until then.
    """
    return index_entries(*published_as_called(folder))


def published_as_called(folder: Path) -> tuple[list[Called], dict[str, str]]:
    """Everything published as it is called, and what words mean (word → sense): an index to be."""
    told = search_words(folder)
    bodies = agencies()
    meanings = meanings_of(
        (group for each in told for group in each.same),
        (word for each in told for word in each.silent),
    )
    meanings = _places_named(bodies.values()) | meanings
    words = {code: each for one in told for code, each in one.called.items()}
    return [_called(each, bodies, words) for each in published()], meanings


@transaction.atomic
def index_entries(called: Iterable[Called], meanings: dict[str, str]) -> int:
    """Replace the index by these entries and meanings, with the words that editors added."""
    take_turn(_TURN)
    added: dict[str, list[str]] = defaultdict(list)
    for code, text in AddedWord.objects.filter(removed_at=None).values_list("entry", "text"):
        added[code].append(text)
    entries, postings, hints = [], defaultdict[str, list[int]](list), Counter[tuple[str, str]]()

    # Many entries say the same: each thing is taken apart once.
    @cache
    def taken_apart(kind: str, text: str) -> tuple[Phrase, set[str], set[tuple[str, str]]]:
        phrase = phrase_of(kind, text, meanings)
        return phrase, terms_of(phrase), hints_of(phrase)

    for number, each in enumerate(called):
        said = [*each.said, *(("added", text) for text in added[each.code])]
        parts = [taken_apart(kind, text) for kind, text in dict.fromkeys(said) if text]
        entries.append(_entry(each, number, [phrase for phrase, _, _ in parts]))
        for term in set().union(*(terms for _, terms, _ in parts)):
            postings[term].append(number)
        hints.update(set().union(*(found for _, _, found in parts)))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM finding_entry; DELETE FROM finding_posting;"
            " DELETE FROM finding_hint; DELETE FROM finding_meaning"
        )
    Entry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    Posting.objects.bulk_create(
        [Posting(term=t, entries=n, count=len(n)) for t, n in sorted(postings.items())],
        batch_size=_AT_ONCE,
    )
    Hint.objects.bulk_create(
        [Hint(key=key, text=text, count=n) for (key, text), n in sorted(hints.items())],
        batch_size=_AT_ONCE,
    )
    Meaning.objects.bulk_create(
        [Meaning(word=word, sense=sense) for word, sense in meanings.items() if word]
    )
    return len(entries)


def _entry(each: Called, number: int, phrases: list[Phrase]) -> Entry:
    return Entry(
        code=each.code, number=number, applicants=list(each.applicants), places=list(each.places),
        life_events=list(each.life_events), phrases=packed(phrases),
    )  # fmt: skip


def _called(each: object, bodies: dict[str, Agency], words: dict[str, Words]) -> Called:
    if isinstance(each, Service):
        return _of_a_service(each.parsed.sheet, bodies, words.get(each.code, Words()))
    definition: BundleDefinition = each.parsed  # type: ignore[attr-defined]
    code = f"bundle:{definition.code}"
    return Called(
        code=code,
        applicants=tuple(definition.applicants),
        life_events=tuple(definition.life_events),
        places=_places(definition.offerings, bodies),
        said=(*_said(definition), *_more(words.get(code, Words()))),
    )


def _of_a_service(sheet: ServiceSheet, bodies: dict[str, Agency], words: Words) -> Called:
    own = (
        ("outcome", str(sheet.outcome.name)),
        ("foreign", sheet.outcome.name.en),
        ("code", sheet.catalogue_code),
        ("code", sheet.handling_code or ""),
    )
    return Called(
        code=sheet.code,
        applicants=tuple(sheet.applicants),
        life_events=tuple(sheet.life_events),
        places=_places(sheet.offerings, bodies),
        said=(*_said(sheet), *own, *_more(words)),
    )


def _said(sheet: ServiceSheet | BundleDefinition) -> Iterator[tuple[str, str]]:
    yield "title", str(sheet.title)
    yield "official", str(sheet.official)
    for text in (sheet.title, sheet.official):
        yield from (("foreign", each) for each in _abroad(text) if each)
    yield from (("word", each) for each in sheet.keywords)
    yield from (("event", each) for each in sheet.life_events)
    yield from (("theme", each) for each in sheet.themes)
    yield "lead", str(sheet.lead)


def _abroad(text: Text) -> tuple[str, ...]:
    return (text.en, text.ug)


def _more(words: Words) -> Iterator[tuple[str, str]]:
    yield from (("word", each) for each in words.words)
    yield from (("foreign", each) for each in words.foreign)
    yield from (("ours", each) for each in words.ours)


def _places(offerings: Iterable[object], bodies: dict[str, Agency]) -> tuple[str, ...]:
    named = {getattr(each, "agency", "") for each in offerings}
    return tuple(sorted({bodies[each].division_id[:6] for each in named if each in bodies}))


def _places_named(bodies: Iterable[Agency]) -> dict[str, str]:
    """Names of places, whole and as people shorten them, that stand in queries."""
    found: dict[str, str] = {}
    for division in sorted({each.division for each in bodies}, key=lambda one: -int(one.code)):
        name = fold(division.name)
        short = next((name.removesuffix(end) for end in _SHORT_NAMES if name.endswith(end)), name)
        for word in (name, short if len(short) > 1 else name):
            found[word] = f"place:{division.code}"
    return found


@transaction.atomic
def add_word(text: str, entry: str, *, by: Actor) -> AddedWord:
    """Let the entry ("code" or "bundle:code") be found by `text`, from now on.

    Refusals: NotYours, SaysNothing, NoSuchEntry. What is added already stays as it is. A miss of
    these words is answered by it.
    """
    text = fold(rules.cleaned(text))
    if refusal := rules.why_not_edit(by) or rules.why_not_add(text):
        raise refusal
    take_turn(_TURN)
    found = Entry.objects.filter(code=entry).first()
    if found is None:
        raise no.NoSuchEntry(where="entry")
    if known := AddedWord.objects.filter(text=text, entry=entry, removed_at=None).first():
        return known
    word = AddedWord.objects.create(
        id=uuid4(), text=text, entry=entry, added_by=by.ref, added_at=now()
    )
    _draw_in(found, text)
    Miss.objects.filter(digest=_digest(text), state="open").update(state="answered")
    record(
        SearchWordAdded(subject=f"search:{entry}", entry=entry, word=str(word.id), text=text), by=by
    )
    return word


def _draw_in(entry: Entry, text: str) -> None:
    phrase = phrase_of("added", text, dict(Meaning.objects.values_list("word", "sense")))
    entry.phrases = [*entry.phrases, *packed([phrase])]
    entry.save(update_fields=["phrases"])
    for term in terms_of(phrase):
        posting, _ = Posting.objects.get_or_create(term=term, defaults={"entries": [], "count": 0})
        if entry.number not in posting.entries:
            posting.entries = [*posting.entries, entry.number]
            posting.count = len(posting.entries)
            posting.save()
    for key, word in hints_of(phrase):
        Hint.objects.get_or_create(key=key, text=word)


@transaction.atomic
def remove_word(id: UUID, *, by: Actor) -> AddedWord:
    """Take an added word back; what it answered is open again. NotYours, NoSuchWord."""
    if refusal := rules.why_not_edit(by):
        raise refusal
    take_turn(_TURN)
    word = AddedWord.objects.filter(pk=id, removed_at=None).first()
    if word is None:
        raise no.NoSuchWord(where=str(id))
    word.removed_at = now()
    word.save(update_fields=["removed_at"])
    if entry := Entry.objects.filter(code=word.entry).first():
        kept = [each for each in entry.phrases if each[:2] != ["added", word.text]]
        Entry.objects.filter(pk=entry.pk).update(phrases=kept)
    Miss.objects.filter(digest=_digest(word.text), state="answered").update(state="open")
    record(
        SearchWordRemoved(
            subject=f"search:{word.entry}", entry=word.entry, word=str(word.id), text=word.text
        ),
        by=by,
    )
    return word


def count_miss(query: str) -> bool:
    """Count a query that found nothing; whether it was counted.

    Nobody's name, account, address or hour is kept, and the words only once they were asked twice.
    It is a figure, no act of anybody: it stands in no record.
    """
    text = rules.kept_of(fold(query))
    if not text:
        return False
    miss, is_new = Miss.objects.get_or_create(
        digest=_digest(text), defaults={"last_day": today(), "text": ""}
    )
    if not is_new:
        Miss.objects.filter(pk=miss.pk).update(
            count=F("count") + 1,
            last_day=Greatest(F("last_day"), Value(today())),
            text=text if miss.count + 1 >= rules.KEPT_FROM else "",
        )
    return True


@transaction.atomic
def ignore_miss(digest: str, *, ignored: bool = True, by: Actor) -> None:
    """Put a miss aside, or back on the list. NotYours, NoSuchMiss."""
    if refusal := rules.why_not_edit(by):
        raise refusal
    before, after = ("open", "ignored") if ignored else ("ignored", "open")
    if not Miss.objects.filter(digest=digest, state=before).exclude(text="").update(state=after):
        raise no.NoSuchMiss(where=digest)
    record(MissIgnored(subject=f"miss:{digest}", digest=digest, ignored=ignored), by=by)


def forget_old_misses() -> int:
    """Forget what nobody has asked for half a year; how many were forgotten."""
    day = today() - days(rules.FORGOTTEN_AFTER_DAYS)
    return Miss.objects.filter(last_day__lt=day).delete()[0]


def _digest(text: str) -> str:
    return blind_index(text, purpose="search-miss")
