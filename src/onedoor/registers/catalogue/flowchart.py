"""A route as a flow chart in the terms of BPMN: nodes in lanes, flows between them, timers.

Everything that can happen is drawn: what hangs on a condition stands between an exclusive split
and its merge, what runs at the same time between a parallel fork and its join, so that a token
that enters always comes out. Where it all stands on the sheet is said in `placing`.
"""

from dataclasses import dataclass, field

from onedoor.registers.catalogue.definition import Body, Hands, ServiceDefinition, Text, Way, say
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.drawing import (
    ACCEPT,
    APPLY,
    DECIDE,
    DELIVER,
    RULE,
    Station,
    stations,
    without,
)
from onedoor.registers.catalogue.saying import (
    body_in_words,
    condition_in_words,
    days_in_words,
    labels_of,
)

APPLICANT = "applicant"


@dataclass(frozen=True)
class Node:
    """One shape. `kind` is the name of its element: userTask, exclusiveGateway, endEvent …"""

    id: str
    kind: str
    name: Text | None
    lane: str
    note: Text | None = None
    hands: Hands = field(default_factory=Hands)
    # The flow a gateway takes when no condition of the others holds.
    default: str = ""
    # For a timer: the task on whose edge it sits, its days, and whether it ends the task.
    on: str = ""
    days: int = 0
    ends: bool = False

    @property
    def is_task(self) -> bool:
        return self.kind.endswith("Task")


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `when` is its condition in words."""

    id: str
    source: str
    target: str
    name: Text | None = None
    when: Text | None = None


@dataclass
class Chart:
    """The whole chart. Lanes by key, the applicant's first, with what they are called."""

    definition: ServiceDefinition
    lanes: dict[str, Text] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    remarks: list[Text] = field(default_factory=list)

    def add(self, node: Node) -> str:
        self.nodes[node.id] = node
        return node.id

    def join(
        self, source: str, target: str, *, name: Text | None = None, when: Text | None = None
    ) -> str:
        id = f"flow_{len(self.flows) + 1}"
        self.flows[id] = Flow(id, source, target, name or when, when)
        return id

    def otherwise(self, gateway: str, flow: str) -> None:
        """Make `flow` what the gateway takes when nothing else holds."""
        node = self.nodes[gateway]
        self.nodes[gateway] = Node(
            node.id, node.kind, node.name, node.lane, node.note, default=flow
        )

    def lane(self, body: Body, functions: dict[str, Text]) -> str:
        key = f"{body.function}_{body.place}".replace("-", "_")
        self.lanes.setdefault(key, body_in_words(body, functions))
        return key


_YES = texts(zh="齐了，受理", en="complete: accept")
_DEEMED = texts(zh="到期没有答复，视为受理", en="no word in time: deemed accepted")
_LATE = texts(zh="到期未办：提醒并督办", en="late: reminded and supervised")


def chart_of(definition: ServiceDefinition, functions: dict[str, Text] | None = None) -> Chart:
    """The chart of a published route. `functions` names the bodies, by function."""
    return _Drawing(definition, functions or {}).whole()


