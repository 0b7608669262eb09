"""Sites and their hosts, and what the database refuses."""

from django.db import models
from django.db.models import Q


class SiteKept(models.Model):
    """One site as it is kept; `rules.Site` is how others see it."""

    slug = models.CharField(primary_key=True, max_length=40)
    division = models.CharField(max_length=12, unique=True)
    # {"zh": …, "en": …, "ug": …}
    names = models.JSONField()
    office = models.CharField(max_length=60)
    hue = models.CharField(max_length=7)
    columns = models.JSONField(default=list)
    foot = models.JSONField(default=dict)
    takes_services = models.JSONField(default=list)
    takes_pieces = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_hue_is_written_with_six_digits", condition=Q(hue__regex=r"^#[0-9A-F]{6}$")
            ),
            models.CheckConstraint(
                name="a_site_is_of_a_division", condition=Q(division__regex=r"^[0-9]{12}$")
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class SiteHost(models.Model):
    """A host leads to one site; `number` 0 is the one its addresses are written with."""

    host = models.CharField(primary_key=True, max_length=253)
    site = models.ForeignKey(SiteKept, models.PROTECT, related_name="named")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="hosts_of_a_site_in_order")
        ]

    def __str__(self) -> str:
        return self.host
