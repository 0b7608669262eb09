"""Situations: one legal branch a page, as a question. All state is in the link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.casework.forms.questions import effect_of, next_situation
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.guide_words import Guide, chosen_rows, rows_of_materials
from onedoor.channels.portal.materials import tally_words
from onedoor.channels.portal.pages.guide import guide_of
from onedoor.channels.portal.wording import plain
from onedoor.registers.catalogue.definition.service import (
    UNSURE,
    Impossible,
    Situation,
    SituationOption,
)
from onedoor.registers.catalogue.queries import services


@require_safe
@cacheable
@entrance(Door.ANYONE)
def situations(request: HttpRequest, code: str) -> HttpResponse:
    """The next open question; or why it ends here; or the list made for this reader."""
    asked = guide_of(request, code)
    if stopped := _stopped(asked):
        return _not_this_way(request, asked, *stopped)
    if asked.way.clashes:
        return _which_of_both(request, asked)
    if clash := asked.definition.impossible_among(asked.way.situation):
        return _cannot_both_be(request, asked, clash)
    question = next_situation(asked.definition.sheet.situations, asked.way.situation)
    if question is None:
        return _done(request, asked)
    pressed = request.GET.get("asked") == question.id
    return _ask(request, asked, question, pressed=pressed)


def _ask(request: HttpRequest, asked: Guide, question: Situation, *, pressed: bool) -> HttpResponse:
    name = f"s.{question.id}"
    sentence = _("请选一项。不清楚就选“不确定”，我们按最全的情形列材料。")
    if question.id in asked.way.strange:
        sentence = _("这个选项已经没有了，请重新选一项。")
    fault = sentence if pressed or question.id in asked.way.strange else ""
    effect = effect_of(asked.definition, asked.way.situation)
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "question": question,
        "name": name,
        "hidden": [*asked.way.pairs, ("asked", question.id)],
        "errors": [{"where": name, "sentence": fault}] if fault else [],
        "fault": fault,
        "chosen": chosen_rows(asked),
        "step": len(asked.way.situation) + 1,
        "back": _back(asked),
        "before": len(effect.before),
        "after": len(effect.after),
    }
    return render(request, "portal/situation.html", context)


def _back(asked: Guide) -> str:
    """One question back, or to the guide."""
    answered = dict(asked.way.situation)
    if not answered:
        return asked.url()
    answered.popitem()
    return asked.url("situations", situation=answered)


def _stopped(asked: Guide) -> tuple[Situation, SituationOption] | None:
    for situation in asked.definition.sheet.situations:
        for option in situation.options:
            if option.stops and asked.way.situation.get(situation.id) == option.value:
                return situation, option
    return None


def _not_this_way(
    request: HttpRequest, asked: Guide, situation: Situation, option: SituationOption
) -> HttpResponse:
    sheet = asked.definition.sheet
    rest = {key: value for key, value in asked.way.situation.items() if key != situation.id}
    alike = [
        {"word": each.parsed.sheet.title, "note": plain(each.parsed.sheet.official),
         "url": reverse("portal:guide", args=[each.code])}
        for each in services()
        if each.code != sheet.code
        and set(each.life_events + each.themes) & {*sheet.life_events, *sheet.themes}
    ]  # fmt: skip
    context = {
        "asked": asked,
        "sheet": sheet,
        "situation": situation,
        "option": option,
        "basis": sheet.basis[0],
        "alike": alike[:2],
        "again": asked.url("situations", situation=rest),
    }
    return render(request, "portal/not_this_way.html", context)


def _which_of_both(request: HttpRequest, asked: Guide) -> HttpResponse:
    id, values = next(iter(asked.way.clashes.items()))
    question = next(each for each in asked.definition.sheet.situations if each.id == id)
    labels = {option.value: option.label for option in question.options}
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "question": question,
        "both": [
            {"word": labels[value], "note": "",
             "url": asked.url("situations", situation={**asked.way.situation, id: value},
                              clashes={})}
            for value in values
        ],
    }  # fmt: skip
    return render(request, "portal/which_of_both.html", context)


def _cannot_both_be(request: HttpRequest, asked: Guide, clash: Impossible) -> HttpResponse:
    """Answers that cannot all be true: both are shown, and either can be changed."""
    named = {name.removeprefix("situation.") for name in clash.when.facts_asked()}
    questions = [each.question for each in asked.definition.sheet.situations if each.id in named]
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "clash": clash,
        "both": [row for row in chosen_rows(asked) if row["key"] in questions],
    }
    return render(request, "portal/cannot_both_be.html", context)


def _done(request: HttpRequest, asked: Guide) -> HttpResponse:
    effect = effect_of(asked.definition, asked.way.situation)
    if not asked.definition.sheet.situations:
        return redirect(asked.url())
    context: dict[str, Any] = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "before": len(effect.before),
        "after": len(effect.after),
        "materials": rows_of_materials(asked),
        "materials_say": tally_words(effect.after),
        "chosen": chosen_rows(asked),
        "back": _back(asked),
        "score": _class_reached(asked),
        "unsure": any(value == UNSURE for value in asked.way.situation.values()),
    }
    return render(request, "portal/situations_done.html", context)


def _class_reached(asked: Guide) -> dict[str, Any] | None:
    """What the situation alone says about the class; None where no table gives one."""
    decisions = asked.definition.decisions
    if decisions is None or not decisions.of("class"):
        return None
    table = decisions.of("class")[0]
    reckoned = {each.table.id: each for each in asked.definition.reckon(asked.facts)}
    found = reckoned.get(table.id)
    counts = any(reckoned[each.id].lines for each in decisions.of("points") if each.id in reckoned)
    last = len(table.rules)
    return {
        # The situation settled it: no points were counted, and a row other than the last held.
        "at_once": bool(found and found.rows and found.rows[0] != last and not counts),
        "reached": found.lines[0].words if found and found.lines else "",
        "classes": [each.words for each in table.rules],
        "basis": str(table.basis or decisions.basis),
    }
