"""A route as a drawing and as BPMN: everything that can happen is on it, and nothing overlaps."""

from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from onedoor.registers.catalogue.bpmn import BPMN, BPMNDI, DC, DI, bpmn_of
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.catalogue.definition.route import Route
from onedoor.registers.catalogue.drawing import Row, lay_out, stations, without, wrap
from onedoor.registers.catalogue.packs import read_packs
from onedoor.registers.catalogue.placing import Area

PACKS = read_packs(Path(__file__).parents[3] / "packs").services
DESK = {"post": "window", "title": "受理", "plain": "收下。"}
BRANCHING = {
    "accept": DESK,
    "steps": [
        {"id": "a", "title": "初审", "plain": "看。", "post": "reviewer", "working_days": 2,
         "kind": "first-examination"},
        {"id": "b", "title": "会签", "plain": "问。", "post": "reviewer", "working_days": 5,
         "after": ["a"], "body": {"function": "police"}, "kind": "co-decision",
         "silence": "agrees", "silence_basis": {"law": "某条例", "article": "第一条"}},
        {"id": "c", "title": "现场核查", "plain": "去。", "post": "reviewer", "working_days": 3,
         "after": ["a"], "hands": {"persons": 2, "agree": 2}, "kind": "site-visit",
         "when": {"fact": "applicant.kind", "is": "organisation"}},
        {"id": "d", "title": "专家评审", "plain": "评。", "post": "reviewer", "working_days": 9,
         "after": ["a"], "hands": {"persons": 5, "agree": 3}, "kind": "expert-review",
         "counts": False},
        {"id": "e", "title": "公示", "plain": "贴。", "post": "window", "calendar_days": 7,
         "after": ["b", "c"], "kind": "public-notice"},
    ],
    "decide": DESK | {"post": "approver", "ways": [
        {"when": {"fact": "applicant.kind", "is": "person"}, "plain": "地区决定。",
         "body": {"function": "own", "place": "prefecture"}}]},
    "deliver": DESK,
}  # fmt: skip


def branching() -> ServiceDefinition:
    """A service whose route has everything that a route can have."""
    whole = PACKS[0].definition
    return whole.model_copy(update={"route": Route.model_validate(BRANCHING)})


DEFINITIONS = [pytest.param(each.definition, id=each.code) for each in PACKS] + [
    pytest.param(branching(), id="everything")
]


@pytest.fixture(params=DEFINITIONS)
def definition(request: pytest.FixtureRequest) -> ServiceDefinition:
    found: ServiceDefinition = request.param
    return found


def rows(definition: ServiceDefinition) -> list[Row]:
    found = stations(definition)
    after = without(found, set())
    return [
        Row(each.id, each.title.zh, (each.plain.zh, "5 个工作日"), after[each.id]) for each in found
    ]


def areas(boxes: list[tuple[float, float, float, float]]) -> list[Area]:
    return [Area(*each) for each in boxes]


def test_every_step_of_a_route_is_drawn_in_a_box_of_its_own(definition: ServiceDefinition) -> None:
    sheet = lay_out(rows(definition))
    steps = [step.id for step in definition.route.steps]
    drawn = [box.id for box in sheet.boxes]
    assert [each for each in drawn if each in steps] == steps
    found = areas([(box.x, box.y, box.width, box.height) for box in sheet.boxes])
    assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])]
    assert all(each.x >= 0 and each.right <= sheet.width for each in found)


def test_every_arrow_leads_from_a_box_to_a_box_and_crosses_none(
    definition: ServiceDefinition,
) -> None:
    sheet = lay_out(rows(definition))
    boxes = {box.id: Area(box.x, box.y, box.width, box.height) for box in sheet.boxes}
    wanted = {(before, row.id) for row in rows(definition) for before in row.after}
    assert {(each.source, each.target) for each in sheet.arrows} == wanted
    for arrow in sheet.arrows:
        for (ax, ay), (bx, by) in zip(arrow.points, arrow.points[1:], strict=False):
            line = Area(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by))
            assert line.x >= 0 and line.right <= sheet.width
            assert not [id for id, box in boxes.items() if line.meets(box)]


