"""What the installation remembers about itself."""

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """One thing done to this database, kept in it: a copied database knows its own past."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_mark_has_a_name", condition=~models.Q(name=""))
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


def mark(name: str) -> str:
    """The value of a mark; empty when it was never set."""
    return Mark.objects.filter(name=name).values_list("value", flat=True).first() or ""


def set_mark(name: str, value: str) -> None:
    """Set a mark, whatever it was."""
    Mark.objects.update_or_create(name=name, defaults={"value": value})


def marks_beginning(start: str) -> dict[str, str]:
    """All marks whose names begin so."""
    return dict(Mark.objects.filter(name__startswith=start).values_list("name", "value"))


def unset_mark(name: str) -> None:
    """Forget a mark; unknown ones are forgotten already."""
    Mark.objects.filter(name=name).delete()
