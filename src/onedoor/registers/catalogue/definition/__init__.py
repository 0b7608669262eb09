"""The language of packs: what can be said about a public service, as data.

Pure values: no database, no clock. A pack file is read into these models, checked, and published
as one immutable `ServiceDefinition`; guide, wizard, form, checklist, route, clocks, fee and
documents are all drawn from it. Conditions are a closed list of operators; decision tables are
FEEL, evaluated by the engine `dmn` within limits. A new operator is a code change with a record.
"""

from onedoor.registers.catalogue.definition.assessment import AssessmentBook
from onedoor.registers.catalogue.definition.bodies import (
    Agencies,
    Agency,
    Bureau,
    Division,
    Divisions,
    Office,
    SampleCity,
    SampleMandate,
    SamplePerson,
    SamplePiece,
    SampleSite,
    SampleStaff,
    Seat,
    Station,
    Stations,
)
from onedoor.registers.catalogue.definition.bundles import (
    Bundle,
    BundlePart,
    BundleStep,
    BundleStory,
)
from onedoor.registers.catalogue.definition.catalogue import (
    Catalogue,
    CatalogueItem,
    HandlingItem,
)
from onedoor.registers.catalogue.definition.conditions import Condition, Facts, holds, may_hold
from onedoor.registers.catalogue.definition.decisions import (
    COURSE,
    LEAST,
    MOST,
    Decisions,
    DecisionTable,
    Reckoned,
)
from onedoor.registers.catalogue.definition.documents import Document, Documents, ReviewPoint
from onedoor.registers.catalogue.definition.entitlements import (
    EntitlementRule,
    Entitlements,
    EntitlementStory,
    FactRead,
)
from onedoor.registers.catalogue.definition.form import TODAY, Field, Form, Option, Section
from onedoor.registers.catalogue.definition.ground import Basis, Strict, Text, Uncertain, say
from onedoor.registers.catalogue.definition.joining import Conflict, Joint, together
from onedoor.registers.catalogue.definition.licences import LicenceType
from onedoor.registers.catalogue.definition.promises import Promise, Signer
from onedoor.registers.catalogue.definition.ratings import RatingsBook, RatingTerms
from onedoor.registers.catalogue.definition.results import ResultsBook
from onedoor.registers.catalogue.definition.route import (
    Body,
    Desk,
    Hands,
    Route,
    Step,
    Way,
    seats_of,
)
from onedoor.registers.catalogue.definition.searching import Called, SearchWords
from onedoor.registers.catalogue.definition.service import ServiceDefinition, ServiceSheet
from onedoor.registers.catalogue.definition.stories import Story, StoryStep
from onedoor.registers.catalogue.definition.supervision import Rulebook, SupervisionRule
from onedoor.registers.catalogue.definition.units import unit_called

__all__ = [
    "COURSE",
    "LEAST",
    "MOST",
    "TODAY",
    "Agencies",
    "Agency",
    "AssessmentBook",
    "Basis",
    "Body",
    "Bundle",
    "BundlePart",
    "BundleStep",
    "BundleStory",
    "Bureau",
    "Called",
    "Catalogue",
    "CatalogueItem",
    "Condition",
    "Conflict",
    "DecisionTable",
    "Decisions",
    "Desk",
    "Division",
    "Divisions",
    "Document",
    "Documents",
    "EntitlementRule",
    "EntitlementStory",
    "Entitlements",
    "FactRead",
    "Facts",
    "Field",
    "Form",
    "HandlingItem",
    "Hands",
    "Joint",
    "LicenceType",
    "Office",
    "Option",
    "Promise",
    "RatingTerms",
    "RatingsBook",
    "Reckoned",
    "ResultsBook",
    "ReviewPoint",
    "Route",
    "Rulebook",
    "SampleCity",
    "SampleMandate",
    "SamplePerson",
    "SamplePiece",
    "SampleSite",
    "SampleStaff",
    "SearchWords",
    "Seat",
    "Section",
    "ServiceDefinition",
    "ServiceSheet",
    "Signer",
    "Station",
    "Stations",
    "Step",
    "Story",
    "StoryStep",
    "Strict",
    "SupervisionRule",
    "Text",
    "Uncertain",
    "Way",
    "holds",
    "may_hold",
    "say",
    "seats_of",
    "together",
    "unit_called",
]
