"""How staff work, set by the security administrator; what was set before stays readable."""

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.agencies.events import PolicySet
from onedoor.registers.agencies.models import Policy
from onedoor.registers.agencies.queries.authority import POLICIES
from onedoor.registers.agencies.refusals import UnknownPolicy
from onedoor.registers.agencies.rules import refuse_other_offices


@transaction.atomic
def set_policy(key: str, value: str, *, by: Actor) -> Policy:
    """Set `key` to `value`, from this moment; set so already, nothing happens."""
    refuse_other_offices("security", by=by)
    if value not in POLICIES.get(key, ()):
        raise UnknownPolicy(where=key)
    last = Policy.objects.filter(key=key).order_by("-id").first()
    if last and last.value == value:
        return last
    policy = Policy.objects.create(
        key=key, value=value, at=now(), set_by=by.ref, set_by_name=by.name
    )
    record(PolicySet(subject=f"policy:{key}", key=key, value=value), by=by)
    return policy
