"""A small pack without a fault, in a folder of its own, to be spoiled."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from onedoor.registers.catalogue.queries import Fault, check_packs

GOOD = Path(__file__).with_name("pack")


class Pack:
    """A copy of the good pack. Files are named from the town: "stall/service.yaml"."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.yaml = YAML(typ="rt", pure=True)

    def path(self, file: str) -> Path:
        return self.folder / "town" / file

    def content(self, file: str) -> Any:
        return self.yaml.load(self.path(file).read_text("utf-8"))

    def keep(self, file: str, content: Any) -> None:
        with self.path(file).open("w", encoding="utf-8") as out:
            self.yaml.dump(content, out)

    def change(self, file: str, *place: Any, to: Any) -> "Pack":
        content = self.content(file)
        inside = content
        for step in place[:-1]:
            inside = inside[step]
        if isinstance(inside, list) and place[-1] == len(inside):
            inside.append(to)
        else:
            inside[place[-1]] = to
        self.keep(file, content)
        return self

    def drop(self, file: str, *place: Any) -> "Pack":
        content = self.content(file)
        inside = content
        for step in place[:-1]:
            inside = inside[step]
        del inside[place[-1]]
        self.keep(file, content)
        return self

    def write(self, file: str, text: str | bytes) -> "Pack":
        content = text.encode() if isinstance(text, str) else text
        self.path(file).write_bytes(content)
        return self

    def faults(self) -> list[Fault]:
        return check_packs(self.folder)

    def only_fault(self) -> Fault:
        found = self.faults()
        assert len(found) == 1, "\n".join(str(each) for each in found)
        return found[0]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    shutil.copytree(GOOD, tmp_path / "packs")
    return Pack(tmp_path / "packs")
