"""The first run: who administers before there is an administrator."""

from django.db import transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.agencies.actions import found_office
from onedoor.registers.agencies.queries import staff_policy
from onedoor.registers.people.actions import open_staff_account, reset_staff_sign_in
from onedoor.registers.people.queries import account_called


@transaction.atomic
def found(login: str, office: str, name: str = "") -> list[str]:
    """Seat the account in the office, opening it when there is none; lines for the terminal."""
    account, lines = account_called(login), []
    if account is None:
        account = open_staff_account(login, name or login, by=SYSTEM)
        password = reset_staff_sign_in(account.pk, by=SYSTEM)
        lines.append(f"opened: {login} / {password} (shown this once)")
    found_office(account.pk, office, by=SYSTEM)
    lines.append(f"appointed: {login}, {office} administrator")
    if staff_policy().is_strong:
        lines.append("next: sign in and set a passkey or a one-time code; the policy asks for one")
    return lines
