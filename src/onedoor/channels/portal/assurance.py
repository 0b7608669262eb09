"""How sure a service must be of who applies: said on the guide, at the start and before sending."""

from typing import Any

from django.utils.http import urlencode

from onedoor.channels.look.addressing import address
from onedoor.channels.look.words import say
from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.people.levels import level_called


def needed(definition: ServiceDefinition) -> dict[str, Any]:
    """The level this service needs, why, and the way to it; the same for every reader."""
    asked = definition.sheet.assurance
    level = level_called(asked.level)
    return {
        "level": asked.level,
        "name": say(level.name) if level else "",
        "why": say(asked.why),
        "basis": str(asked.basis) if asked.basis else "",
        "how": say(level.how) if level else "",
        "url": _address(definition, ""),
    }


def lacking(definition: ServiceDefinition, *, actor: Actor, onward: str) -> dict[str, Any] | None:
    """What this reader must still show before sending, and where; nothing when they are known."""
    if actor.level >= definition.sheet.assurance.level:
        return None
    return needed(definition) | {"url": _address(definition, onward), "now": actor.level}


def _address(definition: ServiceDefinition, onward: str) -> str:
    place = address("identity:level")
    pairs = {"service": definition.sheet.code} | ({"next": onward} if onward else {})
    return f"{place}?{urlencode(pairs)}" if place else ""
