"""Two versions of a bundle compared, in words: what became of its parts, its limits, its desk.

What has no words of its own here is still named, so that nothing changes unsaid. What changed in
the services of its parts is told by `comparing`.
"""

from collections.abc import Iterator

from onedoor.registers.catalogue.definition import Bundle, BundlePart, Text
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.differing import NAMES, by_id, pairs, sentence

_NAMES = NAMES | {
    "offerings": texts(zh="牵头机关", en="The lead agencies"),
    "accept": texts(zh="收件的岗位", en="The desk that takes it in"),
    "extend": texts(zh="延期的岗位", en="The desk that extends"),
    "situations": texts(zh="情形", en="The situations"),
    "statement": texts(zh="签字的话", en="The statement"),
    "outcomes": texts(zh="办成得到什么", en="The outcomes"),
}
# Told elsewhere, or of no weight for what runs.
_LEFT = {"parts", "within", "correction_notice", "effective", "editor", "changes", "minutes",
         "keywords", "themes", "life_events"}  # fmt: skip


def bundle_differences(old: Bundle, new: Bundle) -> list[Text]:
    """Everything that changed from `old` to `new` and weighs; nothing: they say the same."""
    return [*_limits(old, new), *_parts(old, new), *_rest(old, new)]


def _limits(old: Bundle, new: Bundle) -> Iterator[Text]:
    for name, before, after in (
        (texts(zh="联办法定期限", en="The limit of all by law"),
         old.within.statutory, new.within.statutory),
        (texts(zh="联办承诺期限", en="The promised limit of all"),
         old.within.promised, new.within.promised),
        (texts(zh="可以延长", en="The extension"), old.within.extension, new.within.extension),
        (texts(zh="告知补正的期限", en="The days to tell what is missing"),
         old.correction_notice, new.correction_notice),
    ):  # fmt: skip
        if before != after:
            zh, en = f"从 {before} 天改为 {after} 天", f"is {after} days, before {before}"
            yield sentence(name, zh, en)


def _parts(old: Bundle, new: Bundle) -> Iterator[Text]:
    for _id, was, now in pairs(by_id(old.parts), by_id(new.parts)):
        if now is None:
            yield sentence(was.short, "没有这一项了", "is no longer a part")
        elif was is None:
            yield sentence(now.short, "新加的一项", "is a new part")
        else:
            yield from _part(was, now)


def _part(old: BundlePart, new: BundlePart) -> Iterator[Text]:
    if old.service != new.service:
        yield sentence(new.short, "换了事项", "is another service")
    if set(old.after) != set(new.after):
        yield sentence(new.short, "要等的前几项改了", "waits for other parts")
    if old.if_refused != new.if_refused:
        yield sentence(new.short, "办不成时别的项怎么办，改了", "means something else when refused")
    if old.when != new.when:
        yield sentence(new.short, "什么情形要办，改了", "belongs to it in other situations")
    left = {"service", "after", "if_refused", "when"}
    if old.model_dump(exclude=left) != new.model_dump(exclude=left):
        yield sentence(new.short, "的说明改了", "is worded otherwise")


def _rest(old: Bundle, new: Bundle) -> Iterator[Text]:
    for name in Bundle.model_fields:
        if name not in _LEFT and getattr(old, name) != getattr(new, name):
            yield sentence(_NAMES.get(name, texts(zh=name, en=name)), "改了", "changed")
