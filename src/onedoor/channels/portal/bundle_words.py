"""A bundle in plain words: which matters, what is saved, who does what until when. No queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from onedoor.casework.forms.questions import effect_of, readable, visible_fields, visible_sections
from onedoor.channels.look.local import body_short
from onedoor.channels.portal.wording import plain, working_days
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import BundlePart, Document, Joint, ServiceDefinition
from onedoor.registers.catalogue.queries import Bundle

# What is to be known of an applicant to count what they would be asked: nothing but their kind.
_Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A bundle as an address asks for it: its parts joined, the choices so far, the place."""

    whole: Joint
    number: int
    at: str
    situation: dict[str, str]
    is_settled: bool
    agencies: dict[str, Agency]
    # Which agency handles each part at the place chosen, or at the first one.
    handled_by: dict[str, str]
    clashes: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        return self.whole.bundle.code

    @property
    def definition(self) -> ServiceDefinition:
        return self.whole.definition

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as names and values of an address."""
        chosen = [(f"s.{name}", value) for name, value in self.situation.items()]
        return [*([("at", self.at)] if self.at else []), *chosen]

    def url(self, page: str = "bundle", without: str = "") -> str:
        """A page of this bundle with the choices kept, but the one called `without`."""
        pairs = [pair for pair in self.pairs if pair[0] != f"s.{without}"]
        address = reverse(f"portal:{page}", args=[self.code])
        return f"{address}?{urlencode(pairs)}" if pairs else address

    @property
    def in_turn(self) -> bool:
        """Whether each matter waits for the one before it, and nothing runs side by side."""
        return all(one.id in other.after for one, other in pairwise(self.whole.parts))

    @property
    def documents(self) -> list[Document]:
        """What may be asked for, as far as it is known."""
        return effect_of(self.definition, self.whole.settled(self.situation)).after

    @property
    def own(self) -> list[Document]:
        """What the applicant brings."""
        return [each for each in self.documents if each.source == "applicant"]


def saved_by(asked: Asked) -> dict[str, int]:
    """How many questions and documents less than matter by matter."""
    whole = asked.whole
    kind = whole.bundle.applicants[0]
    situation = whole.settled(asked.situation)
    apart_fields = apart_documents = 0
    for part in whole.parts:
        service = whole.service(part.id)
        own = whole.situation_of(part.id, situation)
        apart_fields += _questions(service, service.facts_of({}, own, kind))
        documents = effect_of(service, own, applicant_kind=kind).after
        apart_documents += sum(each.source == "applicant" for each in documents)
    facts = whole.definition.facts_of({}, situation, kind)
    together = _questions(whole.definition, facts)
    return {
        "fields": together,
        "fewer_fields": max(0, apart_fields - together),
        "documents": len(asked.own),
        "fewer_documents": max(0, apart_documents - len(asked.own)),
    }


def _questions(definition: ServiceDefinition, facts: _Facts) -> int:
    sections = visible_sections(definition.form, facts)
    return sum(len(visible_fields(each, facts)) for each in sections)


def facts_of_bundle(asked: Asked) -> list[dict[str, Any]]:
    """The four figures at the head of the guide."""
    saved, bundle = saved_by(asked), asked.whole.bundle
    fewer = saved["fewer_documents"]
    note = _("比分开办少交 %(n)s 份") % {"n": fewer} if fewer else _("能调取的都不用交")
    way = _("一次交，一件接一件") if asked.in_turn else _("一次交，分头办")
    return [
        {"number": len(asked.whole.parts), "unit": _("件事"), "note": way},
        {"number": saved["fields"], "unit": _("项要填"),
         "note": _("比分开办少填 %(n)s 项") % {"n": saved["fewer_fields"]}},
        {"number": saved["documents"], "unit": _("份材料"), "note": note},
        {"number": bundle.visits, "unit": _("次跑腿"), "note": _("全程网上办")},
    ]  # fmt: skip


def part_rows(asked: Asked) -> list[dict[str, Any]]:
    """The matters: what, where, how long, after what, and what if it is refused."""
    names = {each.id: plain(each.short) for each in asked.whole.parts}
    rows = []
    for part in asked.whole.parts:
        service = asked.whole.service(part.id)
        agency = asked.agencies.get(asked.handled_by.get(part.id, ""))
        after = [names[each] for each in part.after if each in names]
        rows.append(
            {
                "title": service.sheet.title,
                "url": reverse("portal:guide", args=[part.service]),
                "agency": body_short(agency) if agency else "",
                "days": _days(service),
                "after": _("等%(names)s办好再开始") % {"names": _("、").join(after)}
                if after
                else _("马上开始"),
                "refused": part.refused,
            }
        )
    return rows


def _days(service: ServiceDefinition) -> str:
    promised = service.sheet.within.promised
    return working_days(promised) if promised else _("当场")


def chosen_of(asked: Asked) -> list[dict[str, Any]]:
    """The answers about the situation, each with the way to change it."""
    rows = []
    for situation in asked.definition.sheet.situations:
        value = asked.situation.get(situation.id)
        for option in situation.options:
            if option.value == value:
                change = asked.url("bundle-situations", without=situation.id)
                said = plain(option.label)
                rows.append({"key": situation.question, "value": said, "change": change})
    return rows


def document_rows(asked: Asked) -> list[dict[str, Any]]:
    """The documents as a table, the person's own first, each with the matters it serves."""
    order = {"applicant": 0, "promise": 1, "form": 2, "fetched": 3}
    words = {"applicant": "you", "form": "fill", "fetched": "fetch", "promise": "promise"}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for document in sorted(asked.documents, key=lambda each: order[each.source]):
        users = [plain(each.short) for each in asked.whole.users_of(document.id)]
        row = rows.setdefault(
            (plain(document.name), document.source),
            {
                "name": document.name,
                "why": document.purpose,
                "form": _medium(document),
                "source": words[document.source],
                "source_note": plain(document.fetched_from) if document.fetched_from else "",
                "users": [],
                "required": document.necessity != "later",
            },
        )
        row["users"] += [each for each in users if each not in row["users"]]
    for row in rows.values():
        row["basis"] = ""
        row["copies"] = _("用于：%(names)s") % {"names": _("、").join(row["users"])}
    return list(rows.values())


