"""What axe finds on a page, and what it leaves to a person to judge and a person has judged."""

from importlib.resources import files
from typing import Any

from tests.journeys.colours import COLOURS
from tests.journeys.visitor import Visitor

AXE = (files("axe_core_python") / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST, STRONG = "color-contrast", "color-contrast-enhanced"
# What axe could not decide: the rule, why it could not, and what a look at such places on
# 27 November 2026 has shown. Contrast is not passed with that: it is reckoned here, from the
# colours behind the words in the tree.
REVIEWED = {
    (rule, why): reason
    for rule in (CONTRAST, STRONG)
    for why, reason in {
        "bgOverlap": "a field lies over its label, or a rule beside words, without a ground",
        "shortTextContent": "a number of one digit is read like any other",
        "imgNode": "a picture lies in the same row, and the words stand beside it",
        "elmPartiallyObscured": "something without a ground lies over a part of it",
        "elmPartiallyObscuring": "a link runs over two lines; its box covers what is between",
        "pseudoContent": "a line or a dot is drawn beside the words",
        "nonBmp": "a sign beside the words has the colour of the words",
        "color-contrast": "the words are scrolled out of their box",
        "color-contrast-enhanced": "the words are scrolled out of their box",
    }.items()
}
RUN = f"""([tags, enhanced, strong]) => {{{COLOURS}
    const pale = (rule, one) => {{
        const style = getComputedStyle(one), size = parseFloat(style.fontSize);
        const large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
        const least = rule === strong ? (large ? 4.5 : 7) : large ? 3 : 4.5;
        return contrast(one.closest("svg") ? style.fill : style.color, one) < least;
    }};
    const why = node => [...node.any, ...node.all, ...node.none]
        .map(check => check.data?.messageKey || check.id).join(" ");
    return axe.run(document, {{
        runOnly: {{type: "tag", values: tags}}, rules: {{[strong]: {{enabled: enhanced}}}},
        resultTypes: ["violations", "incomplete"], preload: false, elementRef: true,
    }}).then(({{violations, incomplete}}) => [
        ...violations.map(
            one => [one.id, "", false, one.nodes.map(node => node.html.slice(0, 300))]),
        ...incomplete.flatMap(one => one.nodes.map(node => [one.id, why(node),
            one.id.startsWith("color") && pale(one.id, node.element),
            [node.html.slice(0, 300)]])),
    ]);
}}"""


def axe(visitor: Visitor, *, strong: bool = False) -> list[Any]:
    """What is wrong, and what nobody has looked at yet; with `strong`, words below 7:1 too.

    Of what is "not reviewed" look at the page: mend it, or say in `REVIEWED` why it is well.
    """
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.evaluate(AXE)
    found = []
    for rule, why, pale, nodes in visitor.page.evaluate(RUN, [TAGS, strong, STRONG]):
        if not why or pale or (rule, why) not in REVIEWED:
            said = "too pale" if pale else f"not reviewed ({why})" if why else "found"
            found.append((f"{rule}: {said}", nodes))
    return found
