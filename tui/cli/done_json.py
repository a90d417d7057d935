"""What a write changed, as JSON: the words of the contract, money in major units."""

from models import queries
from models.errors import NotFound
from models.money import Money
from models.money import major
from models.store import Store
from models.views.done import Change
from models.views.done import Done

ENTITIES = {"organization": "company", "follow_up": "followup"}
"""Tables whose JSON name is another (rulings 14)."""

FIELDS = {
    "organization_id": "company_id",
    "temperature": "value",
    "amount_minor": "amount",
    "base_minor": "base_amount",
    "loss_reason_id": "reason_id",
    "loss_note": "note",
    "initial_comment": "comment",
    "attempt_no": "attempt",
    "no_contact_kind": "no_contact",
}
"""Columns whose JSON name is another: the one that ``show`` answers with."""


def done_json(store: Store, done: Done, text: str) -> dict[str, object]:
    """Return the answer of every command that writes (defaults.md 9)."""
    changed = {
        FIELDS.get(name, name): list(_told(store, done, name, change))
        for name, change in done.changed.items()
    }
    return {
        "batch": done.batch or None,
        "entity": ENTITIES.get(done.entity, done.entity),
        "id": done.id,
        "changed": changed,
        "text": text,
    }


def _told(store: Store, done: Done, name: str, change: Change) -> Change:
    before, after = change
    match name:
        case "amount_minor":
            first, last = done.changed.get("currency", (None, None))
            present = _currency(store, done)
            return _major(before, first or present), _major(after, last or present)
        case "base_minor":
            base = store.house.currency
            return _major(before, base), _major(after, base)
        case "probability":
            return _share(before), _share(after)
        case _:
            return change


def _currency(store: Store, done: Done) -> str:
    """Return the currency that a deal has now."""
    if done.entity != "deal":
        return store.house.currency
    try:
        deal = store.read(queries.deal.load_deal, done.id, 0)
    except NotFound:
        return store.house.currency
    return deal.amount.currency if deal.amount else store.house.currency


def _major(minor: object, currency: object) -> str | None:
    return major(Money(minor, str(currency))) if isinstance(minor, int) else None


def _share(percent: object) -> float | None:
    return percent / 100 if isinstance(percent, int) else None