def _medium(document: Document) -> str:
    if document.source == "form":
        return _("网上填，自动生成")
    if document.source == "fetched":
        return _("电子证照或数据")
    if document.medium == "paper":
        return _("纸质，到窗口出示")
    return _("照片或扫描件")


def answer_words(service: ServiceDefinition, answers: Mapping[str, Any], name: str) -> str:
    """One answer of a part in words."""
    found = service.form.field(name)
    return readable(found, answers.get(name)) if found else ""


def short_of(parts: list[BundlePart]) -> str:
    """The parts in few words, one after the other."""
    return _("、").join(plain(each.short) for each in parts)


def bundle_entries(bundles: Iterable[Bundle]) -> list[dict[str, Any]]:
    """Bundles as lines of a list: what each holds."""
    return [
        {
            "word": each.parsed.title,
            "note": _("%(n)s 件事：%(names)s")
            % {"n": len(each.parsed.parts), "names": short_of(list(each.parsed.parts))},
            "url": reverse("portal:bundle", args=[each.code]),
            "icon": "list-details",
        }
        for each in bundles
    ]


def bundles_found(bundles: Iterable[Bundle], query: str, event: str, kind: str) -> list[Bundle]:
    """Bundles that the query, the life event and the person mean."""
    wanted = query.casefold().replace(" ", "")
    found = []
    for each in bundles:
        if (event and event not in each.life_events) or (kind and kind not in each.applicants):
            continue
        texts = [each.title, each.official, *each.keywords, *each.life_events]
        known = [text.casefold().replace(" ", "") for text in texts]
        if not wanted or any(
            wanted in text or (len(text) > 1 and text in wanted) for text in known
        ):
            found.append(each)
    return found
