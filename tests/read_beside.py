"""What stands beside a paper in other languages, held against the paper itself.

In Chinese may stay: names, addresses and bodies, laws, what somebody wrote in their own words, and
what the pack of the service says in no other language. Whatever else is left is ours to translate.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from onedoor.casework.bundles.models import JointCase
from onedoor.casework.cases.models import Case
from onedoor.kernel.languages import other_languages
from onedoor.registers.agencies.models import Agency
from onedoor.registers.catalogue.definition import Basis
from onedoor.registers.catalogue.queries import bundle_version, version
from onedoor.registers.catalogue.speaking import texts_by_chinese, texts_of
from onedoor.registers.papers.models import Paper

HAN = re.compile(r"[\u3400-\u9fff]+")
_DAY = re.compile(r"(\d{4})年(\d+)月(\d+)日")
# The number of an article is a word in Chinese.
_ARTICLE = re.compile(r"Article \d+|\d+-ماددىسى")


def faults_of(
    papers: Iterable[Paper], owner: Case | JointCase, *, wrote: Iterable[str] = ()
) -> list[str]:
    """What is wrong with the translations of these papers of a case or a bundle, in words.

    `wrote` is what somebody wrote besides what the case keeps.
    """
    packs = list(_packs(owner))
    own = [*wrote, *_own_words(owner), *_bodies(), *(law for pack in packs for law in _laws(pack))]
    return [
        f"{paper.kind} “{paper.title}” in {language}: {fault}"
        for paper in papers
        for language in other_languages()
        for fault in _faults(paper, language, packs, own)
    ]


def _faults(paper: Paper, language: str, packs: list[BaseModel], own: list[str]) -> Iterator[str]:
    told = paper.said_in(language)
    if told is None:
        yield "there is none"
        return
    says, facts = told["facts"], paper.facts
    if _shape(says) != _shape(facts):
        yield f"it is of another shape: {_shape(says)}, not {_shape(facts)}"
    texts = texts_by_chinese(*packs)
    # A pack may write a number out in one language.
    every = [text for pack in packs for text in texts_of(pack)]
    aside = [words for text in every for words in (text.zh, getattr(text, language)) if words]
    if (found := _numbers(says, aside)) != (wanted := _numbers(facts, aside)):
        yield f"it says other numbers: {found - wanted} in place of {wanted - found}"
    stays = [words for words in own if not getattr(texts.get(words), language, "")]
    stays += [zh for zh, text in texts.items() if not getattr(text, language)]
    if paper.kind.startswith("licence"):
        stays += [field["value"] for field in facts["fields"] if field["value"] not in texts]
    for words in _words([told["title"], *_said(says)]):
        left = words
        for known in sorted(filter(None, stays), key=len, reverse=True):
            left = left.replace(known, " ")
        if HAN.search(left):
            yield f"still Chinese: {words!r} ({', '.join(HAN.findall(left))})"


def _shape(facts: dict[str, Any]) -> tuple[object, ...]:
    filled = [tuple(bool(each[key]) for key in sorted(each)) for each in facts["items"]]
    plain = [facts[key] for key in ("on", "addressee", "query_code", "identifier")]
    return len(facts["paragraphs"]), len(facts["fields"]), filled, bool(facts["remedies"]), plain


def _said(facts: dict[str, Any]) -> Iterator[str]:
    yield from facts["paragraphs"]
    for field in facts["fields"]:
        yield from (field["label"], field["value"])
    for item in facts["items"]:
        yield from item.values()
    yield from (facts["remedies"], facts["contact"])


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (each for text in texts for each in text.splitlines() if each)


def _numbers(facts: dict[str, Any], aside: list[str]) -> Counter[str]:
    """Every number it says, but for months, which some languages name, and what packs say."""
    said = "\n".join([*facts["paragraphs"], *(each["value"] for each in facts["fields"])])
    for words in sorted(filter(re.compile(r"\d").search, aside), key=len, reverse=True):
        said = said.replace(words, "")
    return Counter(re.findall(r"\d+", _ARTICLE.sub("", _DAY.sub(r"\1 \3", said))))


def _packs(owner: Case | JointCase) -> Iterator[BaseModel]:
    if isinstance(owner, Case):
        yield version(owner.version_id).parsed
        return
    yield bundle_version(owner.version_id).parsed
    yield from (version(each.version_id).parsed for each in owner.parts.all())


def _laws(part: Any) -> Iterator[str]:
    if isinstance(part, Basis):
        yield str(part)
    elif isinstance(part, BaseModel):
        yield from (law for name in type(part).model_fields for law in _laws(getattr(part, name)))
    elif isinstance(part, dict | list | tuple):
        every = part.values() if isinstance(part, dict) else part
        yield from (law for each in every for law in _laws(each))


def _own_words(owner: Case | JointCase) -> list[str]:
    """What somebody wrote or is called."""
    words = [owner.applicant_name, owner.extension_reasons]
    if isinstance(owner, JointCase):
        return [*words, owner.extension_approval, *(line["problem"] for line in owner.told)]
    words += [owner.reasons, owner.terms, owner.right_body]
    words += [stood.reasons for stood in owner.standstills.all()]
    words += [each.done_by for each in owner.proceedings.all()]
    for each in owner.hearings.all():
        words += [each.matter, each.begins, each.place, each.chair_name, each.signed_by]
        words += each.protocol.splitlines()
    correction = getattr(owner, "correction", None)
    words += [item["problem"] for item in correction.items] if correction else []
    return words


def _bodies() -> list[str]:
    found: list[str] = []
    for each in Agency.objects.all():
        found += [each.name, each.short, each.office["address"], each.review_body, each.court]
    return found
