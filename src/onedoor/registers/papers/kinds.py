"""The kinds of paper, and the one shape of facts that all of them are made from.

Every word on a paper is given here by the room that acts; a layout only arranges it. How the kinds
read the facts:

========================== ================================================================
kind                       what the layout shows, in this order
========================== ================================================================
receipt                    addressee, paragraphs, `fields` as a table, `items` as the list of
                           documents received (name; `remedy` = copies and form), remedies
correction-notice          addressee, paragraphs, every item with problem, remedy and basis,
                           `fields` (until when, where), remedies = legal effect
acceptance, suspension,    addressee, paragraphs, `fields` (case number, both due dates …),
extension, decision-grant, items if any, remedies
notice, hearing-record
non-acceptance,            addressee, paragraphs (basis and reasons), fields, remedies
decision-refuse            (复议 60 日, 诉讼 6 个月, named bodies) — remedies are compulsory
delivery                   `fields` as the rows of the 送达回证; paragraphs as notes beneath
licence-landscape          `fields` on the certificate, the first paragraph beneath the title,
licence-portrait           `remedies` as small print; no addressee
========================== ================================================================
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import override

from onedoor.kernel.languages import CHINESE, in_other_languages


@dataclass(frozen=True, kw_only=True)
class Item:
    """One numbered matter: a document received, or a fault with what to do about it."""

    name: str
    problem: str = ""
    remedy: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What a paper says. Plain text throughout: no markup is ever read from it.

    `on` is the date under the signature. `query_code` is printed for the applicant to follow the
    case by. `contact` is where to ask (address, telephone). `identifier` is that of an electronic
    licence (GB/T 36904).
    """

    on: date
    addressee: str = ""
    paragraphs: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    remedies: str = ""
    contact: str = ""
    query_code: str = ""
    identifier: str = ""

    def as_json(self) -> dict[str, Any]:
        """The facts as JSON values: what is frozen in the register and handed to the layout."""
        plain = asdict(self) | {"on": self.on.isoformat()}
        plain["fields"] = [{"label": label, "value": value} for label, value in self.fields]
        plain["items"] = [asdict(item) for item in self.items]
        plain["paragraphs"] = list(self.paragraphs)
        # PostgreSQL cannot keep a NUL, and nobody means one.
        cleaned: dict[str, Any] = json.loads(json.dumps(plain).replace("\\u0000", ""))
        return cleaned


@dataclass(frozen=True)
class Translation:
    """What a paper says, in another language: to be read beside it, without legal force."""

    title: str
    facts: PaperFacts

    def as_json(self) -> dict[str, Any]:
        """What is kept beside the paper."""
        return {"title": self.title, "facts": self.facts.as_json()}


@dataclass(frozen=True)
class Sheet:
    """One paper ready to be issued: its kind, its title, and what it says; in Chinese.

    `translations`, by language, say the same of the same values.
    """

    kind: str
    title: str
    facts: PaperFacts
    translations: Mapping[str, Translation] = field(default_factory=dict)


def in_every_language(compose: Callable[[], Sheet | None]) -> Sheet | None:
    """What `compose` says in Chinese, in whatever language somebody acted, and its translations.

    It is asked once for each language, with that language in force: what it says by gettext, and
    what it takes from a pack, comes in it. None where there is nothing to say.
    """
    with override(CHINESE):
        sheet = compose()
    if sheet is None:
        return None
    translations = {}
    for language, said in in_other_languages(compose).items():
        assert said is not None, "what there is to say does not hang on the language"
        translations[language] = Translation(said.title, said.facts)
    return replace(sheet, translations=translations)


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its layout, the word in its number, and what it may not lack.

    `version` rises when the layout changes, so that a kept paper says how it was made.
    """

    layout: str
    word: str
    stamp: str = "政务服务专用章"
    needs: tuple[str, ...] = ("addressee", "paragraphs")
    version: int = 1


_LICENCE = Kind("certificate", "证", stamp="电子证照专用章", needs=("fields",), version=3)

KINDS: dict[str, Kind] = {
    "receipt": Kind("letter", "收", needs=("addressee", "items")),
    "correction-notice": Kind("letter", "补", needs=("addressee", "paragraphs", "items")),
    "acceptance": Kind("letter", "受"),
    "non-acceptance": Kind("letter", "不受", needs=("addressee", "paragraphs", "remedies")),
    "suspension": Kind("letter", "特"),
    "extension": Kind("letter", "延"),
    "notice": Kind("letter", "告"),
    "hearing-record": Kind("letter", "听"),
    "decision-grant": Kind("letter", "准"),
    "decision-refuse": Kind("letter", "不准", needs=("addressee", "paragraphs", "remedies")),
    "delivery": Kind("delivery", "送", needs=("fields",)),
    "licence-landscape": _LICENCE,
    "licence-portrait": Kind(
        "portrait", "证", stamp="电子证照专用章", needs=("fields",), version=3
    ),
}
