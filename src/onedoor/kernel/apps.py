"""The one AppConfig of the project: it lets every room hear the news."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class KernelConfig(AppConfig):
    """Imports the `reactions` and `timers` of each installed room, before any event or hour."""

    name = "onedoor.kernel"
    label = "kernel"

    def ready(self) -> None:
        for room in apps.get_app_configs():
            for part in ("reactions", "timers"):
                module = f"{room.name}.{part}"
                if room.name.startswith("onedoor.") and find_spec(module):
                    import_module(module)
