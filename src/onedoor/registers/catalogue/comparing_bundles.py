"""Two versions of a bundle compared, in words: what became of its parts, its limits, its desk.

What has no words of its own here is still named, so that nothing changes unsaid. What changed in
the services of its parts is told by `comparing`.
"""

from collections.abc import Iterator

from onedoor.registers.catalogue.definition import Bundle, BundlePart, Text
from onedoor.registers.catalogue.differing import about, by_id, named, pairs

# What the sheet of a service calls otherwise.
_OF_BUNDLES = {"offerings": "lead_agencies"}
# Told elsewhere, or of no weight for what runs.
_LEFT = {"parts", "within", "correction_notice", "effective", "editor", "changes", "minutes",
         "keywords", "themes", "life_events"}  # fmt: skip


def bundle_differences(old: Bundle, new: Bundle) -> list[Text]:
    """Everything that changed from `old` to `new` and weighs; nothing: they say the same."""
    return [*_limits(old, new), *_parts(old, new), *_rest(old, new)]


def _limits(old: Bundle, new: Bundle) -> Iterator[Text]:
    for name, before, after in (
        ("joint_statutory", old.within.statutory, new.within.statutory),
        ("joint_promised", old.within.promised, new.within.promised),
        ("extension", old.within.extension, new.within.extension),
        ("correction_notice", old.correction_notice, new.correction_notice),
    ):
        if before != after:
            yield about(named(name), "days", before=str(before), after=str(after))


def _parts(old: Bundle, new: Bundle) -> Iterator[Text]:
    for _id, was, now in pairs(by_id(old.parts), by_id(new.parts)):
        if now is None:
            yield about(was.short, "part-gone")
        elif was is None:
            yield about(now.short, "part-new")
        else:
            yield from _part(was, now)


def _part(old: BundlePart, new: BundlePart) -> Iterator[Text]:
    if old.service != new.service:
        yield about(new.short, "part-service")
    if set(old.after) != set(new.after):
        yield about(new.short, "part-waits")
    if old.if_refused != new.if_refused:
        yield about(new.short, "part-refused")
    if old.when != new.when:
        yield about(new.short, "part-when")
    left = {"service", "after", "if_refused", "when"}
    if old.model_dump(exclude=left) != new.model_dump(exclude=left):
        yield about(new.short, "reworded")


def _rest(old: Bundle, new: Bundle) -> Iterator[Text]:
    for field in Bundle.model_fields:
        if field not in _LEFT and getattr(old, field) != getattr(new, field):
            yield about(named(_OF_BUNDLES.get(field, field)), "changed")
