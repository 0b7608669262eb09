"""The keys of personal data and the database they belong to: told apart, changed, and kept fit."""

import base64
import json
import secrets

from onedoor.kernel.ports import port
from onedoor.kernel.resealing import keys_in_use, reseal
from onedoor.kernel.secrecy import current_key, keys_mark, seal_key_marks
from onedoor.site import places
from onedoor.site.models import mark, marks_beginning, set_mark, unset_mark

_INDEX, _SEAL = "keys", "key:"


class KeysDoNotFit(RuntimeError):
    """This database was filled with other keys; the text says what to do."""


def refuse_keys_that_do_not_fit() -> None:
    """KeysDoNotFit when the database was filled with keys we do not hold; new ones are noted."""
    if why := why_they_do_not_fit():
        raise KeysDoNotFit(why)
    set_mark(_INDEX, keys_mark())
    for name, value in seal_key_marks().items():
        set_mark(f"{_SEAL}{name}", value)


def why_they_do_not_fit() -> str:
    """A sentence for whoever runs the installation; empty when the keys fit."""
    found, ours = mark(_INDEX), seal_key_marks()
    if found and found != keys_mark():
        return (
            "these keys are not the ones this database was filled with: nobody would be found"
            " again. Put back the right data-keys.json (or ONEDOOR_DATA_KEYS) from the backup"
        )
    if not found and (strange := sorted(keys_in_use() - set(ours))):
        return (
            f"something here is sealed with the key {strange[0]}, which we do not hold."
            " Put it back into data-keys.json (or ONEDOOR_DATA_KEYS)"
        )
    for name, value in marks_beginning(_SEAL).items():
        if ours.get(name.removeprefix(_SEAL)) != value:
            return (
                f"the sealing key {name.removeprefix(_SEAL)} is missing or another one: what it"
                " sealed would stay shut. Put it back into data-keys.json (or ONEDOOR_DATA_KEYS)"
            )
    return ""


def rotate() -> str:
    """Add a new sealing key to the state folder and make it the current one; its name.

    What older keys have sealed still opens. Processes learn of it when they start.
    """
    keys = places.data_keys()
    name = str(1 + max(int(each) for each in keys["seal"] if each.isdecimal()))
    keys["seal"][name] = base64.b64encode(secrets.token_bytes(16)).decode()
    keys["current"] = name
    places.write_private(places.data_keys_file(), json.dumps(keys))
    return name


def reseal_everything() -> tuple[int, list[str]]:
    """Seal everything with the current key; how many values, and the keys nothing needs now."""
    for sealer in ("sealer", "ofd_sealer"):
        port(sealer).reseal()
    count = reseal() + port("signer").reseal()
    needed = keys_in_use() | {current_key()}
    free = sorted(set(seal_key_marks()) - needed)
    for name in free:
        unset_mark(f"{_SEAL}{name}")
    return count, free