def test_read_from_the_right_a_drawing_is_its_mirror_image() -> None:
    left, right = lay_out(rows(branching())), lay_out(rows(branching()), rtl=True)
    assert [(b.y, b.height) for b in left.boxes] == [(b.y, b.height) for b in right.boxes]
    for one, other in zip(left.boxes, right.boxes, strict=True):
        assert other.x == pytest.approx(left.width - one.x - one.width)
        assert other.title[0].x == pytest.approx(left.width - one.title[0].x)


def test_what_falls_away_hands_its_place_on() -> None:
    after = without(stations(branching()), {"a", "b"})
    assert after["c"] == ("accept",)
    assert after["e"] == ("c",)


def test_no_line_of_text_is_wider_than_its_box() -> None:
    text = "地区核对中心用数据查，不用您开证明 Aksu Prefecture Government Service Centre"
    lines = wrap(text, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(sum(1 if ord(c) > 0x2E80 else 0.56 for c in line) <= 11.1 for line in lines)


# ---- BPMN 2.0 ----


def tree(definition: ServiceDefinition) -> ET.Element:
    return ET.fromstring(bpmn_of(definition))


def of_model(root: ET.Element) -> dict[str, ET.Element]:
    return {each.get("id", ""): each for each in root.iter() if each.tag.startswith(f"{{{BPMN}}}")
            and each.get("id")}  # fmt: skip


def kind(element: ET.Element) -> str:
    return element.tag.split("}")[1]


def test_no_two_things_in_a_file_share_an_id(definition: ServiceDefinition) -> None:
    ids = [each.get("id") for each in tree(definition).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_every_flow_leads_from_one_node_to_another_and_both_know_it(
    definition: ServiceDefinition,
) -> None:
    root = tree(definition)
    known = of_model(root)
    flows = [each for each in known.values() if kind(each) == "sequenceFlow"]
    assert flows
    for flow in flows:
        source, target = known[flow.get("sourceRef", "")], known[flow.get("targetRef", "")]
        assert flow.get("id") in [each.text for each in source.findall(f"{{{BPMN}}}outgoing")]
        assert flow.get("id") in [each.text for each in target.findall(f"{{{BPMN}}}incoming")]
        assert kind(target) not in ("startEvent", "boundaryEvent")
        assert kind(source) != "endEvent"


def test_every_node_lies_on_a_way_from_the_start_to_an_end(definition: ServiceDefinition) -> None:
    known = of_model(tree(definition))
    flows = [each for each in known.values() if kind(each) == "sequenceFlow"]
    onward: dict[str, set[str]] = {}
    for flow in flows:
        onward.setdefault(flow.get("sourceRef", ""), set()).add(flow.get("targetRef", ""))
    for each in known.values():
        if kind(each) == "boundaryEvent":
            onward.setdefault(each.get("attachedToRef", ""), set()).add(each.get("id", ""))

    def reached(name: str, seen: set[str]) -> set[str]:
        for each in onward.get(name, ()):
            if each not in seen:
                seen.add(each)
                reached(each, seen)
        return seen

    nodes = {
        each.text
        for lane in known.values()
        for each in lane.findall(f"{{{BPMN}}}flowNodeRef")
        if each.text
    }
    assert reached("start", {"start"}) == nodes
    ends = {name for name in nodes if kind(known[name]) == "endEvent"}
    assert all(reached(name, set()) & ends for name in nodes - ends)


def test_a_choice_has_one_answer_that_is_taken_when_no_other_holds(
    definition: ServiceDefinition,
) -> None:
    known = of_model(tree(definition))
    for each in known.values():
        leaving = each.findall(f"{{{BPMN}}}outgoing")
        if kind(each) != "exclusiveGateway" or len(leaving) < 2:
            continue
        flows = [known[out.text or ""] for out in leaving]
        open_ones = [f for f in flows if f.find(f"{{{BPMN}}}conditionExpression") is None]
        assert [each.get("default")] == [flow.get("id") for flow in open_ones]
        said = [f.findtext(f"{{{BPMN}}}conditionExpression") for f in flows if f not in open_ones]
        assert all(said)


def test_everything_has_its_place_on_the_sheet(definition: ServiceDefinition) -> None:
    root = tree(definition)
    known = of_model(root)
    flows = {name for name, each in known.items() if kind(each) == "sequenceFlow"}
    bare = ("definitions", "process", "collaboration", "laneSet", "timerEventDefinition")
    shapes = {
        name for name, each in known.items() if kind(each) not in (*bare, "sequenceFlow")
    }  # fmt: skip
    placed = {each.get("bpmnElement"): each for each in root.iter(f"{{{BPMNDI}}}BPMNShape")}
    edges = {each.get("bpmnElement"): each for each in root.iter(f"{{{BPMNDI}}}BPMNEdge")}
    assert set(placed) == shapes
    assert set(edges) == flows
    assert all(each.find(f"{{{DC}}}Bounds") is not None for each in placed.values())
    assert all(len(each.findall(f"{{{DI}}}waypoint")) >= 2 for each in edges.values())


def area_of(shape: ET.Element) -> Area:
    bounds = shape.find(f"{{{DC}}}Bounds")
    assert bounds is not None
    return Area(*(float(bounds.get(name, "")) for name in ("x", "y", "width", "height")))


def test_no_shape_lies_on_another_but_a_timer_on_its_task(definition: ServiceDefinition) -> None:
    root = tree(definition)
    known = of_model(root)
    shapes = {
        each.get("bpmnElement", ""): area_of(each) for each in root.iter(f"{{{BPMNDI}}}BPMNShape")
    }
    nodes = {
        name: area
        for name, area in shapes.items()
        if kind(known[name]) not in ("participant", "lane", "boundaryEvent")
    }
    assert not [(a, b) for a, b in combinations(nodes, 2) if nodes[a].meets(nodes[b])]
    for name, each in known.items():
        if kind(each) == "lane":
            inside = [ref.text or "" for ref in each.findall(f"{{{BPMN}}}flowNodeRef")]
            assert all(
                shapes[name].y <= shapes[node].y and shapes[node].bottom <= shapes[name].bottom
                for node in inside
            )
        if kind(each) == "boundaryEvent":
            assert shapes[name].meets(shapes[each.get("attachedToRef", "")])


def test_a_line_touches_no_shape_but_those_it_joins(definition: ServiceDefinition) -> None:
    root = tree(definition)
    known = of_model(root)
    shapes = {
        each.get("bpmnElement", ""): area_of(each)
        for each in root.iter(f"{{{BPMNDI}}}BPMNShape")
        if kind(known[each.get("bpmnElement", "")]) not in ("participant", "lane")
    }
    for edge in root.iter(f"{{{BPMNDI}}}BPMNEdge"):
        flow = known[edge.get("bpmnElement", "")]
        own = {flow.get("sourceRef"), flow.get("targetRef")}
        own |= {known[name or ""].get("attachedToRef") for name in own}
        points = [
            (float(each.get("x", "")), float(each.get("y", "")))
            for each in edge.findall(f"{{{DI}}}waypoint")
        ]
        for (ax, ay), (bx, by) in pairwise(points):
            line = Area(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by))
            touched = {name for name, area in shapes.items() if line.meets(area)}
            assert touched <= own, f"{flow.get('id')} runs over {touched - own}"


def test_limits_stand_as_timers_and_silence_ends_the_wait() -> None:
    known = of_model(tree(branching()))
    for step, days, ends in (("a", "P2D", "false"), ("b", "P5D", "true"), ("e", "P7D", "false")):
        timer = known[f"{step}_timer"]
        assert timer.get("attachedToRef") == step
        assert timer.get("cancelActivity") == ends
        assert timer.findtext(f".//{{{BPMN}}}timeDuration") == days


def test_several_hands_are_several_instances_with_a_word_on_when_it_is_over() -> None:
    known = of_model(tree(branching()))
    assert known["d"].findtext(f".//{{{BPMN}}}loopCardinality") == "5"
    assert known["d"].findtext(f".//{{{BPMN}}}completionCondition") == "3 人同意"
    assert known["a"].find(f".//{{{BPMN}}}loopCardinality") is None


def test_who_decides_by_rule_stands_in_a_lane_of_their_own_with_the_rule_in_words() -> None:
    root = tree(branching())
    known = of_model(root)
    way = known["decide_way1"]
    (flow,) = [
        each
        for each in known.values()
        if each.get("targetRef") == "decide_way1" and kind(each) == "sequenceFlow"
    ]
    assert flow.findtext(f"{{{BPMN}}}conditionExpression") == "“申请人”是“个人”"
    lanes = {
        each.get("name")
        for each in known.values()
        if kind(each) == "lane"
        if way.get("id") in [ref.text for ref in each.findall(f"{{{BPMN}}}flowNodeRef")]
    }
    assert lanes == {"地（市）同一部门"}
