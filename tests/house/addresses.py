"""Every address of an urlconf, and who each of its views says may come in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What a view needs to have declared; the API's operations declare it one by one.
DECLARATION = "door"


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full route, its name with namespaces, and the view behind it."""

    route: str
    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]

    @property
    def doors(self) -> dict[str, str]:
        """What each function behind it declares, by method ("" for a plain view); "" is nothing."""
        operations = _operations(self.view)
        if operations is None:
            return {"": str(getattr(self.view, DECLARATION, ""))}
        return {
            method: str(getattr(operation.view_func, DECLARATION, ""))
            for operation in operations
            for method in operation.methods
        }

    @property
    def door(self) -> str:
        """The door of a plain view; of an API path, the door of its GET."""
        doors = self.doors
        return doors.get("", doors.get("GET", ""))


def addresses(urlconf: str | None = None) -> Iterator[Address]:
    """Every pattern of the urlconf (the site's own when not said), in its order."""
    yield from _walk(get_resolver(urlconf).url_patterns, "/", "", ())


def undeclared(urlconf: str | None = None) -> list[str]:
    """The addresses behind which some function never says who may come in."""
    found = [
        f"{address.route} {method}".strip()
        for address in addresses(urlconf)
        for method, door in address.doors.items()
        if not door
    ]
    # An API path stands in the urlconf once for each operation that has a name.
    return list(dict.fromkeys(found))


def _walk(
    patterns: Sequence[URLPattern | URLResolver],
    route: str,
    names: str,
    parameters: tuple[str, ...],
) -> Iterator[Address]:
    for each in patterns:
        here = route + str(each.pattern)
        asked = (*parameters, *each.pattern.converters)
        if isinstance(each, URLResolver):
            inner = f"{names}{each.namespace}:" if each.namespace else names
            yield from _walk(each.url_patterns, here, inner, asked)
        else:
            yield Address(here, f"{names}{each.name or ''}", each.callback, asked)


def _operations(view: Callable[..., Any]) -> Sequence[Any] | None:
    """The operations an API path answers with: they lie in what its one view closes over."""
    for cell in getattr(view, "__closure__", None) or ():
        operations = getattr(cell.cell_contents, "operations", None)
        if operations is not None:
            return operations
    return None
