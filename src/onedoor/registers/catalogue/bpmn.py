"""A route as BPMN 2.0 XML with diagram interchange, for the modellers of other houses.

One pool for the service, a lane for the applicant and for each body, tasks with their limits as
timers, conditions in words. It is a drawing to read and discuss: `isExecutable` is false, for what
is carried out is the pack.
"""

from xml.etree import ElementTree as ET

from onedoor.registers.catalogue.definition import ServiceDefinition, Text, say
from onedoor.registers.catalogue.flowchart import Chart, Flow, Node, chart_of
from onedoor.registers.catalogue.placing import Area, Places, Point, place

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI}
MEDIA_TYPE = "application/bpmn+xml"


def bpmn_of(
    definition: ServiceDefinition,
    *,
    functions: dict[str, Text] | None = None,
    language: str = "zh",
) -> bytes:
    """The file. `functions` names the bodies of the route, by function."""
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    chart = chart_of(definition, functions)
    root = _Writer(chart, language).written()
    ET.indent(root)
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    written: bytes = ET.tostring(root, encoding="utf-8")
    return head + written + b"\n"


class _Writer:
    def __init__(self, chart: Chart, language: str) -> None:
        self.chart, self.language = chart, language
        self.code = chart.definition.sheet.code

    def written(self) -> ET.Element:
        sheet = self.chart.definition.sheet
        attributes = {
            "id": "definitions",
            "name": say(sheet.title, self.language),
            "targetNamespace": f"urn:onedoor:service:{self.code}",
            "exporter": "OneDoor",
        }
        root = ET.Element(f"{{{BPMN}}}definitions", attributes)
        pool = self._model(root, "collaboration", id="collaboration")
        self._model(
            pool,
            "participant",
            id="pool",
            name=say(sheet.title, self.language),
            processRef="process",
        )
        process = self._model(
            root,
            "process",
            id="process",
            name=say(sheet.title, self.language),
            isExecutable="false",
        )
        self._text(process, "documentation", say(sheet.official, self.language))
        self._lanes(process)
        for node in self.chart.nodes.values():
            self._node(process, node)
        for flow in self.chart.flows.values():
            self._flow(process, flow)
        self._remarks(process)
        self._drawing(root, place(self.chart))
        return root

    def _model(self, parent: ET.Element, element: str, /, **attributes: str) -> ET.Element:
        return ET.SubElement(parent, f"{{{BPMN}}}{element}", attributes)

    def _text(self, parent: ET.Element, name: str, text: str) -> None:
        self._model(parent, name).text = text

    def _lanes(self, process: ET.Element) -> None:
        lanes = self._model(process, "laneSet", id="lanes")
        for key, name in self.chart.lanes.items():
            lane = self._model(lanes, "lane", id=f"lane_{key}", name=say(name, self.language))
            for node in self.chart.nodes.values():
                if node.lane == key:
                    self._text(lane, "flowNodeRef", node.id)

    def _node(self, process: ET.Element, node: Node) -> None:
        attributes = {"id": node.id}
        if node.name is not None:
            attributes["name"] = say(node.name, self.language)
        if node.default:
            attributes["default"] = node.default
        if node.kind == "boundaryEvent":
            attributes |= {"attachedToRef": node.on, "cancelActivity": str(node.ends).lower()}
        found = self._model(process, node.kind, **attributes)
        if node.note is not None:
            self._text(found, "documentation", say(node.note, self.language))
        for flow in self.chart.flows.values():
            if flow.target == node.id:
                self._text(found, "incoming", flow.id)
        for flow in self.chart.flows.values():
            if flow.source == node.id:
                self._text(found, "outgoing", flow.id)
        if node.kind == "boundaryEvent":
            self._timer(found, node)
        if node.hands.persons > 1:
            self._hands(found, node)

    def _timer(self, event: ET.Element, node: Node) -> None:
        """The duration counts days as a modeller knows them; the name says which days they are."""
        timer = self._model(event, "timerEventDefinition", id=f"{node.id}_days")
        self._formal(timer, "timeDuration", f"P{node.days}D")

    def _hands(self, task: ET.Element, node: Node) -> None:
        """Several persons look; it is over once enough of them agree."""
        loop = self._model(task, "multiInstanceLoopCharacteristics", isSequential="false")
        self._formal(loop, "loopCardinality", str(node.hands.persons))
        if node.hands.agree < node.hands.persons:
            said = f"{node.hands.agree} 人同意" if self.language == "zh" else (
                f"{node.hands.agree} agree"
            )  # fmt: skip
            self._formal(loop, "completionCondition", said)

    def _formal(self, parent: ET.Element, name: str, text: str) -> None:
        found = self._model(parent, name)
        found.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        found.text = text

    def _flow(self, process: ET.Element, flow: Flow) -> None:
        attributes = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
        if flow.name is not None:
            attributes["name"] = say(flow.name, self.language)
        found = self._model(process, "sequenceFlow", **attributes)
        if flow.when is not None:
            self._formal(found, "conditionExpression", say(flow.when, self.language))

    def _remarks(self, process: ET.Element) -> None:
        for number, remark in enumerate(self.chart.remarks, 1):
            note = self._model(process, "textAnnotation", id=f"remark_{number}")
            self._text(note, "text", say(remark, self.language))

    # ---- diagram interchange ----

    def _drawing(self, root: ET.Element, places: Places) -> None:
        diagram = ET.SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", {"id": "diagram"})
        plane = ET.SubElement(
            diagram, f"{{{BPMNDI}}}BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"}
        )
        _shape(plane, "pool", places.pool, isHorizontal="true")
        for key, area in places.lanes.items():
            _shape(plane, f"lane_{key}", area, isHorizontal="true")
        for id, area in places.shapes.items():
            node = self.chart.nodes[id]
            more = {"isMarkerVisible": "true"} if node.kind == "exclusiveGateway" else {}
            shape = _shape(plane, id, area, **more)
            if node.name is not None and not node.is_task:
                _label(shape, _under(area, aside=node.kind == "boundaryEvent"))
        for id, points in places.edges.items():
            edge = _edge(plane, id, points)
            if self.chart.flows[id].name is not None:
                _label(edge, _along(points))
        for number, area in enumerate(places.remarks, 1):
            _shape(plane, f"remark_{number}", area)


