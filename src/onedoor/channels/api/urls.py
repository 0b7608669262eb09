"""Addresses of the API, each with its door; what is no address is a problem, not a page."""

from django.urls import URLPattern, include, path

from onedoor.channels.api import applications, catalogue, licences, pages
from onedoor.channels.api.entry import WHO_MAY, api, guarded
from onedoor.channels.look.doors import Door

# Importing them is what declares their operations.
OPERATIONS = (catalogue, applications, licences)


def _doors() -> dict[str, Door]:
    """The door of each path of the API; all operations of one path have the same."""
    return {
        address.lstrip("/"): WHO_MAY[operation.operation_id or ""]
        for router in api._get_bound_routers()
        for address, view in router.path_operations.items()
        for operation in view.operations
    }


def _operations() -> list[URLPattern]:
    doors = _doors()
    found = []
    for pattern in api._get_urls():
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            route = str(pattern.pattern).replace("<", "{").replace(">", "}")
            found.append(guarded(pattern, doors[route]))
    return found


app_name = "api"
urlpatterns = [
    path("", pages.start, name="start"),
    path("problems/<slug:code>", pages.problem_page, name="problem"),
    path("v1/openapi.json", pages.document, name="openapi"),
    path("v1/", include(_operations())),
    path("<path:rest>", pages.nowhere),
]
