"""A model from its XML: DMN 1.1 to 1.5, told apart by their namespaces.

The XML is read without entities, document types or anything fetched from elsewhere.
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from dmn import model as of
from dmn.parser import read_expression, read_tests
from dmn.reading import NotFeel
from dmn.types import ANY, BUILT_IN, Type, spelled

MOST_XML = 5_000_000
_NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
    "https://www.omg.org/spec/DMN/20240513/MODEL/": "1.6",
}
_DEEPEST_TYPE = 20


class NotDmn(Exception):
    """The text is no DMN model that is read here."""


def read_xml(xml: str | bytes) -> Element:
    """The root of an XML text, with all its dangers refused."""
    if len(xml) > MOST_XML:
        raise NotDmn("the model is too large")
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as fault:
        raise NotDmn(f"no XML that is read here: {fault}") from None
    return root


def read_model(xml: str | bytes) -> of.Model:
    """The model. Raises `NotDmn`."""
    root = read_xml(xml)
    if local(root) != "definitions" and version_of(root) is None:
        raise NotDmn("no DMN model")
    try:
        return _Reading(root).model()
    except RecursionError:
        raise NotDmn("the model is nested too deeply") from None


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def version_of(root: Element) -> str | None:
    """Which DMN it says it is."""
    for each in root.iter():
        found = _NAMESPACES.get(str(each.tag).partition("}")[0].lstrip("{"))
        if found:
            return found
    return None


def children(element: Element | None, name: str) -> list[Element]:
    """The children of that name."""
    return [each for each in element if local(each) == name] if element is not None else []


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(iter(children(element, name)), None)


def words(element: Element | None, name: str = "text") -> str:
    """The text of a child."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