def _shape(plane: ET.Element, id: str, area: Area, **more: str) -> ET.Element:
    shape = ET.SubElement(
        plane, f"{{{BPMNDI}}}BPMNShape", {"id": f"{id}_di", "bpmnElement": id, **more}
    )
    _bounds(shape, area)
    return shape


def _bounds(parent: ET.Element, area: Area) -> None:
    numbers = {"x": area.x, "y": area.y, "width": area.width, "height": area.height}
    ET.SubElement(parent, f"{{{DC}}}Bounds", {name: f"{n:g}" for name, n in numbers.items()})


def _edge(plane: ET.Element, id: str, points: list[Point]) -> ET.Element:
    edge = ET.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", {"id": f"{id}_di", "bpmnElement": id})
    for x, y in points:
        ET.SubElement(edge, f"{{{DI}}}waypoint", {"x": f"{x:g}", "y": f"{y:g}"})
    return edge


def _label(parent: ET.Element, area: Area) -> None:
    _bounds(ET.SubElement(parent, f"{{{BPMNDI}}}BPMNLabel"), area)


def _under(area: Area, *, aside: bool) -> Area:
    """Where a name is read: below; for a timer below and before it, out of the way of its line."""
    x, _ = area.middle
    return Area(x - (95 if aside else 45), area.bottom + 4, 90, 27)


def _along(points: list[Point]) -> Area:
    """Over the last level stretch of a line, where its condition is read."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    return Area(min(ax, bx) + 4, min(ay, by) - 30, 90, 27)
