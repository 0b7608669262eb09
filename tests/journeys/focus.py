"""Whatever has the focus shows it: a ring that was not there, 3:1 to the ground beside it."""

from tests.journeys.colours import COLOURS

# The rings of what has the focus, or of the label drawn in its stead, each with its contrast to
# the ground it is drawn on: inside on its own, outside on that of what it stands in.
RINGS = """one => {
    const label = one.labels?.[0];
    const drawn = one.matches("input[type=radio], input[type=checkbox]") && label ? label : one;
    return [one, drawn].flatMap(each => {
        const style = getComputedStyle(each), rings = [];
        const add = (ring, inside) => rings.push({
            said: `${each === one} ${ring} ${inside}`,
            contrast: contrast(ring, inside ? each : each.parentElement),
        });
        const drawnLine = !["none", "hidden"].includes(style.outlineStyle);
        const thick = drawnLine ? parseFloat(style.outlineWidth) : 0;
        // How far in its inner edge lies: what a shadow draws inside is seen beyond it or before.
        const deep = -parseFloat(style.outlineOffset);
        if (thick >= 2) add(style.outlineColor, deep > 0);
        for (const shadow of style.boxShadow.match(/rgba?\\([^)]*\\)[^,]*/g) || []) {
            const [ring, , , , spread] = shadow.match(/rgba?\\([^)]*\\)|-?[\\d.]+px/g);
            const inside = shadow.includes("inset"), wide = parseFloat(spread);
            const covered = inside && thick && wide < deep + 2 && deep - thick < 2;
            if (wide >= 2 && !covered) add(ring, inside);
        }
        return rings;
    });
}"""
# Whether one can see it: by a ring that is there with the focus alone.
SEEN = """(before, after) => after.some(ring =>
    ring.contrast >= 3 && !before.some(one => one.said === ring.said))"""
# Each in turn: it shows the focus, is in view then, and lies under nothing.
UNSEEN_FOCUS = f"""() => {{{COLOURS}
    const rings = {RINGS}, seen = {SEEN};
    const found = [];
    const stops = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
    for (const one of stops) {{
        if (!one.checkVisibility() || one.disabled || one.tabIndex < 0) continue;
        if (document.activeElement === one) one.blur();
        const before = rings(one);
        one.focus({{focusVisible: true}});
        if (document.activeElement !== one) continue;
        const label = one.labels?.[0];
        const drawn = one.matches("input[type=radio], input[type=checkbox]") && label ? label : one;
        const box = drawn.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
        // Not wholly under something (2.4.11): its middle or a corner of it can be seen.
        const points = [[.5, .5], [.05, .1], [.95, .1], [.05, .9], [.95, .9]]
            .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y])
            .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
        const covered = points.length && points.every(([x, y]) => {{
            const at = document.elementFromPoint(x, y);
            return at && at !== one && !drawn.contains(at) && !at.contains(drawn);
        }});
        const what = !seen(before, rings(one)) ? "no ring"
            : !inside ? "out of view" : covered ? "covered" : "";
        if (what) found.push(`${{what}}: ${{one.outerHTML.slice(0, 120)}}`);
    }}
    document.activeElement?.blur();
    scrollTo(0, 0);
    return found.slice(0, 5);
}}"""
# The same of what a key has just led to, which is left for a moment to see it without.
STOP = f"""() => {{{COLOURS}
    const rings = {RINGS}, seen = {SEEN};
    const one = document.activeElement, after = rings(one);
    one.blur();
    const before = rings(one);
    one.focus({{preventScroll: true}});
    const label = one.labels?.[0];
    const drawn = one.matches("input[type=radio], input[type=checkbox]") && label ? label : one;
    const box = drawn.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    const at = document.elementFromPoint(box.left + box.width / 2,
        Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
    const covered = at && at !== one && !drawn.contains(at) && !at.contains(drawn);
    const words = (one.innerText || label?.innerText || one.name || one.tagName).trim();
    return {{words, ringed: seen(before, after), inside, covered: Boolean(covered)}};
}}"""
