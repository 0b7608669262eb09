"""What a key is called by people, and whether there is such a thing."""

from django.utils.translation import gettext

from onedoor.kernel.languages import in_other_languages
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import division
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.queries import bundle, bundles, service, services
from onedoor.registers.publications.listed import columns
from onedoor.registers.publications.queries import piece_shown
from onedoor.registers.subscriptions.keys import parted


def name_of(key: str) -> Text | None:
    """What is called so; None when there is no such thing, or no longer."""
    kind, name = parted(key)
    if "\0" in name:
        return None
    try:
        return _name(kind, name)
    except (Refusal, KeyError, LookupError):
        return None


def _name(kind: str, name: str) -> Text | None:
    match kind:
        case "service":
            return service(name).parsed.sheet.title
        case "bundle":
            return bundle(name).parsed.title
        case "piece":
            return texts(**piece_shown(name).titles)
        case "column":
            return _in_all(columns()[name].name)
        case "place":
            found = division(name)
            return texts(zh=found.name, **_known(found.names))
        case "topic":
            known = any(name in each.themes for each in services())
            return _in_all(name) if known else None
        case "event":
            known = bool(name) and bool(bundles(life_event=name) or services(life_event=name))
            return _in_all(name) if known else None
    return None


def _in_all(word: str) -> Text:
    """A word of ours in every language it is translated to: a notice is written in its reader's."""
    said = in_other_languages(lambda: gettext(word))
    return texts(zh=word, **{code: each for code, each in said.items() if each != word})


def _known(names: dict[str, str]) -> dict[str, str]:
    return {code: said for code, said in names.items() if code in ("en", "ug", "zh_hant") and said}
