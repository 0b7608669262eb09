"""The publication gate: an inconsistent, vague or incomplete guide is not published.

The eleven checks are the inspection list of provincial platforms (浙江 事项核对规则); each
carries its number. The words, blocks and themes they hold against are data in rules.yaml.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.registers.catalogue.definition import Document, Route
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import AgencyPack, Packs, PackStory, ServicePack
from onedoor.registers.catalogue.reading import Place
from onedoor.registers.catalogue.walking import sentences

_Run = Callable[[ServicePack, Packs], Iterator[Fault]]

# 0997-4560123: an area code and five to eight digits (12345 lines have five), an extension.
_PHONE = re.compile(r"0\d{2,3}-\d{5,8}(-\d{1,6})?")
_DOOR = re.compile(r"\d+\s*号|窗口|\d+\s*室")
_ALL_DAY = ("工作日", "全天", "24 小时", "24小时")


@dataclass(frozen=True)
class Rule:
    """One check of the gate. `number` is its place on the list, 0 for those we add."""

    number: int
    says: str
    run: _Run


RULES: list[Rule] = []


def _rule(number: int, says: str) -> Callable[[_Run], _Run]:
    def keep(run: _Run) -> _Run:
        RULES.append(Rule(number, says, run))
        return run

    return keep


def check_gate(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Why this service may not be published yet; nothing: it may."""
    for rule in RULES:
        yield from rule.run(pack, packs)


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("rules.yaml")
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return found


