"""The one AppConfig of the project: it lets every room hear the news."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class KernelConfig(AppConfig):
    """Imports the `reactions` of each installed room, so that `@on` has spoken before any event."""

    name = "onedoor.kernel"
    label = "kernel"

    def ready(self) -> None:
        for room in apps.get_app_configs():
            reactions = f"{room.name}.reactions"
            if room.name.startswith("onedoor.") and find_spec(reactions):
                import_module(reactions)
