"""What several services say alike is written once and named: `use: identity_card`.

Fragments stand in `common/*.yaml` of a pack, and in `packs/_common/*.yaml` for all of them: each
file is a mapping of names to content. Wherever a service writes a mapping with `use: name`, the
fragment stands in its place; whatever else that mapping says replaces what the fragment says. A
fragment that is a list, named inside a list, puts all its members there. Nothing is evaluated.
"""

from pathlib import Path
from typing import Any

from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.reading import Place, Source, read

COMMON = "common"
# Fragments may name fragments, but not for ever.
_DEEPEST = 8

Fragments = dict[str, Any]


def read_fragments(folder: Path, *, root: Path) -> tuple[Fragments, list[Fault]]:
    """The fragments in the files right under `folder`, by name, and what is wrong with them."""
    found: Fragments = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        source, wrong = read(path, root=root)
        faults += wrong
        if source is None:
            continue
        if not isinstance(source.content, dict):
            remedy = "Write `name: content` lines."
            faults.append(source.fault((), "The file holds no fragments.", remedy))
            continue
        for name, content in source.content.items():
            if name in found:
                problem = f"Two fragments are called `{name}`."
                faults.append(source.fault((name,), problem, "Rename one of the two."))
            found[name] = content
    return found, faults


def unfold(source: Source, fragments: Fragments) -> tuple[Source, list[Fault]]:
    """The source with every fragment it names in place; lines are those of the naming."""
    unfolding = _Unfolding(source, fragments)
    content = unfolding.value(source.content, (), (), 0)
    return Source(source.file, content, unfolding.lines), unfolding.faults


class _Unfolding:
    def __init__(self, source: Source, fragments: Fragments) -> None:
        self.source, self.fragments = source, fragments
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []

    def value(self, value: Any, was: Place, now: Place, deep: int) -> Any:
        """`value`, which stood at `was`, as it will stand at `now`."""
        self.lines[now] = self.source.line(was)
        if isinstance(value, dict):
            if "use" in value:
                return self._used(value, was, now, deep)
            return {
                key: self.value(each, (*was, key), (*now, key), deep) for key, each in value.items()
            }
        if isinstance(value, list):
            return self._listed(value, was, now, deep)
        return value

    def _listed(self, members: list[Any], was: Place, now: Place, deep: int) -> list[Any]:
        unfolded: list[Any] = []
        for at, member in enumerate(members):
            name = _named(member)
            many = self.fragments.get(name) if name else None
            if isinstance(many, list) and len(member) == 1 and deep < _DEEPEST:
                for each in many:
                    place = (*now, len(unfolded))
                    unfolded.append(self.value(each, (*was, at), place, deep + 1))
            else:
                unfolded.append(self.value(member, (*was, at), (*now, len(unfolded)), deep))
        return unfolded

    def _used(self, value: dict[str, Any], was: Place, now: Place, deep: int) -> Any:
        name = str(value["use"])
        if deep >= _DEEPEST or name not in self.fragments:
            problem = f"There is no fragment `{name}`."
            if deep >= _DEEPEST:
                problem = f"The fragment `{name}` names itself."
            remedy = "Write it into common/, or correct the name."
            self.faults.append(self.source.fault((*was, "use"), problem, remedy))
            return None
        own = {key: each for key, each in value.items() if key != "use"}
        fragment = self.fragments[name]
        if not own:
            return self.value(fragment, was, now, deep + 1)
        if not isinstance(fragment, dict):
            problem = f"The fragment `{name}` is no mapping, so nothing of it can be replaced."
            self.faults.append(self.source.fault((*was, "use"), problem, "Name it alone."))
            return None
        return self.value(fragment | own, was, now, deep + 1)


def _named(member: Any) -> str:
    return str(member["use"]) if isinstance(member, dict) and "use" in member else ""
