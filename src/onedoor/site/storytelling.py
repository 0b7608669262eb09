"""Records a story by walking a form at the terminal: situations, questions, documents, acts.

Each question is asked as the form asks it, only where it applies, with what is known of the
applicant offered; an answer is read by the code that reads every application, and asked again with
its sentence where it will not do. Whoever has to sign is asked for before the acts, for nothing is
sent without them. So a story that was recorded can be sent.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onedoor.casework.forms.answers import settle
from onedoor.casework.forms.questions import (
    documents_to_upload,
    next_situation,
    prefill_from,
    visible_fields,
    visible_sections,
)
from onedoor.registers.catalogue.definition import (
    Field,
    Form,
    SampleCity,
    SamplePerson,
    Section,
    ServiceDefinition,
    Signer,
    say,
)
from onedoor.registers.catalogue.queries import ServicePack

Ask = Callable[[str], str]
Tell = Callable[[object], None]
_YES, _NO = ("y", "yes", "true", "是"), ("n", "no", "false", "否")


class Recording:
    """One story being told. `ask` shows a question and gives the line that was typed."""

    def __init__(self, pack: ServicePack, city: SampleCity, ask: Ask, tell: Tell) -> None:
        self.pack, self.city, self.ask, self.tell = pack, city, ask, tell
        self.definition: ServiceDefinition = pack.definition
        self.situation: dict[str, str] = {}
        self.answers: dict[str, Any] = {}

    def record(self) -> dict[str, Any]:
        """Walk it all; the story as its file will say it."""
        zh = self._needed("What happens, in one Chinese sentence")
        en = self._needed("The same in English")
        begin = self._needed("The first day (2026-08-10)")
        at = self._one_of("Where", [each.agency for each in self.definition.sheet.offerings])
        applicant = self._applicant()
        self._situations(applicant)
        known = prefill_from(self.definition.form, _known_of(applicant))
        self._form({name: each.value for name, each in known.items()}, applicant.kind)
        documents = self._documents(applicant.kind)
        story: dict[str, Any] = {"story": {"zh": zh, "en": en}, "begin": begin, "at": at}
        story["applicant"] = applicant.ref
        if self.situation:
            story["situation"] = self.situation
        story["answers"] = self.answers
        if documents:
            story["documents"] = documents
        story["steps"] = self._steps(applicant)
        story["ends"] = self._end()
        return story

    # ---- who and where ----

    def _needed(self, question: str) -> str:
        while not (said := self.ask(question).strip()):
            self.tell("  something has to stand here")
        return said

    def _one_of(self, question: str, values: list[str]) -> str:
        """One of these, by its number or its name; an empty line takes the first."""
        self.tell(f"{question}: " + "  ".join(f"{n} {each}" for n, each in enumerate(values, 1)))
        while True:
            said = self.ask(f"{question} [{values[0]}]").strip() or values[0]
            if said.isdigit() and 0 < int(said) <= len(values):
                return values[int(said) - 1]
            if said in values:
                return said
            self.tell(f"  `{said}` is none of them")

    def _applicant(self) -> SamplePerson:
        kinds = self.definition.sheet.applicants
        people = {each.ref: each for each in self.city.people if each.kind in kinds}
        while True:
            ref = self._needed("Who applies (a person of the sample city)")
            if ref in people:
                return people[ref]
            self.tell(f"  nobody of that name may apply; known: {', '.join(sorted(people))}")

    # ---- what is asked ----

    def _situations(self, applicant: SamplePerson) -> None:
        who = {"applicant.kind": applicant.kind}
        questions = self.definition.sheet.situations
        while question := next_situation(questions, self.situation, facts=who):
            self.tell(say(question.question))
            options = list(question.options)
            for number, option in enumerate(options, 1):
                self.tell(f"  {number} {say(option.label)}")
            chosen = self._one_of(question.id, [each.value for each in options])
            stops = next(each.stops for each in options if each.value == chosen)
            clash = self.definition.impossible_among({**self.situation, question.id: chosen})
            if stops or clash:
                self.tell(f"  {say(stops) if stops else say(clash.sentence)}")  # type: ignore[union-attr]
                continue
            self.situation[question.id] = chosen

    def _facts(self, kind: str) -> dict[str, object]:
        return self.definition.facts_of(self.answers, self.situation, kind)

    def _form(self, known: Mapping[str, Any], kind: str) -> None:
        asked: set[str] = set()
        for section in self.definition.form.sections:
            if section not in visible_sections(self.definition.form, self._facts(kind)):
                continue
            self.tell(f"-- {say(section.title)}")
            # A field may be called for by an answer that comes before it in the same section.
            while field := self._next(section, asked, kind):
                asked.add(field.id)
                self._field(section, field, known.get(field.id), kind)

    def _next(self, section: Section, asked: set[str], kind: str) -> Field | None:
        visible = visible_fields(section, self._facts(kind))
        return next((each for each in visible if each.id not in asked), None)

    def _field(self, section: Section, field: Field, known: Any, kind: str) -> None:
        offered = f" [{known}]" if known not in (None, "") else ""
        kinds = f" ({', '.join(each.value for each in field.options)})" if field.options else ""
        optional = "" if field.required else ", may be left out"
        while True:
            said = self.ask(f"{say(field.label)}{kinds}{optional}{offered}").strip()
            given = _typed(field, said) if said else known
            if given in (None, "") and not field.required:
                return
            alone = section.model_copy(update={"fields": (field,), "when": None})
            form = Form.model_construct(minutes=0, sections=(alone,), statement=section.title)
            reading = settle(form, {field.id: given}, self._facts(kind))
            if not reading.problems:
                self.answers |= reading.answers
                return
            for problem in reading.problems:
                self.tell(f"  {problem.sentence}")

    def _documents(self, kind: str) -> dict[str, str]:
        wanted = documents_to_upload(self.definition, self._facts(kind))
        for each in wanted:
            self.tell(f"drawn for the story: {say(each.name)}")
        return {each.id: "drawn" for each in wanted}

    # ---- what is done ----

    def _steps(self, applicant: SamplePerson) -> list[dict[str, Any]]:
        """Signatures, the sending, the acts after it; who types `apply` says when it is sent."""
        signed = self._signatures(applicant.kind)
        acts = self._acts()
        sent = any(each["does"] == "apply" for each in acts)
        sending = [] if sent else [{"day": 0, "who": applicant.ref, "does": "apply"}]
        return [*signed, *sending, *acts]

    def _signatures(self, kind: str) -> list[dict[str, Any]]:
        """A signature on the first day of each who has to sign, but of those told later."""
        found = []
        for signer in self.definition.signers_for(self._facts(kind)):
            if ref := self._who_signs(signer):
                said = {"signer": signer.id}
                found.append({"day": 0, "who": ref, "does": "sign", "with": said})
        return found

    def _who_signs(self, signer: Signer) -> str:
        """Somebody of the sample city who may sign as this signer; "" where it is told later."""
        title, written = say(signer.title), str(self.answers.get(signer.name, ""))
        people = {each.ref: each.name for each in self.city.people}
        first = next((ref for ref, name in people.items() if name == written), "")
        self.tell(f"{title} signs before it is sent; `-`: told among the acts, before `apply`")
        while True:
            said = self.ask(f"Who signs: {title} [{first}]").strip() or first
            if said == "-":
                return ""
            if said not in people:
                self.tell("  a person of the sample city has to stand here")
            elif not signer.may_be(people[said], written=written):
                self.tell(f"  the form says that {written} signs")
            else:
                return said

    def _acts(self) -> list[dict[str, Any]]:
        """Lines `DAY WHO ACT {with}` until an empty one."""
        self.tell(
            "Now the acts, a line each: DAY WHO ACT {what: it says}. An empty line ends them."
        )
        acts: list[dict[str, Any]] = []
        while line := self.ask("act").strip():
            if act := self._act(line):
                acts.append(act)
        return acts

    def _act(self, line: str) -> dict[str, Any] | None:
        day, who, does, *rest = [*line.split(maxsplit=3), "", "", ""][:4]
        people = {each.ref for each in self.city.people} | {"system"}
        people |= {each.ref for each in self.city.clerks()}
        if not day.isdigit() or not does:
            self.tell("  a day, a person and an act, such as: 1 press_aksu_city_window accept")
            return None
        if who not in people:
            self.tell(f"  nobody in the sample city is called {who}")
            return None
        act: dict[str, Any] = {"day": int(day), "who": who, "does": does}
        if rest and rest[0]:
            said = _yaml(rest[0])
            if not isinstance(said, dict):
                self.tell(
                    "  what is said with an act stands in braces: {granted: true, reasons: …}"
                )
                return None
            act["with"] = said
        return act

    def _end(self) -> dict[str, Any]:
        stage = self.ask("How it ends, the stage [submitted]").strip() or "submitted"
        result = self.ask("The result, where there is one []").strip()
        return {"stage": stage} | ({"result": result} if result else {})


def _known_of(person: SamplePerson) -> dict[str, str]:
    return {
        "name": person.name,
        "number": person.number,
        "phone": person.phone,
        "address": person.address,
        "representative": person.representative,
    }


def _typed(field: Field, said: str) -> Any:
    """What was typed as an answer: yes and no, several choices, rows as YAML; else the line."""
    if field.type in ("yes_no", "signed"):
        lower = said.lower()
        return True if lower in _YES else False if lower in _NO else said
    if field.type == "choices":
        return [each.strip() for each in said.replace("，", ",").split(",")]
    if field.type == "rows":
        found = _yaml(said)
        return found if isinstance(found, list) else said
    return said


def _yaml(text: str) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        return text


def written(story: Mapping[str, Any]) -> str:
    """The file of a story: the language of packs, one act a line."""
    from io import StringIO

    yaml = YAML(typ="rt", pure=True)
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump({key: value for key, value in story.items() if key != "steps"}, out)
    head, _, tail = out.getvalue().partition("ends:")
    lines = [f"  - {_flow(step)}\n" for step in story["steps"]]
    return head + "steps:\n" + "".join(lines) + "ends:" + tail


def _flow(step: Mapping[str, Any]) -> str:
    from io import StringIO

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.width, yaml.allow_unicode = True, 4096, True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    out = StringIO()
    yaml.dump(dict(step), out)
    return out.getvalue().strip()
