"""A story that is recorded at the terminal is one that plays, whoever else has to sign in it."""

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.registers.catalogue.definition import Story
from onedoor.registers.catalogue.queries import sample_city, service_packs
from onedoor.site.stories import Play, check_the_end
from onedoor.site.storytelling import Recording, written

SERVICE = "school-bus-driver"
# What is typed until somebody has to sign: the form as the story `by-the-school` answers it.
FORM = """学校替司机交
The school hands it in
2026-09-07
police-wensu
dawn_school
online




帕提古丽·吾斯曼
13800004001
吐尔逊·卡德尔
652999196811122142
13800001006
a1
2010-06-01
y
y
""".splitlines()
CLERKS = """2 police_wensu_window accept
3 police_wensu_reviewer finish_step {step: review, result: agree, marks: {record_clean: met, \
no_crime: met}, opinion: 没有问题。}
4 police_wensu_approver decide {granted: true, reasons: 符合条件。, terms: 准驾车型 A1。}

closed
granted
""".splitlines()


class Typing:
    """Somebody at the terminal: types these lines, and keeps what was said to them."""

    def __init__(self, lines: list[str]) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.asked: list[str] = []
        self.told: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return next(self.lines)

    def tell(self, line: object) -> None:
        self.told.append(str(line))


def recorded(packs: Path, typing: Typing) -> Story:
    """What is typed as the story that stands in its file."""
    (pack,) = service_packs(packs, service=SERVICE)
    told = Recording(pack, sample_city(packs), typing.ask, typing.tell).record()
    assert next(typing.lines, None) is None
    return Story.model_validate(YAML(typ="safe", pure=True).load(written(told)))


def played(world, story: Story) -> None:
    play = Play(SERVICE, story, world.cast, begin=story.begin)
    play.run()
    check_the_end(play)


def test_whoever_has_to_sign_signs_before_it_is_sent(world):
    typing = Typing([*FORM, "", *CLERKS])
    story = recorded(world.packs, typing)
    assert [(each.day, each.who, each.does) for each in story.steps[:2]] == [
        (0, "tursun", "sign"),
        (0, "dawn_school", "apply"),
    ]
    assert story.steps[0].with_ == {"signer": "driver"}
    assert "Who signs: 司机本人 [tursun]" in typing.asked
    played(world, story)


def test_a_signature_may_come_later_and_the_sending_after_it(world):
    later = ["1 tursun sign {signer: driver}", "2 dawn_school apply"]
    story = recorded(world.packs, Typing([*FORM, "-", *later, *CLERKS]))
    assert [(each.day, each.does) for each in story.steps[:3]] == [
        (1, "sign"),
        (2, "apply"),
        (2, "accept"),
    ]
    played(world, story)


def test_nobody_but_the_one_the_form_names_is_taken_as_the_signer(world):
    typing = Typing([*FORM, "nobody", "ma_xiaolong", "tursun", *CLERKS])
    story = recorded(world.packs, typing)
    assert [each.who for each in story.steps if each.does == "sign"] == ["tursun"]
    assert typing.told.count("  a person of the sample city has to stand here") == 1
    assert "  the form says that 吐尔逊·卡德尔 signs" in typing.told


def test_a_service_without_signers_asks_for_none(world):
    typing = Typing(["paper" if each == "online" else each for each in [*FORM, *CLERKS]])
    story = recorded(world.packs, typing)
    assert [each.does for each in story.steps][:2] == ["apply", "accept"]
    assert not any(each.startswith("Who signs") for each in typing.asked)
