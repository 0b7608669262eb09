"""Services, their published versions, and who offers them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onedoor.registers.catalogue.definition import Bundle as BundleDefinition
from onedoor.registers.catalogue.definition import BundleStory, ServiceDefinition, Story

STATES = ("in_use", "suspended", "cancelled")

# By digest: the same content is the same definition in every database and at every time.
_PARSED: dict[str, ServiceDefinition] = {}
_BUNDLES: dict[str, BundleDefinition] = {}


class Listed(models.Model):
    """What services and bundles are found by; all but `state` is drawn from the current version."""

    code = models.CharField(primary_key=True, max_length=60)
    title = models.CharField(max_length=100)
    official = models.CharField(max_length=200)
    applicants = ArrayField(models.CharField(max_length=12), default=list)
    themes = ArrayField(models.CharField(max_length=40), default=list)
    life_events = ArrayField(models.CharField(max_length=40), default=list)
    keywords = ArrayField(models.CharField(max_length=60), default=list)
    # In use, suspended, cancelled (national codes 1, 2, 3).
    state = models.CharField(max_length=10, default="in_use")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A definition as it was published. The database refuses to alter or remove it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    # SHA-256 of the canonical JSON of definition and samples.
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    effective = models.DateField()
    # The stories marked as samples: what the guide shows as filled in.
    samples = models.JSONField(default=list)

    class Meta:
        abstract = True


class Service(Listed):
    """One service (事项)."""

    catalogue_code = models.CharField(max_length=12)
    # The functions of the bodies that offer it.
    functions = ArrayField(models.CharField(max_length=60), default=list)
    current = models.ForeignKey("ServiceVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_service_is_in_use_suspended_or_cancelled", condition=Q(state__in=STATES)
            )
        ]

    @property
    def parsed(self) -> ServiceDefinition:
        """The definition now in force. ValueError when the service was never published."""
        if self.current is None:
            raise ValueError(f"{self.code} has never been published")
        return self.current.parsed


class ServiceVersion(Version):
    """A service as it was published."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_version_of_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.number}"

    @property
    def parsed(self) -> ServiceDefinition:
        """The definition as values; parsed once in each process, for it never changes."""
        known = _PARSED.get(self.digest)
        if known is None:
            known = ServiceDefinition.model_validate(self.definition)
            _PARSED[self.digest] = known
        return known

    @property
    def sample_stories(self) -> list[Story]:
        """The filled-in samples of the guide."""
        return [Story.model_validate(each) for each in self.samples]


class Bundle(Listed):
    """One bundle of services (一件事)."""

    current = models.ForeignKey("BundleVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_bundle_is_in_use_suspended_or_cancelled", condition=Q(state__in=STATES)
            )
        ]

    @property
    def parsed(self) -> BundleDefinition:
        """The definition now in force. ValueError when the bundle was never published."""
        if self.current is None:
            raise ValueError(f"{self.code} has never been published")
        return self.current.parsed


class BundleVersion(Version):
    """A bundle as it was published."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="versions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "number"], name="one_version_of_a_bundle_of_each_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.number}"

    @property
    def parsed(self) -> BundleDefinition:
        """The definition as values; parsed once in each process, for it never changes."""
        known = _BUNDLES.get(self.digest)
        if known is None:
            known = BundleDefinition.model_validate(self.definition)
            _BUNDLES[self.digest] = known
        return known

    @property
    def sample_stories(self) -> list[BundleStory]:
        """The filled-in samples of the guide."""
        return [BundleStory.model_validate(each) for each in self.samples]


class Offering(models.Model):
    """One agency offers the service; `promised` narrows the days, `window` is its counter."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="offerings")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="offerings")
    promised = models.PositiveIntegerField(null=True)
    window = models.CharField(max_length=100, blank=True)
    # False once the packs no longer name it: running cases still point here.
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "agency"], name="an_agency_offers_a_service_once"
            )
        ]


class Publication(models.Model):
    """One publication of a folder of packs, by the digest of every file in it and of its readers.

    Packs that were published last and have not changed since need not be read again.
    """

    id = models.BigAutoField(primary_key=True)
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
