"""A hostile model neither hangs, nor grows, nor raises: it gives nothing, and says why."""

import time

import pytest

from dmn import Limits, Machine, NotDmn, NotFeel, evaluate, read_expression, read_model
from dmn.machine import Exhausted

_HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m">'


def _model(text: str, more: str = "") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    logic = f"<literalExpression><text>{text}</text></literalExpression>"
    return f'{_HEAD}{more}<decision id="d" name="d">{logic}</decision></definitions>'


@pytest.mark.parametrize(
    "text",
    [
        "count(for i in 1..1000000000 return i)",
        "for a in 1..9999, b in 1..9999, c in 1..9999 return 1",
        "some x in 1..1000000000 satisfies x < 0",
        "(function(f) f(f))(function(f) f(f))",
        "{a: [1,1], b: [a,a], c: [b,b], d: [c,c], e: [d,d], f: [e,e], g: [f,f], h: [g,g],"
        " i: [h,h], j: [i,i], k: [j,j], l: [k,k], m: [l,l], n: [m,m], o: [n,n], p: [o,o],"
        " q: [p,p], r: [q,q], s: [r,r], t: [s,s], u: flatten(t)}.u",
        '{a: "0123456789", f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f(a, 60)}.r',
        "10 ** 9999999999",
        'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")',
        'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$", "x")',
    ],
)
def test_an_expression_that_wants_too_much_gives_nothing_soon(text: str) -> None:
    began = time.perf_counter()
    outcome = evaluate(read_model(_model(text)), "d", {})
    assert outcome.value is None
    assert outcome.notes
    assert time.perf_counter() - began < 10


def test_a_growing_text_is_stopped_at_its_limit() -> None:
    text = 'string join(for i in 1..1000 return "0123456789", "")'
    with pytest.raises(Exhausted):
        Machine(Limits(size=5_000)).reckon(read_expression(text), {})


@pytest.mark.parametrize("text", ["(" * 5_000, "[" * 5_000, "-" * 5_000 + "1", "1" * 50_000])
def test_a_text_nested_without_end_is_not_read(text: str) -> None:
    with pytest.raises(NotFeel):
        read_expression(text)


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions/>',
        "<definitions>",
        "",
        "<html/>",
    ],
)
def test_xml_that_is_dangerous_or_no_model_is_refused(xml: str) -> None:
    with pytest.raises(NotDmn):
        read_model(xml)


def test_types_and_decisions_that_need_themselves_end() -> None:
    ring = '<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>'
    needs = '<informationRequirement><requiredDecision href="#d"/></informationRequirement>'
    xml = _model("1").replace('name="d">', f'name="d">{needs}').replace(_HEAD, _HEAD + ring)
    outcome = evaluate(read_model(xml), "d", {})
    assert "“d” requires itself" in outcome.notes
