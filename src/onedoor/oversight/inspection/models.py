"""What the sites found on themselves, a night at a time."""

from django.db import models
from django.db.models import Q


class Inspected(models.Model):
    """One inspection of one site: its score, and the whole report. About pages, never persons."""

    # The slug of the site; "" for what shows at the installation's own name.
    site = models.CharField(max_length=40, blank=True, default="")
    day = models.DateField()
    at = models.DateTimeField()
    score = models.DecimalField(max_digits=4, decimal_places=1)
    passes = models.BooleanField()
    # As `Report.as_json` tells it, each finding with the day since which it stands unmended.
    report = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_score_is_of_a_hundred", condition=Q(score__gte=0, score__lte=100)
            ),
            models.UniqueConstraint(fields=["site", "day"], name="a_site_has_one_report_a_day"),
        ]
