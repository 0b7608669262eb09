"""People: one party for one number, accounts that stay shut to others, keys kept as digests."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now, travel
from onedoor.registers.people.actions import keep_party, make_token, open_account
from onedoor.registers.people.models import Account, Party, Token
from onedoor.registers.people.queries import account_called, holder_of_key, party_for


def _party(name: str = "阿依古丽·买买提", number: str = "652999198506120027") -> Party:
    return keep_party(kind="person", name=name, number_kind="citizen", number=number, by=SYSTEM)


def test_one_number_is_one_party_whose_particulars_follow(db) -> None:
    first = _party()
    assert _party(name="阿依古丽").pk == first.pk
    assert Party.objects.get(pk=first.pk).name == "阿依古丽"


def test_an_account_is_a_partys_or_a_clerks_never_both(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        open_account("both", "a-long-password", party=_party(), staff_name="李", by=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_account("neither", "a-long-password", by=SYSTEM)
    assert not Account.objects.filter(login__in=["both", "neither"]).exists()


def test_an_account_opened_again_keeps_its_password(db) -> None:
    open_account("ayi", "the-first-password", party=_party(), by=SYSTEM)
    open_account("ayi", "another-password", party=_party(), by=SYSTEM)
    account = account_called("ayi")
    assert account and account.check_password("the-first-password")


def test_of_a_key_only_the_digest_is_kept_and_it_ends(db) -> None:
    account = open_account("firm", "a-long-password", party=_party(), by=SYSTEM)
    key = make_token(account, label="进销存", days=30, by=SYSTEM)
    assert not Token.objects.filter(digest=key).exists()
    holder = holder_of_key(key)
    assert holder is not None
    assert (holder.account, holder.party) == (str(account.pk), str(account.party_id or ""))
    with travel(now() + timedelta(days=31)):
        assert holder_of_key(key) is None
    Token.objects.update(revoked_at=now())
    assert holder_of_key(key) is None
    assert holder_of_key("od_guess") is None


def test_a_clerk_says_why_they_look_and_leaves_a_trace(world) -> None:
    me = world.cast("ayigul")
    clerk = world.a_clerk("press-baicheng")
    assert party_for(me.party, seen_by=me).name
    with pytest.raises(NotAllowed):
        party_for(me.party, seen_by=clerk)
    with pytest.raises(NotAllowed):
        party_for(me.party, seen_by=world.cast("li_qiang"))
    party_for(me.party, seen_by=clerk, why="核对申请人")
    (look,) = world.looks(me.party)
    assert look.why == "核对申请人"
