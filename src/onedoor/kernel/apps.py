"""The one AppConfig of the project: it lets every room hear the news."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class KernelConfig(AppConfig):
    """Proves the arithmetic of the seals, then imports each room's `reactions` and `timers`.

    A process whose SM3 or SM4 computes wrongly does not start: what it sealed would be lost.
    """

    name = "onedoor.kernel"
    label = "kernel"

    def ready(self) -> None:
        from onedoor.kernel.secrecy import self_test

        self_test()
        for room in apps.get_app_configs():
            for part in ("reactions", "timers"):
                module = f"{room.name}.{part}"
                if room.name.startswith("onedoor.") and find_spec(module):
                    import_module(module)
