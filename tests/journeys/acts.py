"""What people do in a journey, told with the labels of the published pack and nothing else."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import connections
from tests.journeys.visitor import Visitor
from tests.world import World

from onedoor.casework.cases.actions import begin_draft, save_draft
from onedoor.channels.look.words import typed_day
from onedoor.registers.catalogue.definition import Field, Story, say
from onedoor.registers.catalogue.queries import current_version
from onedoor.site.city import Told
from onedoor.site.samples import drawn_document


def finds_the_guide(visitor: Visitor, words: str, title: str) -> None:
    """From the front page, by the words a person would use."""
    visitor.goes_to("/")
    visitor.types("搜事项", words)
    visitor.presses("搜索")
    visitor.follows(title)
    assert visitor.heading == title


def answers_the_situation(visitor: Visitor, told: Told) -> None:
    """One question to a page, as the story answers them, until the list of papers is there."""
    for question in current_version(told.service).parsed.sheet.situations:
        wanted = told.story.situation.get(question.id)
        if visitor.heading == say(question.question) and wanted:
            option = next(each for each in question.options if each.value == wanted)
            visitor.chooses(say(question.question), say(option.label))
            visitor.presses("继续")


def begins(visitor: Visitor, told: Told, place: str, *, login: str = "") -> None:
    """Guide, situation, place, list of tasks: to the first step of the form.

    Whoever is not signed in yet is asked to on the way, and comes back to the same place.
    """
    visitor.follows("开始办理")
    answers_the_situation(visitor, told)
    visitor.follows("开始办理")
    if login:
        visitor.says_who(login)
    visitor.chooses("在哪里办", place)
    visitor.presses("开始填写")
    sections = current_version(told.service).parsed.form.sections
    if visitor.heading != say(sections[0].title):
        visitor.follows(say(sections[0].title))


def a_draft(world: World, told: Told, *, but: str = "") -> str:
    """The address of a draft of the story, filled in already but for one section."""
    left = {
        field.id
        for section in current_version(told.service).parsed.form.sections
        for field in section.fields
        if section.id == but
    }
    answers = {key: value for key, value in told.story.answers.items() if key not in left}
    by, story = world.cast(told.story.applicant), told.story
    draft = begin_draft(told.service, agency=story.at, situation=dict(story.situation), by=by)
    save_draft(str(draft.pk), answers=answers, by=by)
    return f"/drafts/{draft.pk}"


def fills_in(visitor: Visitor, told: Told, **others: str) -> None:
    """Every step with the answers of the story; `others` are typed instead where given."""
    definition = current_version(told.service).parsed
    for section in definition.form.sections:
        # An answer may open a question: then the same step is there once more.
        for _ in range(2):
            if visitor.heading == say(section.title) and not visitor.title.startswith("错误"):
                fills_in_step(visitor, section.fields, told.story, **others)
                visitor.presses("继续")


def fills_in_step(visitor: Visitor, fields: Any, story: Story, **others: str) -> None:
    """The fields of this page that are shown; what is known already is not asked."""
    for field in fields:
        value = others.get(field.id, story.answers.get(field.id))
        if value is not None and _is_asked(visitor, field):
            _answer(visitor, field, value)


def _is_asked(visitor: Visitor, field: Field) -> bool:
    return bool(visitor.page.locator(f"[id='{field.id}']:not([type=hidden])").count())


def _answer(visitor: Visitor, field: Field, value: Any) -> None:
    label = say(field.label)
    if field.type in ("choice", "choices"):
        values = value if isinstance(value, list) else [value]
        words = {option.value: say(option.label) for option in field.options}
        visitor.chooses(label, *(words[each] for each in values))
    elif field.type == "yes_no":
        visitor.chooses(label, "是" if value else "否")
    elif field.type == "signed":
        visitor.confirms(label)
    else:
        visitor.types(label, typed_day(value) if field.type == "date" else str(value))


def uploads_everything(visitor: Visitor, told: Told, folder: Path) -> None:
    """A drawn paper for each document of the story, one page each."""
    for document in current_version(told.service).parsed.documents.documents:
        if document.id in told.story.documents and visitor.heading == say(document.name):
            visitor.uploads("选文件或拍照", a_paper(folder, say(document.name)))
            visitor.presses("上传，继续")


def a_paper(folder: Path, title: str, mark: str = "") -> Path:
    """A sample PDF on disk, as a person would have one."""
    file = folder / f"{title}{mark}.pdf"
    file.write_bytes(drawn_document(title, f"{folder.name}{mark}"))
    return file


def signs_and_sends(visitor: Visitor, told: Told) -> str:
    """Confirm and submit; the number of the case, as the address of the receipt has it."""
    visitor.sees("看一遍，再提交")
    visitor.confirms(say(current_version(told.service).parsed.form.statement))
    visitor.presses("提交申请")
    visitor.sees("已提交")
    return visitor.path.split("/")[2]


def opens_the_case(clerk: Visitor, number: str) -> None:
    """From the inbox, by its number, as a clerk with a paper in the hand does."""
    clerk.goes_to("/desk/")
    clerk.types("找办件", number)
    clerk.presses("搜索")
    clerk.clicks(clerk.page.get_by_role("row").get_by_role("link").first)
    assert number in clerk.path


def the_worker_works(world: World) -> None:
    """Papers are sealed, notices told, the licence made: all that is news is heard."""
    elsewhere(world.drain)


def elsewhere(act: Callable[[], Any]) -> Any:
    """Do it in a thread of its own, as the worker would: the browser's loop runs in this one."""

    def done() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(done).result()


def says_no_at(clerk: Visitor, points: set[str]) -> None:
    """Look at point after point: these are not met, all others are."""
    left = set(points)
    while clerk.page.locator("[data-point]").count():
        card = clerk.page.locator("[data-point]").first
        id = card.get_attribute("id").removeprefix("point-")
        word = "不符" if id in points else "符合"
        clerk.ticks(card.get_by_role("radio", name=word, exact=True))
        left.discard(id)
        rest = clerk.page.get_by_role("button", name=re.compile("^剩下 .* 点都符合$"))
        clerk.clicks(rest if rest.count() and not left else clerk.named("button", "记下"))


def finds_all_well(clerk: Visitor) -> None:
    says_no_at(clerk, set())
