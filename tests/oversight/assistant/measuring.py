"""Puts the written questions to the assistant, and tells what it answered."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.oversight.assistant.queries import Answer, answer_to

HALVES = ("shown", "held")


@dataclass(frozen=True)
class Asked:
    """One question of the written set, what may answer it, and what did."""

    question: str
    services: tuple[str, ...]
    parts: tuple[str, ...]
    answer: Answer

    @property
    def is_right(self) -> bool:
        """Whether the guide that was meant answers, and nothing but what was asked is shown."""
        shown = self.answer.parts or ("faq",)
        return self.answer.service in self.services and set(shown) <= set(self.parts)

    def __str__(self) -> str:
        told = (
            f"{self.answer.service} {self.answer.named}"
            if self.answer.is_given
            else (f"refused ({self.answer.why})")
        )
        return f"{self.question} → {told}; meant {list(self.services)} {list(self.parts)}"


@cache
def written() -> dict[str, dict[str, list[Any]]]:
    """The questions as they were written down: in scope or off topic, shown or held."""
    path = Path(__file__).with_name("questions.yaml")
    read: dict[str, dict[str, list[Any]]] = YAML(typ="safe", pure=True).load(
        path.read_text("utf-8")
    )
    return read


def ask(kind: str, half: str) -> list[Asked]:
    """Every question of one kind and half, put to the assistant."""
    asked = []
    for each in written()[kind][half]:
        question, services, parts = (each, [], []) if isinstance(each, str) else each
        asked.append(Asked(question, tuple(services), tuple(parts), answer_to(question)))
    return asked