@_rule(1, "承诺时限、办件类型、审查类型一致")
def instant_means_instant(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Decided at once: an instant case and review; else a promise and review before approval."""
    sheet = pack.definition.sheet
    instant = sheet.within.promised == 0
    case = "instant" if instant else "promise"
    review = "instant" if instant else "review-before-approval"
    days = f"With {sheet.within.promised} promised days"
    if sheet.case_kind != case:
        problem = f"{days} the case cannot be `{sheet.case_kind}`."
        yield pack.fault("service", ("case_kind",), problem, f"Write `case_kind: {case}`.")
    if sheet.review_kind != review:
        problem = f"{days} the review cannot be `{sheet.review_kind}`."
        yield pack.fault("service", ("review_kind",), problem, f"Write `review_kind: {review}`.")


@_rule(2, "结果名称与结果类型一致")
def the_outcome_is_of_the_type_its_name_says(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """…证, …证书: a licence; 批复, 批文: an approval; other …文: a document. Never none."""
    outcome = pack.definition.sheet.outcome
    name = str(outcome.name)
    wanted = ""
    if "批复" in name or "批文" in name:
        wanted = "approval"
    elif name.endswith(("证", "证书")):
        wanted = "licence"
    elif name.endswith("文"):
        wanted = "document"
    if (wanted and outcome.type != wanted) or outcome.type == "none":
        problem = f"“{name}” cannot be an outcome of the type `{outcome.type}`."
        remedy = f"Write `type: {wanted or 'document'}`, or correct the name."
        yield pack.fault("service", ("outcome", "type"), problem, remedy)


@_rule(3, "到办事现场次数与必须现场办理原因一致")
def a_visit_has_a_reason(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Each visit is explained; no visit, no explanation."""
    sheet = pack.definition.sheet
    if sheet.visits < 0:
        yield pack.fault("service", ("visits",), "Visits cannot be below zero.", "Write 0 or more.")
    if sheet.visits > 0 and sheet.visits_because is None:
        problem = "People must come in person and are not told why."
        yield pack.fault("service", ("visits",), problem, "Add `visits_because:`.")
    if sheet.visits == 0 and sheet.visits_because is not None:
        problem = "Nobody has to come, yet a reason for coming is given."
        yield pack.fault("service", ("visits_because",), problem, "Remove it.")


@_rule(4, "零次到场且不能网办的须可邮寄申请")
def without_visit_or_web_there_is_the_post(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Who need not come and cannot apply online must be able to write."""
    sheet = pack.definition.sheet
    if sheet.visits == 0 and not {"web", "mobile", "post"} & set(sheet.channels):
        problem = "Nobody has to come, but there is no way to apply from afar."
        yield pack.fault("service", ("channels",), problem, "Add `web` or `post`.")


@_rule(5, "全程网办须零次到场")
def fully_online_needs_no_visit(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Depth IV means that nobody comes."""
    sheet = pack.definition.sheet
    if sheet.online_depth == 4 and sheet.visits != 0:
        problem = "It is said to be wholly online, and yet people must come."
        yield pack.fault("service", ("online_depth",), problem, "Lower it, or drop the visit.")


@_rule(6, "收费与收费依据、项目、标准、网上支付一致")
def a_fee_says_everything(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Charged: items, each with standard and basis, and whether one can pay online. Free: none."""
    fee = pack.definition.sheet.fee
    if fee.charged and not fee.items:
        yield pack.fault("service", ("fee",), "It costs something, but what is not said.",
                         "List the `items`, each with standard and basis.")  # fmt: skip
    if fee.charged and "pay_online" not in fee.model_fields_set:
        problem = "Whether one can pay online is not said."
        yield pack.fault("service", ("fee",), problem, "Add `pay_online: true` or `false`.")
    if not fee.charged and fee.items:
        yield pack.fault("service", ("fee", "items"), "It is free, yet it lists fees.",
                         "Remove the items, or write `charged: true`.")  # fmt: skip
    if not fee.charged and fee.pay_online:
        problem = "It is free, yet one can pay online."
        yield pack.fault("service", ("fee", "pay_online"), problem, "Write `pay_online: false`.")


def _offering_agencies(pack: ServicePack, packs: Packs) -> list[AgencyPack]:
    named = {each.agency for each in pack.definition.sheet.offerings}
    return [each for each in packs.agencies if each.agency.code in named]


@_rule(7, "咨询电话与监督投诉电话不同且有区号")
def two_telephones_with_area_codes(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Who is complained about does not answer the complaint."""
    for each in _offering_agencies(pack, packs):
        office, place = each.agency.office, (*each.place, "office")
        for name in ("phone", "complaint_phone"):
            if not _PHONE.fullmatch(getattr(office, name)):
                problem = f"“{getattr(office, name)}” is no telephone number with an area code."
                yield each.source.fault((*place, name), problem, "Write it like 0997-4560123.")
        if office.phone == office.complaint_phone:
            problem = "Enquiries and complaints ring the same telephone."
            where: Place = (*place, "complaint_phone")
            yield each.source.fault(where, problem, "Give the number of those who supervise.")


@_rule(8, "办理时间写明工作日，地址精确到门牌或窗口")
def place_and_hours_can_be_found(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Hours say on which days; the address leads to a door or window."""
    for each in _offering_agencies(pack, packs):
        office, place = each.agency.office, (*each.place, "office")
        if not any(word in office.hours for word in _ALL_DAY):
            problem = "The hours do not say on which days."
            yield each.source.fault((*place, "hours"), problem, "Write 工作日, or 全天.")
        if not _DOOR.search(office.address):
            problem = "The address leads to no door or window."
            yield each.source.fault(
                (*place, "address"), problem, "Add the number: …路 1 号 3 号窗口."
            )


def themes() -> dict[str, tuple[str, ...]]:
    """The themes of the national list by whom they are for, in the order of a life."""
    return {kind: tuple(names) for kind, names in _data()["themes"].items()}


@_rule(9, "服务对象与主题分类一致")
def themes_fit_the_applicants(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """A theme for persons, when persons apply; one for organisations, when they do; no others."""
    sheet, lists = pack.definition.sheet, _data()["themes"]
    fitting = {theme for kind in sheet.applicants for theme in lists[kind]}
    for number, theme in enumerate(sheet.themes):
        if theme not in fitting:
            problem = f"“{theme}” is no theme for {' or '.join(sheet.applicants)}."
            where: Place = ("themes", number)
            yield pack.fault("service", where, problem, "Take one from the list in rules.yaml.")
    for kind in sheet.applicants:
        if sheet.themes and not set(sheet.themes) & set(lists[kind]):
            problem = f"It is for {kind}, but no theme leads there."
            yield pack.fault("service", ("themes",), problem, f"Add a theme for {kind}.")


@_rule(10, "许可事项有常见问题、五个环节，环节时限之和不超过承诺时限")
def the_process_fits_into_the_promise(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Acceptance, review, approval, closing and delivery; together no longer than promised.

    Acceptance comes before the clock and delivery after it; parallel steps count once.
    """
    sheet, route = pack.definition.sheet, pack.definition.route
    if sheet.kind == "administrative-licence" and not (route.steps or route.automatic):
        problem = "A licence is decided without any step of review."
        yield pack.fault("route", ("steps",), problem, "Add a step of review.")
    needed = route.decide.working_days + _longest(route)
    promises: list[tuple[int, Place]] = [(sheet.within.promised, ("within", "promised"))]
    promises += [
        (each.promised, ("offerings", number, "promised"))
        for number, each in enumerate(sheet.offerings)
        if each.promised is not None
    ]
    for promised, place in promises:
        days = promised if sheet.within.unit == "working-days" else promised * 5 // 7
        if needed > days:
            problem = f"Steps and decision take {needed} working days, {promised} are promised."
            yield pack.fault("service", place, problem, "Shorten the steps or promise more.")


def _longest(route: Route) -> int:
    """Working days of the longest chain of steps that run on the clock."""
    ends: dict[str, int] = {}
    for step in route.steps:
        own = step.working_days
        if own is None:
            own = ceil((step.calendar_days or 0) * 5 / 7)
        start = max((ends[before] for before in step.after), default=0)
        ends[step.id] = start + (own if step.counts else 0)
    return max(ends.values(), default=0)


@_rule(11, "有结果须有结果样本")
def an_outcome_has_a_sample(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """People are shown what they will get."""
    outcome = pack.definition.sheet.outcome
    if outcome.type != "none" and not outcome.sample:
        problem = "There is an outcome but no sample of it."
        yield pack.fault("service", ("outcome", "sample"), problem, "Write `sample: true`.")


@_rule(0, "不得有兜底和含糊用语")
def nothing_is_left_vague(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """What is asked of a person is named, whole. The words of laws are quoted, not asked."""
    asked = {"service": ("applicability", "situations", "applicant_note", "quota", "discretion")}
    for part, model in pack.parts():
        only = asked.get(part)
        for place, text in sentences(model):
            if only and place[0] not in only:
                continue
            for phrase in _data()["vague"]:
                if phrase in text.lower():
                    problem = f"“{phrase}” does not say what is asked."
                    yield pack.fault(part, place, problem, "Name each thing, or leave it out.")


@_rule(0, "指南各栏目齐全")
def every_block_is_filled(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """A guide without one of these blocks sends people away not knowing."""
    models = dict(pack.parts())
    for part, blocks in _data()["blocks"].items():
        for each in blocks:
            if part in models and not getattr(models[part], each["block"]):
                problem = f"The block `{each['block']}` is missing or empty."
                yield pack.fault(part, (each["block"],), problem, each["remedy"])
    for number, section in enumerate(pack.definition.form.sections):
        if not section.fields:
            where: Place = ("sections", number, "fields")
            yield pack.fault("form", where, "This section asks nothing.", "Add a field.")
    for number, document in enumerate(pack.definition.documents.documents):
        yield from _of_a_document(pack, document, ("documents", number))


def _of_a_document(pack: ServicePack, document: Document, place: Place) -> Iterator[Fault]:
    """What is looked at; for the applicant's own part also how to prepare it, and a blank."""

    def no(problem: str, remedy: str) -> Fault:
        return pack.fault("documents", place, f"`{document.id}`: {problem}", remedy)

    # A promise is taken at its word before the decision and checked afterwards (告知承诺制).
    if not document.points and document.source != "promise":
        yield no("nothing is said of what is looked at.", "Add `points:`.")
    if document.source != "applicant":
        return
    if document.how_to_fill is None:
        yield no("nothing is said of how to prepare it.", "Add `how_to_fill:`.")
    if not document.blank and document.no_blank_because is None:
        yield no("there is no blank form.", "Add `blank:`, or say `no_blank_because:`.")
    if document.blank and not document.sample:
        yield no("there is a blank form but no filled-in sample.", "Add `sample:`.")


@_rule(0, "示范样例齐全")
def stories_show_every_ending(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Granted; corrected, then granted; refused or not accepted; one of them is the sample."""
    wanted: tuple[tuple[str, Callable[[PackStory], bool]], ...] = (
        ("is granted", lambda told: _ends(told, "granted") and not _corrected(told)),
        ("is corrected and then granted", lambda told: _ends(told, "granted") and _corrected(told)),
        ("is refused or not accepted", lambda told: _ends(told, "refused", "not_accepted")),
        ("is marked `sample: true`", lambda told: told.story.sample),
    )
    for what, fits in wanted:
        if not any(fits(told) for told in pack.stories):
            problem = f"`{pack.code}` has no story that {what}."
            yield pack.fault("service", ("code",), problem, "Write one into stories/.")


def _ends(told: PackStory, *results: str) -> bool:
    return told.story.ends.result in results


def _corrected(told: PackStory) -> bool:
    return any(step.does == "correct" and not step.refused for step in told.story.steps)
