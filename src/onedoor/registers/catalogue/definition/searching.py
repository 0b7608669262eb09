"""search.yaml: what people call services and bundles, beside what their guides say.

It is no part of a version: that a guide is found by one word more makes no new guide.
"""

from onedoor.registers.catalogue.definition.ground import Strict


class Called(Strict):
    """What one service or bundle is called by people.

    `words` are plain words, symptoms and names of the papers it gives; `foreign` are words of other
    languages; `ours` are titles that this platform has translated and no authority has settled.
    """

    words: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


class SearchWords(Strict):
    """What people say: of these matters (code, or “bundle:code”), and in general."""

    called: dict[str, Called] = {}
    # Each list holds words that mean the same; words of `silent` say nothing about what is wanted.
    same: tuple[tuple[str, ...], ...] = ()
    silent: tuple[str, ...] = ()
