"""A model as XML of DMN 1.3, for other modellers to open."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dmn import model as of
from dmn.types import Type

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"
_POLICIES = {short: long for long, short in of.HIT_POLICIES.items()}
_AGGREGATIONS = {sign: name for name, sign in of.AGGREGATIONS.items()}


def write_model(model: of.Model, name: str, namespace: str) -> str:
    """The model's input data and decisions, with tables, contexts and literal expressions."""
    root = Element(
        "definitions",
        {
            "xmlns": NAMESPACE,
            "id": _id("model", name),
            "name": name,
            "namespace": namespace,
            "expressionLanguage": _FEEL,
            "typeLanguage": _FEEL,
        },
    )
    for data in model.inputs.values():
        element = SubElement(root, "inputData", {"id": _id("input", data.id), "name": data.name})
        SubElement(element, "variable", _typed({"name": data.name}, data.type))
    for decision in model.decisions.values():
        _decision(root, decision)
    indent(root)
    text: str = tostring(root, encoding="unicode", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _id(kind: str, name: str) -> str:
    return f"{kind}_{''.join(each if each.isalnum() else '_' for each in name)}"


def _typed(attributes: dict[str, str], kind: Type) -> dict[str, str]:
    named = kind.name not in ("Any", "list", "context")
    return attributes | ({"typeRef": kind.name} if named else {})


def _decision(root: Element, decision: of.Decision) -> None:
    own = {"id": _id("decision", decision.id), "name": decision.name}
    element = SubElement(root, "decision", own)
    if decision.description:
        SubElement(element, "description").text = decision.description
    SubElement(element, "variable", _typed({"name": decision.name}, decision.type))
    for kind, names in (("Input", decision.inputs), ("Decision", decision.decisions)):
        for at, each in enumerate(names):
            needs = {"id": _id(f"needs{kind}_{at}", decision.id)}
            requirement = SubElement(element, "informationRequirement", needs)
            href = f"#{_id(kind.lower(), each)}"
            SubElement(requirement, f"required{kind}", {"href": href})
    _logic(element, decision.logic, decision.id)


def _logic(parent: Element, logic: of.Boxed | None, key: str) -> None:
    if isinstance(logic, of.Expression):
        _text(SubElement(parent, "literalExpression"), logic.text.text)
    elif isinstance(logic, of.Table):
        _table(parent, logic, key)
    elif isinstance(logic, of.Context):
        context = SubElement(parent, "context")
        for entry in logic.entries:
            box = SubElement(context, "contextEntry")
            SubElement(box, "variable", _typed({"name": entry.name}, entry.type))
            _logic(box, entry.logic, f"{key}_{entry.name}")
        if logic.result:
            _logic(SubElement(context, "contextEntry"), logic.result, f"{key}_result")
    elif logic is not None:
        raise ValueError(f"{type(logic).__name__} is not written")


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text


def _table(parent: Element, table: of.Table, key: str) -> None:
    own = {"id": _id("table", key), "hitPolicy": _POLICIES[table.hit]}
    if table.aggregation:
        own["aggregation"] = _AGGREGATIONS[table.aggregation]
    element = SubElement(parent, "decisionTable", own)
    for at, column in enumerate(table.inputs, 1):
        box = SubElement(element, "input", {"id": _id(f"in{at}", key), "label": column.label})
        _text(SubElement(box, "inputExpression", _typed({}, column.type)), column.expression.text)
        if column.values:
            _text(SubElement(box, "inputValues"), column.values.text)
    for at, output in enumerate(table.outputs, 1):
        named = {"id": _id(f"out{at}", key), "label": output.label}
        if len(table.outputs) > 1:
            named["name"] = output.name
        box = SubElement(element, "output", _typed(named, output.type))
        if output.values:
            _text(SubElement(box, "outputValues"), output.values.text)
        if output.default:
            _text(SubElement(box, "defaultOutputEntry"), output.default.text)
    if any(rule.annotations for rule in table.rules):
        SubElement(element, "annotation", {"name": "words"})
    for at, rule in enumerate(table.rules, 1):
        row = SubElement(element, "rule", {"id": _id(f"row{at}", key)})
        for test in rule.tests:
            _text(SubElement(row, "inputEntry"), test.text)
        for value in rule.outputs:
            _text(SubElement(row, "outputEntry"), value.text)
        for note in rule.annotations:
            _text(SubElement(row, "annotationEntry"), note)
