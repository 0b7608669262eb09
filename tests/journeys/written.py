"""What is wrong with the words of a page, as scripts that a window is asked."""

# Chinese that no language is said for: a screen reader would spell it in the wrong tongue.
UNMARKED = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim(), near = walk.currentNode.parentElement;
        const said = near.closest("[lang]").getAttribute("lang");
        if (/[\\u3400-\\u9fff]/.test(text) && !said.startsWith("zh")
            && !near.closest("script, style, textarea"))
            found.push(text.slice(0, 60));
    }
    return found;
}"""

# Marks of the page's own language that a reader sees as they are written.
MARKS_SHOWN = """() => document.body.innerText.match(
    /.{0,20}(<[/](span|time|bdi|a|b)>|<(span|time|bdi) ).{0,20}/g) || []"""
# Sentences without a blank between them.
RUN_TOGETHER = """() => document.querySelector("main").innerText.match(
    /.{0,20}(?:[a-z]{3}[.!?][A-Z]|[\u0620-\u06ff]{2}[.!؟][\u0620-\u06ff]).{0,20}/g) || []"""

# Chinese that runs from the right, with its full stops at the wrong end.
BACKWARDS = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim(), near = walk.currentNode.parentElement;
        // What is no letter stands where the language of the line wants it, at either end.
        const marked = /^[^\\p{L}\\p{N}]|[^\\p{L}\\p{N}]$/u.test(text);
        if (marked && /^\\P{L}*[\\u3400-\\u9fff]/u.test(text) && near.checkVisibility()
            && getComputedStyle(near).direction === "rtl" && !near.closest("svg"))
            found.push(text.slice(0, 60));
    }
    return found;
}"""

# Words that go on in the next line without a hyphen; numbers and addresses may.
BROKEN = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode, near = node.parentElement, range = document.createRange();
        if (!near.checkVisibility() || near.closest("svg, .sr, .skip, bdi, a[href^=http]"))
            continue;
        for (const word of node.data.matchAll(/(?<![\\w.@/-])\\p{L}{3,}(?![\\w.@/-])/gu)) {
            if (/[\\p{sc=Han}]/u.test(word[0]))
                continue;
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const boxes = [...range.getClientRects()].filter(one => one.width > 1);
            if (boxes.some(one => one.top > boxes[0].top + boxes[0].height / 2))
                found.push(word[0]);
        }
    }
    return found;
}"""

# What is pressed or followed and shows no word, though a screen reader may say one.
WORDLESS = """() => [...document.querySelectorAll("button, a[href], summary")].filter(one => {
    if (!one.checkVisibility() || one.querySelector("svg, img, canvas"))
        return false;
    const seen = one.cloneNode(true);
    seen.querySelectorAll(".sr").forEach(each => each.remove());
    return !/[\\p{L}\\p{N}]/u.test(seen.textContent);
}).map(one => one.outerHTML.slice(0, 120))"""
