"""The form of a site, the same for whoever makes one and for its own chief who changes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from onedoor.registers.publications.listed import columns
from onedoor.registers.publications.words import kind_word
from onedoor.registers.sites.colours import USUAL
from onedoor.registers.sites.queries import Site
from onedoor.registers.sites.rules import FOOT, KINDS, LEVELS

LANGUAGES = ("zh", "en", "ug")


def site_typed(request: HttpRequest) -> dict[str, Any]:
    """What the form says of a site, as it is kept; whether it holds is for the rules."""
    given = request.POST
    names = {each: given.get(f"name-{each}", "").strip()[:60] for each in LANGUAGES}
    foot = {each: given.get(f"foot-{each}", "").strip()[:200] for each in FOOT}
    chosen = [given.get(f"column{number}", "") for number in range(1, len(columns()) + 1)]
    return {
        "names": {"zh": names.pop("zh")} | {name: said for name, said in names.items() if said},
        "hue": given.get("hue", "").strip()[:20],
        "columns": tuple(each for each in chosen if each),
        "foot": {name: said for name, said in foot.items() if said},
        "takes_services": frozenset(given.getlist("takes_services")),
        "takes_pieces": frozenset(given.getlist("takes_pieces")),
    }


def fields_of(site: Site | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows: what was typed, else how the site stands, else what is usual."""
    stands = site or Site(slug="", division="", names={"zh": ""}, office="")
    order = [*stands.columns] or [*columns()]
    values = {f"name-{each}": stands.names.get(each, "") for each in LANGUAGES}
    values |= {f"foot-{each}": stands.foot.get(each, "") for each in FOOT}
    values |= {f"column{n}": each for n, each in enumerate(order, 1)}
    values |= {"hue": stands.hue if site else USUAL, "revision": str(stands.revision)}
    values |= {name: str(value) for name, value in given.items()}
    return {
        "values": values,
        "column_fields": [f"column{n}" for n in range(1, len(columns()) + 1)],
        "columns": [{"value": each.id, "label": each.name} for each in columns().values()],
        "foot": [{"name": f"foot-{each}", "label": _foot_words()[each]} for each in FOOT],
        "levels": [{"value": each, "label": level_word(each)} for each in LEVELS],
        "kinds": [{"value": each, "label": kind_word(each)} for each in KINDS],
        "takes_services": _chosen(given, "takes_services", stands.takes_services),
        "takes_pieces": _chosen(given, "takes_pieces", stands.takes_pieces),
    }


def _chosen(given: Mapping[str, Any], name: str, stands: frozenset[str]) -> Sequence[str]:
    if not given:
        return sorted(stands)
    return list(given.getlist(name)) if hasattr(given, "getlist") else []


def level_word(level: str) -> str:
    """Whose services are meant."""
    words = {"nation": _("国家的"), "region": _("自治区的"), "prefecture": _("地区的")}
    return words[level]


def _foot_words() -> dict[str, str]:
    return {
        "host": _("主办单位"), "undertaker": _("承办单位"), "contact": _("联系方式"),
        "site_code": _("网站标识码"), "icp": _("ICP 备案号"), "police": _("公安备案号"),
    }  # fmt: skip
