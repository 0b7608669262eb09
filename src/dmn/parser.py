"""FEEL, read: from a text to a tree."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from dmn import syntax as tree
from dmn.reading import KEYWORDS, MOST_NESTED, Names, NotFeel, Reader
from dmn.values import number

T = TypeVar("T")

_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # two halves of one sign
    r"|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)",
    re.DOTALL,
)
_KEY = re.compile(r'(?:"((?:[^"\\]|\\.)*)"|((?:[^\W\d]|_)[\w .\'+*/\u00a0-]*?))\s*:')
_NAMED = re.compile(r"((?:[^\W\d]|_)[\w .'+*/\u00a0-]*?)\s*:")
_LOOPED = re.compile(r"((?:[^\W\d]|_)[\w .'+*/-]*?)\s+in\b")
_PARAMETER = re.compile(r"((?:[^\W\d]|_)[\w .'+*/-]*?)\s*(?=[:,)])")
_TYPE = re.compile(
    r"(?:[^\W\d]|_)\w*(?: (?!satisfies|return|and\b(?! time| months)|or\b|then|else)\w+)*"
)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}

# How tightly the signs between two sides bind.
_SIGNS: tuple[tuple[str, ...], ...] = (
    ("<=", ">=", "!=", "=", "<", ">"),
    ("+", "-"),
    ("*", "/"),
    ("**",),
)
COMPARES = _SIGNS[0]
_COMPARE, _SUM, _PRODUCT, _POWER = range(4)


class Parser(Reader):
    """Recursive descent, one method for each thing FEEL can say."""

    def __init__(self, text: str, names: Names) -> None:
        super().__init__(text, names)
        self.nested = 0
        self._ends_range = False

    # --- whole texts ---

    def whole(self, part: Callable[[], tree.Node]) -> tree.Node:
        """One part, and nothing after it."""
        found = part()
        if not self.done():
            raise NotFeel("something is left over", self.at)
        return found

    def tests(self) -> tree.Node:
        """Unary tests of a cell."""
        if self.takes("-"):
            if self.done():
                return tree.Tests(anything=True)
            self.at = 0
            self.blank()
        start = self.at
        if self.sees_word("not"):
            self.at += 3
            self.blank()
            if self.takes("("):
                items = self._listed(self.test, ")")
                if self.done():
                    return tree.Tests(items, negated=True)
            self.at = start
        return tree.Tests(self._listed(self.test, ""))

    def test(self) -> tree.Node:
        """One positive unary test."""
        sign = self.takes(*COMPARES)
        if sign:
            return tree.Bound(sign, self.binary(_SUM))
        return self.expression()

    # --- expressions, loosest first ---

    def expression(self) -> tree.Node:
        """Anything."""
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise NotFeel("nested too deeply", self.at)
        try:
            found = self._joined("or", lambda: self._joined("and", self._compared))
        finally:
            self.nested -= 1
        return found

    def _joined(self, word: str, part: Callable[[], tree.Node]) -> tree.Node:
        left = part()
        while self.takes_word(word):
            left = tree.Binary(word, left, part())
        return left

    def _compared(self) -> tree.Node:
        left = self.binary(_SUM)
        while True:
            sign = self.takes(*COMPARES)
            if sign:
                left = tree.Binary(sign, left, self.binary(_SUM))
            elif self.takes_word("between"):
                low = self.binary(_SUM)
                self.needs_word("and")
                left = tree.Between(left, low, self.binary(_SUM))
            elif self.takes_word("in"):
                left = tree.In(left, self._tests_of_in())
            elif self.sees_word("instance"):
                self.takes_word("instance")
                self.needs_word("of")
                left = tree.InstanceOf(left, self.type())
            else:
                return left

    def _tests_of_in(self) -> tuple[tree.Node, ...]:
        start = self.at
        if self.takes("("):
            try:
                found = self._listed(self.test, ")")
                if not self.sees("..") and not self.sees("["):
                    return found
            except NotFeel:
                pass
            self.at = start
        sign = self.takes(*COMPARES)
        if sign:
            return (tree.Bound(sign, self.binary(_SUM)),)
        return (self.binary(_SUM),)

    def binary(self, level: int) -> tree.Node:
        """Signs of one level between parts of the next."""
        if level > _POWER:
            return self._unary()
        left = self.binary(level + 1)
        while True:
            if level == _PRODUCT and self.sees("**"):
                return left
            sign = self.takes(*_SIGNS[level])
            if not sign:
                return left
            left = tree.Binary(sign, left, self.binary(level + 1))

    def _unary(self) -> tree.Node:
        minuses = 0
        while self.takes("-"):
            minuses += 1
            if minuses > MOST_NESTED:
                raise NotFeel("nested too deeply", self.at)
        found = self._followed(self._primary())
        for _ in range(minuses):
            found = tree.Negate(found)
        return found

    def _followed(self, found: tree.Node) -> tree.Node:
        for _ in range(1_000):
            if self.sees("..") or self.done():
                return found
            if self.takes("."):
                found = tree.Path(found, self.name())
            elif self.sees("["):
                if self._ends_range and not self._filters():
                    return found
                self.takes("[")
                test = self._inside(self.expression)
                self.needs("]")
                found = tree.Filter(found, test)
            elif self.takes("("):
                found = self._called(found)
            else:
                return found
        raise NotFeel("nested too deeply", self.at)

    def _filters(self) -> bool:
        """Whether the bracket here opens a filter, and does not close a range."""
        start = self.at
        try:
            self.takes("[")
            self._inside(self.expression)
            return bool(self.takes("]"))
        except NotFeel:
            return False
        finally:
            self.at = start

    def _inside(self, part: Callable[[], T]) -> T:
        held, self._ends_range = self._ends_range, False
        try:
            return part()
        finally:
            self._ends_range = held

    def _called(self, function: tree.Node) -> tree.Node:
        if self.takes(")"):
            return tree.Call(function)
        if _NAMED.match(self.text, self.at):
            named = self._inside(lambda: self._listed(self._named, ")"))
            return tree.Call(function, named=tuple(named))
        return tree.Call(function, self._inside(lambda: self._listed(self.expression, ")")))

    def _named(self) -> tuple[str, tree.Node]:
        found = self.matching(_NAMED)
        if not found:
            raise NotFeel("a name is missing", self.at)
        return " ".join(found[1].split()), self.expression()

    def _listed(self, part: Callable[[], T], closes: str) -> tuple[T, ...]:
        items = [part()]
        while self.takes(","):
            items.append(part())
        if closes:
            self.needs(closes)
        return tuple(items)

    # --- the smallest parts ---

    def _primary(self) -> tree.Node:
        found = self.matching(_NUMBER)
        if found:
            value = number(found[0])
            return tree.Literal(value if value is not None else None)
        found = self.matching(_STRING)
        if found:
            return tree.Literal(self._unescaped(found[1]))
        if self.takes("@"):
            found = self.matching(_STRING)
            if not found:
                raise NotFeel("a text after @ is missing", self.at)
            return tree.Call(tree.Name("@"), (tree.Literal(self._unescaped(found[1])),))
        if self.takes("?"):
            return tree.Name("?")
        if self.sees("[") or self.sees("("):
            return self._bracketed()
        if self.takes("]"):
            return self._range(self.binary(_SUM), start_in=False)
        if self.takes("{"):
            return self._context()
        return self._worded()

    def _worded(self) -> tree.Node:
        known = self.names.at(self.text, self.at)
        if not known:
            word = self.takes_word("true", "false", "null")
            if word:
                return tree.Literal({"true": True, "false": False, "null": None}[word])
            if self.takes_word("if"):
                return self._choice()
            if self.takes_word("for"):
                return self._loop()
            word = self.takes_word("some", "every")
            if word:
                over = self._over()
                self.needs_word("satisfies")
                return tree.Quantified(word == "every", over, self.expression())
            if self.takes_word("function"):
                return self._function()
        return tree.Name(self.name())

    def _bracketed(self) -> tree.Node:
        opens = self.takes("[", "(")
        if opens == "[" and self.takes("]"):
            return tree.ListOf(())
        sign = self.takes(*COMPARES) if opens == "(" else ""
        if sign:
            value = self._inside(lambda: self.binary(_SUM))
            self.needs(")")
            return tree.Bound(sign, value)
        first = self._inside(self.expression)
        if self.sees(".."):
            return self._range(first, start_in=opens == "[")
        if opens == "(":
            self.needs(")")
            return first
        if self.takes(","):
            rest = self._inside(lambda: self._listed(self.expression, "]"))
            return tree.ListOf((first, *rest))
        self.needs("]")
        return tree.ListOf((first,))

    def _range(self, start: tree.Node, start_in: bool) -> tree.Node:
        self.needs("..")
        held, self._ends_range = self._ends_range, True
        end = self.binary(_SUM)
        self._ends_range = held
        closes = self.takes("]", ")", "[")
        if not closes:
            raise NotFeel("the end of a range is missing", self.at)
        return tree.RangeOf(start, end, start_in, closes == "]")

    def _context(self) -> tree.Node:
        entries: list[tuple[str, tree.Node]] = []
        if self.takes("}"):
            return tree.ContextOf(())
        while True:
            found = self.matching(_KEY)
            if not found:
                raise NotFeel("a name and a colon are missing", self.at)
            key = self._unescaped(found[1]) if found[1] is not None else found[2]
            key = key if found[1] is not None else " ".join(key.split())
            value = self._inside(self.expression)
            entries.append((key, value))
            self.names.add(key)
            if not self.takes(","):
                self.needs("}")
                return tree.ContextOf(tuple(entries))

    def _choice(self) -> tree.Node:
        test = self.expression()
        self.needs_word("then")
        then = self.expression()
        self.needs_word("else")
        return tree.If(test, then, self.expression())

    def _loop(self) -> tree.Node:
        over = self._over()
        self.needs_word("return")
        self.names.add("partial")
        return tree.For(over, self.expression())

    def _over(self) -> tuple[tree.Each, ...]:
        return self._listed(self._each, "")

    def _each(self) -> tree.Each:
        found = self.matching(_LOOPED)
        if not found or found[1] in KEYWORDS:
            raise NotFeel("a name and “in” are missing", self.at)
        name = " ".join(found[1].split())
        source = self.expression()
        end = self.expression() if self.takes("..") else None
        self.names.add(name)
        return tree.Each(name, source, end)

    def _function(self) -> tree.Node:
        self.needs("(")
        parameters: list[str] = []
        types: list[tree.TypeName] = []
        while not self.takes(")"):
            found = self.matching(_PARAMETER)
            if not found:
                raise NotFeel("a parameter is missing", self.at)
            parameters.append(" ".join(found[1].split()))
            types.append(self.type() if self.takes(":") else tree.TypeName("Any"))
            self.names.add(parameters[-1])
            if not self.takes(",") and not self.sees(")"):
                raise NotFeel("“)” is missing", self.at)
        external = bool(self.takes_word("external"))
        return tree.FunctionOf(tuple(parameters), tuple(types), self.expression(), external)

    def type(self) -> tree.TypeName:
        """The name of a type."""
        found = self.matching(_TYPE)
        if not found:
            raise NotFeel("a type is missing", self.at)
        name = " ".join(found[0].split())
        while self.takes("."):
            more = self.matching(_TYPE)
            name += "." + (more[0] if more else "")
        arguments: list[tree.TypeName] = []
        entries: list[tuple[str, tree.TypeName]] = []
        if self.takes("<"):
            while not self.takes(">"):
                key = self.matching(_KEY) if name == "context" else None
                part = self.type()
                if key:
                    entries.append((" ".join(key[2].split()), part))
                else:
                    arguments.append(part)
                self.takes(",")
                if self.done():
                    raise NotFeel("“>” is missing", self.at)
            if name == "function" and self.takes("->"):
                arguments.append(self.type())
        return tree.TypeName(name, tuple(arguments), tuple(entries))

    def _unescaped(self, text: str) -> str:
        def one(found: re.Match[str]) -> str:
            what = found[1]
            if what[0] in "uU" and len(what) > 1:
                code = int(what[1:7].partition("\\")[0], 16)
                if len(what) > 7:
                    code = 0x10000 + ((code - 0xD800) << 10) + int(what[-4:], 16) - 0xDC00
                whole = code < 0xD800 or 0xE000 <= code < 0x110000
                return chr(code) if whole else "\ufffd"
            return _SIMPLE_ESCAPES.get(what, "\\" + what)

        return _ESCAPE.sub(one, text)


def _read(text: str, names: Iterable[str], what: str) -> tree.Node:
    from dmn.builtins import NAMES

    parser = Parser(text, Names([*NAMES, *names]))
    try:
        return parser.whole(getattr(parser, what))
    except RecursionError:
        raise NotFeel("nested too deeply", parser.at) from None


def read_expression(text: str, names: Iterable[str] = ()) -> tree.Node:
    """A FEEL expression; `names` are those with blanks or signs in them. Raises `NotFeel`."""
    return _read(text, names, "expression")


def read_tests(text: str, names: Iterable[str] = ()) -> tree.Node:
    """The unary tests of a cell. Raises `NotFeel`."""
    if not text.strip():
        return tree.Tests(anything=True)
    return _read(text, names, "tests")


def as_decimal(node: tree.Node) -> Decimal | None:
    """The number written, if it is one."""
    if isinstance(node, tree.Negate) and isinstance(node.value, tree.Literal):
        inner = node.value.value
        return -inner if isinstance(inner, Decimal) else None
    found = node.value if isinstance(node, tree.Literal) else None
    return found if isinstance(found, Decimal) else None