class _Drawing:
    def __init__(self, definition: ServiceDefinition, functions: dict[str, Text]) -> None:
        self.chart = Chart(definition)
        self.functions = functions
        self.labels = labels_of(definition)
        self.found = {each.id: each for each in stations(definition)}
        self.chart.lanes[APPLICANT] = texts(zh="申请人", en="Applicant")
        self.own = self.chart.lane(Body(), functions)

    def whole(self) -> Chart:
        chart = self.chart
        start = self._node("start", "startEvent", self.found[APPLY].title, APPLICANT)
        accept, accepted = self._acceptance()
        end = self._node("end", "endEvent", texts(zh="办结", en="Closed"), self.own)
        deliver = self._task(self.found[DELIVER])
        self._plan(accepted, deliver)
        if RULE in self.found:
            self._by_rule(start, accept, deliver)
        else:
            chart.join(start, accept)
        chart.join(deliver, end)
        self._remark()
        return chart

    def _node(self, id: str, kind: str, name: Text | None, lane: str, **more: object) -> str:
        return self.chart.add(Node(id, kind, name, lane, **more))  # type: ignore[arg-type]

    def _gateway(self, id: str, lane: str, name: Text | None = None, *, both: bool = False) -> str:
        return self._node(id, "parallelGateway" if both else "exclusiveGateway", name, lane)

    def _by_rule(self, start: str, accept: str, deliver: str) -> None:
        chart, rule = self.chart, self.found[RULE]
        task = self._node(RULE, "businessRuleTask", rule.title, self.own, note=rule.plain)
        choice = self._gateway("rule_result", self.own, texts(zh="符合规则？", en="Does it hold?"))
        chart.join(start, task)
        chart.join(task, choice)
        assert rule.when is not None
        words = condition_in_words(rule.when, self.labels)
        chart.join(choice, deliver, name=texts(zh="符合", en="yes"), when=words)
        other = chart.join(choice, accept, name=texts(zh="不符合", en="no"))
        chart.otherwise(choice, other)

    def _acceptance(self) -> tuple[str, str]:
        """Take in, ask once for what is missing, turn away; what leads on is the gateway."""
        chart, station = self.chart, self.found[ACCEPT]
        within = self.chart.definition.sheet.within
        accept = self._task(station, timed=False)
        choice = self._gateway("accept_result", self.own, texts(zh="材料齐吗？", en="Complete?"))
        chart.join(accept, choice)
        correct = self._node(
            "correct", "userTask", texts(zh="一次补齐材料", en="Supply what is missing"), APPLICANT
        )
        missing = texts(zh="缺材料，一次告知", en="something is missing: told once")
        chart.join(choice, correct, when=missing)
        chart.join(correct, accept)
        away = self._node(
            "not_accepted", "endEvent", texts(zh="不予受理", en="Not accepted"), self.own
        )
        outside = texts(zh="不归这里办，或不符合受理条件", en="not a matter for us, or not met")
        chart.join(choice, away, name=texts(zh="不予受理", en="turn away"), when=outside)
        if within.correction_notice:
            days = days_in_words(within.correction_notice)
            timer = self._timer(accept, days, within.correction_notice, ends=True, lane=self.own)
            chart.join(timer, choice, name=_DEEMED)
        return accept, choice

    def _plan(self, accepted: str, deliver: str) -> None:
        """The steps after acceptance and the decision, with forks and joins where they meet."""
        chart = self.chart
        kept = [each for each in self.found.values() if each.id not in (APPLY, RULE, DELIVER)]
        after = without(kept, set())
        ways_on = {each.id: [n for n, ends in after.items() if each.id in ends] for each in kept}
        units = {each.id: self._unit(each) for each in kept if each.id != ACCEPT}
        units[ACCEPT] = (accepted, accepted)
        exits: dict[str, str] = {}
        for station in kept:
            leaving = units[station.id][1]
            if len(ways_on[station.id]) > 1:
                lane = chart.nodes[leaving].lane
                fork = self._gateway(f"{station.id}_fork", lane, both=True)
                self._onward(leaving, fork, accepted)
                leaving = fork
            exits[station.id] = leaving
        for station in kept:
            if station.id == ACCEPT:
                continue
            entering = units[station.id][0]
            if len(after[station.id]) > 1:
                lane = chart.nodes[entering].lane
                gate = self._gateway(f"{station.id}_join", lane, both=True)
                chart.join(gate, entering)
                entering = gate
            for before in after[station.id]:
                self._onward(exits[before], entering, accepted)
        chart.join(units[DECIDE][1], deliver)

    def _onward(self, source: str, target: str, accepted: str) -> None:
        """On to the next; out of the question whether all is there, it is the usual answer."""
        if source != accepted:
            self.chart.join(source, target)
            return
        self.chart.otherwise(accepted, self.chart.join(source, target, name=_YES))

    def _unit(self, station: Station) -> tuple[str, str]:
        """The node by which a step is entered and the one by which it is left."""
        chart = self.chart
        lane = chart.lane(station.body, self.functions)
        inner = self._with_ways(station) if station.ways else None
        first, last = inner or (self._task(station),) * 2
        if station.silence != "waits" and not station.ways:
            last = self._heard_or_not(station, first, lane)
        if station.when is None:
            return first, last
        name = texts(zh="要这一步吗？", en="Is it needed?")
        split = self._gateway(f"{station.id}_if", lane, name)
        merge = self._gateway(f"{station.id}_done", lane)
        chart.join(split, first, when=condition_in_words(station.when, self.labels))
        chart.otherwise(split, chart.join(split, merge, name=texts(zh="不用", en="no")))
        chart.join(last, merge)
        return split, merge

    def _heard_or_not(self, station: Station, task: str, lane: str) -> str:
        """Silence has a meaning: what comes out of the timer goes on beside what was said."""
        said = {
            "agrees": texts(zh="到期不答复，算同意", en="silence means yes"),
            "objects": texts(zh="到期不答复，算不同意", en="silence means no"),
        }[station.silence]
        merge = self._gateway(f"{station.id}_heard", lane)
        self.chart.join(task, merge)
        self.chart.join(f"{task}_timer", merge, name=said)
        return merge

    def _with_ways(self, station: Station) -> tuple[str, str]:
        """One task for each way, and the usual one where none of them holds."""
        chart = self.chart
        lane = chart.lane(station.body, self.functions)
        choice = self._gateway(f"{station.id}_who", lane, texts(zh="谁来办？", en="Who acts?"))
        merge = self._gateway(f"{station.id}_acted", lane)
        for number, way in enumerate(station.ways, 1):
            task = self._task(station, way=way, suffix=f"_way{number}")
            chart.join(choice, task, when=condition_in_words(way.when, self.labels))
            chart.join(task, merge)
        usual = self._task(station)
        chart.otherwise(choice, chart.join(choice, usual, name=texts(zh="其他", en="otherwise")))
        chart.join(usual, merge)
        return choice, merge

    def _task(
        self, station: Station, *, way: Way | None = None, suffix: str = "", timed: bool = True
    ) -> str:
        body = (way.body if way else None) or station.body
        lane = self.chart.lane(body, self.functions)
        note = way.plain if way else station.plain
        id = self._node(
            f"{station.id}{suffix}", "userTask", station.title, lane, note=note, hands=station.hands
        )
        days = station.working_days if station.working_days is not None else station.calendar_days
        if timed and days:
            said = days_in_words(station.working_days, station.calendar_days)
            ends = station.silence != "waits" and not station.ways
            timer = self._timer(id, said, days, ends=ends, lane=lane)
            if not ends:
                late = self._node(f"{id}_late", "endEvent", _LATE, lane, on=id)
                self.chart.join(timer, late)
        return id

    def _timer(self, task: str, name: Text, days: int, *, ends: bool, lane: str) -> str:
        id = f"{task}_timer"
        return self._node(id, "boundaryEvent", name, lane, on=task, days=days, ends=ends)

    def _remark(self) -> None:
        route = self.chart.definition.route
        if route.returns:
            self.chart.remarks.append(
                texts(
                    zh=f"决定以前，可以在同一机关里退回上一步，最多 {route.returns} 次，要写理由。",
                    en=f"Before the decision a step may go back inside its agency,"
                    f" at most {route.returns} times, with reasons.",
                )
            )
        for each in route.special_procedures:
            days = days_in_words(each.working_days)
            self.chart.remarks.append(
                texts(
                    zh=f"特别程序“{each.title}”：{days}，不算在期限里（{each.basis}）。",
                    en=f"“{say(each.title, 'en')}” stops the clock: {say(days, 'en')}.",
                )
            )