class _Reading:
    """One reading of one model: types first, then names, then logic."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.definitions = {self._name(each): each for each in children(root, "itemDefinition")}
        self.names = set(self._all_names())
        self.types: dict[str, Type] = {}
        self.unsupported: list[str] = [
            f"import of {each.get('name') or each.get('namespace', '')}"
            for each in children(root, "import")
        ]

    @staticmethod
    def _name(element: Element) -> str:
        return " ".join((element.get("name") or "").split())

    def _all_names(self) -> Iterator[str]:
        for each in self.root.iter():
            if each.get("name"):
                yield self._name(each)

    def model(self) -> of.Model:
        root = self.root
        for name in self.definitions:
            self.types[name] = self._defined(name, 0)
        return of.Model(
            self._name(root),
            root.get("namespace", ""),
            self.types,
            {each.id: each for each in map(self._input, children(root, "inputData"))},
            {each.id: each for each in map(self._decision, children(root, "decision"))},
            {
                each.id: each
                for each in map(self._knowledge, children(root, "businessKnowledgeModel"))
            },
            {each.id: each for each in map(self._service, children(root, "decisionService"))},
            tuple(self.unsupported),
        )

    # --- types ---

    def type(self, reference: str | None, depth: int = 0) -> Type:
        """The type a reference names."""
        if not reference:
            return ANY
        bare = " ".join(reference.split())
        for name in (bare, bare.rpartition(":")[2], bare.rpartition("}")[2]):
            if name in self.definitions:
                return self.types.get(name) or self._defined(name, depth + 1)
        name = spelled(bare.rpartition(":")[2].rpartition("}")[2])
        return Type(name) if name in BUILT_IN or name == "duration" else ANY

    def _defined(self, name: str, depth: int) -> Type:
        if depth > _DEEPEST_TYPE:
            return ANY
        return self._item(self.definitions[name], depth)

    def _item(self, item: Element, depth: int) -> Type:
        if depth > _DEEPEST_TYPE:
            return ANY
        collection = item.get("isCollection") == "true"
        parts = tuple(
            (self._name(each), self._item(each, depth + 1))
            for each in children(item, "itemComponent")
        )
        function = child(item, "functionItem")
        if function is not None:
            return self._function_type(function, collection, depth)
        allowed = self._tests(child(item, "allowedValues"))
        whole = self._tests(child(item, "typeConstraint"))
        base = self.type(words(item, "typeRef"), depth) if not parts else None
        simple = base is not None and not (base.parts or base.collection or base.allowed)
        return Type(
            "context" if parts else base.name if base else "Any",
            collection,
            parts,
            (allowed or (None if collection else whole) or of.Text("")).node,
            whole.node if whole and collection else None,
            None if simple else base,
            allowed.text if allowed else "",
        )

    def _function_type(self, item: Element, collection: bool, depth: int) -> Type:
        asks = tuple(
            (self._name(each), self.type(each.get("typeRef"), depth))
            for each in children(item, "parameters")
        )
        gives = item.get("outputTypeRef")
        kind = self.type(gives, depth) if gives else None
        return Type("function", collection, asks=asks, gives=kind)

    # --- what stands in a model ---

    def _typed(self, element: Element) -> Type:
        variable = child(element, "variable")
        found = variable.get("typeRef") if variable is not None else None
        return self.type(found or words(variable, "typeRef") or None)

    def _id(self, element: Element) -> str:
        return element.get("id") or self._name(element)

    def _input(self, element: Element) -> of.InputData:
        return of.InputData(self._id(element), self._name(element), self._typed(element))

    def _required(self, element: Element, requirement: str, kind: str) -> tuple[str, ...]:
        found = []
        for each in children(element, requirement):
            for link in children(each, kind):
                found.append(self._linked(link))
        return tuple(found)

    def _linked(self, link: Element) -> str:
        """The id a link names, said with or without this model's own namespace."""
        own = self.root.get("namespace", "")
        return link.get("href", "").removeprefix(f"{own}#").removeprefix("#")

    def _decision(self, element: Element) -> of.Decision:
        return of.Decision(
            self._id(element),
            self._name(element),
            self._logic(element),
            self._typed(element),
            self._required(element, "informationRequirement", "requiredInput"),
            self._required(element, "informationRequirement", "requiredDecision"),
            self._required(element, "knowledgeRequirement", "requiredKnowledge"),
            words(element, "question"),
            words(element, "description"),
        )

    def _knowledge(self, element: Element) -> of.Knowledge:
        logic = child(element, "encapsulatedLogic")
        return of.Knowledge(
            self._id(element),
            self._name(element),
            self._definition(logic) if logic is not None else None,
            self._typed(element),
            self._required(element, "knowledgeRequirement", "requiredKnowledge"),
        )

    def _service(self, element: Element) -> of.Service:
        def linked(kind: str) -> tuple[str, ...]:
            return tuple(self._linked(each) for each in children(element, kind))

        return of.Service(
            self._id(element),
            self._name(element),
            linked("outputDecision"),
            linked("inputData"),
            linked("inputDecision"),
            self._typed(element),
        )

    # --- logic ---

    def _logic(self, element: Element | None) -> of.Boxed | None:
        """The first piece of logic inside an element."""
        for each in element if element is not None else ():
            found = self._boxed(each)
            if found is not None:
                return found
        return None

    def _boxed(self, element: Element) -> of.Boxed | None:
        found = self._unboxed(element)
        reference = element.get("typeRef")
        return replace(found, type=self.type(reference)) if found and reference else found

    def _unboxed(self, element: Element) -> of.Boxed | None:
        kind = local(element)
        if kind == "literalExpression":
            return self._expression(element)
        if kind == "decisionTable":
            return self._table(element)
        if kind == "context":
            return self._context(element)
        if kind == "list":
            return of.Listing(tuple(self._boxed(each) for each in self._content(element)))
        if kind == "relation":
            return self._relation(element)
        if kind == "functionDefinition":
            return self._definition(element)
        if kind == "invocation":
            return self._invocation(element)
        if kind == "conditional":
            return of.Conditional(
                *(self._logic(child(element, each)) for each in ("if", "then", "else"))
            )
        if kind == "filter":
            return of.Filtered(
                self._logic(child(element, "in")), self._logic(child(element, "match"))
            )
        if kind in ("for", "some", "every"):
            body = child(element, "return" if kind == "for" else "satisfies")
            return of.Iteration(
                kind,
                element.get("iteratorVariable", ""),
                self._logic(child(element, "in")),
                self._logic(body),
            )
        return None

    @staticmethod
    def _content(element: Element) -> list[Element]:
        passed = ("description", "extensionElements", "variable")
        return [each for each in element if local(each) not in passed]

    def _expression(self, element: Element) -> of.Expression:
        language = element.get("expressionLanguage", "")
        text = words(element)
        if language and "feel" not in language.lower():
            return of.Expression(of.Text(text, None, f"{language} is not run"))
        return of.Expression(self._text(text))

    def _text(self, text: str) -> of.Text:
        try:
            return of.Text(text, read_expression(text, self.names))
        except NotFeel as fault:
            return of.Text(text, None, str(fault))

    def _tests(self, element: Element | None) -> of.Text | None:
        text = words(element)
        if element is None or not text:
            return None
        try:
            return of.Text(text, read_tests(text, self.names))
        except NotFeel as fault:
            return of.Text(text, None, str(fault))

    def _table(self, element: Element) -> of.Table:
        inputs, outputs = children(element, "input"), children(element, "output")
        return of.Table(
            of.HIT_POLICIES.get(element.get("hitPolicy", "UNIQUE"), "U"),
            tuple(self._column(each) for each in inputs),
            tuple(self._output(each, element if len(outputs) == 1 else None) for each in outputs),
            tuple(self._rule(each, len(inputs)) for each in children(element, "rule")),
            of.AGGREGATIONS.get(element.get("aggregation", ""), ""),
            element.get("outputLabel", ""),
        )

    def _column(self, element: Element) -> of.Input:
        expression = child(element, "inputExpression")
        return of.Input(
            element.get("label") or words(expression),
            self._text(words(expression)),
            self.type(expression.get("typeRef") if expression is not None else None),
            self._tests(child(element, "inputValues")),
        )

    def _output(self, element: Element, table: Element | None) -> of.Output:
        default = child(element, "defaultOutputEntry")
        kind = self.type(element.get("typeRef"))
        if table is not None and not element.get("typeRef"):
            # The type of a table of one output is that of its entries, or of their list.
            kind = replace(self.type(table.get("typeRef")), collection=False, allowed_whole=None)
        return of.Output(
            self._name(element),
            element.get("label", ""),
            kind,
            self._tests(child(element, "outputValues")),
            self._text(words(default)) if default is not None else None,
        )

    def _rule(self, element: Element, inputs: int) -> of.Rule:
        tests = [
            self._tests(each) or of.Text("-", read_tests("-"))
            for each in children(element, "inputEntry")
        ]
        tests += [of.Text("-", read_tests("-"))] * (inputs - len(tests))
        entries = children(element, "outputEntry")
        outputs = tuple(self._text(words(each)) for each in entries)
        types = tuple(self.type(each.get("typeRef")) for each in entries)
        notes = tuple(words(each) for each in children(element, "annotationEntry"))
        return of.Rule(tuple(tests), outputs, element.get("id", ""), notes, types)

    def _context(self, element: Element) -> of.Context:
        entries: list[of.Entry] = []
        result: of.Boxed | None = None
        for each in children(element, "contextEntry"):
            variable = child(each, "variable")
            if variable is None:
                result = self._logic(each)
            else:
                kind = self.type(variable.get("typeRef"))
                entries.append(of.Entry(self._name(variable), self._logic(each), kind))
        return of.Context(tuple(entries), result)

    def _relation(self, element: Element) -> of.Relation:
        columns = tuple(
            (self._name(each), self.type(each.get("typeRef")))
            for each in children(element, "column")
        )
        rows = tuple(
            tuple(self._boxed(cell) for cell in self._content(row))
            for row in children(element, "row")
        )
        return of.Relation(columns, rows)

    def _definition(self, element: Element) -> of.Definition:
        parameters = tuple(
            (self._name(each), self.type(each.get("typeRef")))
            for each in children(element, "formalParameter")
        )
        kind = self.type(element.get("typeRef"))
        logic = self._logic(element)
        return of.Definition(parameters, logic, element.get("kind", "FEEL"), type=kind)

    def _invocation(self, element: Element) -> of.Invocation:
        arguments = []
        for each in children(element, "binding"):
            parameter = child(each, "parameter")
            if parameter is not None:
                kind = self.type(parameter.get("typeRef"))
                arguments.append(of.Entry(self._name(parameter), self._logic(each), kind))
        function = self._logic(element) or of.Expression(of.Text(""))
        return of.Invocation(function, tuple(arguments))
