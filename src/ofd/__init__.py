"""Sealed documents: OFD files written, sealed with SM2, verified and drawn.

Stands alone: nothing here knows what the documents are about. See README.md.
"""

from ofd.drawing import Drawing, draw
from ofd.faces import MissingGlyphs, NeedsShaping, Shape
from ofd.findings import Finding, Report, SealFound
from ofd.package import Refused
from ofd.pages import Attachment, Code, Document, Face, Image, Page, Path, Text
from ofd.sealing import AlreadyClosed, Seal, Stamp, load_seal, make_seal, seal
from ofd.seals import Trust
from ofd.sm2 import SelfTestFailed, SM2Signer, SoftKey, self_test
from ofd.verifying import verify
from ofd.words import titled, words_of
from ofd.writing import code_of, identifier_of, measure, write

__all__ = [
    "AlreadyClosed",
    "Attachment",
    "Code",
    "Document",
    "Drawing",
    "Face",
    "Finding",
    "Image",
    "MissingGlyphs",
    "NeedsShaping",
    "Page",
    "Path",
    "Refused",
    "Report",
    "SM2Signer",
    "Seal",
    "SealFound",
    "SelfTestFailed",
    "Shape",
    "SoftKey",
    "Stamp",
    "Text",
    "Trust",
    "code_of",
    "draw",
    "identifier_of",
    "load_seal",
    "make_seal",
    "measure",
    "seal",
    "self_test",
    "titled",
    "verify",
    "words_of",
    "write",
]
