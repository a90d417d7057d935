"""Rows that are companies and people, with their telephone and address."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from models.errors import BadValue
from models.exchange import values
from models.exchange.drafts import Draft
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.mapping import Entity
from models.exchange.mapping import Mode
from models.exchange.sheets import COMPANIES
from models.exchange.sheets import CONTACT_POINTS
from models.exchange.sheets import PEOPLE
from models.exchange.sheets import Values
from models.operations.records import normalised
from models.tables import ContactPoint
from models.text import fold
from models.vocabulary import ContactKind
from models.vocabulary import Lifecycle

CONTACTS = {"phone": ContactKind.PHONE, "email": ContactKind.EMAIL}


def company_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a company."""
    intake.check_owner(draft)
    name = draft.text("name")
    return {
        "name": name,
        "folded_name": fold(name),
        "domain": draft.text("domain"),
        "industry": draft.text("industry"),
        "employees": draft.number("employees"),
        "place": draft.text("place"),
        "custom": intake.custom(draft),
        **intake.external(draft),
    }


def write_company(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Write a company; unless a row says whose it is, it is nobody's."""
    owner = draft.number("owner")
    parent = intake.named(draft, "parent")
    columns["parent_id"] = parent
    columns.update(intake.given(COMPANIES, existing, owner))
    if existing is not None:
        if parent == existing:
            raise BadValue("company_own_parent")
        _check_editable(intake, existing)
        verb = "organization.updated"
        return intake.change(COMPANIES, existing, verb, columns), existing
    columns.update(intake.mark(draft))
    made = intake.ledger.add(COMPANIES, "organization.created", columns)
    intake.catalog.put(Entity.COMPANY, made, draft.text("name"), intake.number(draft))
    return Fate.CREATED, made


def person_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a person; of a name the first word is the first."""
    intake.check_owner(draft)
    first, last = _names(draft)
    is_update = draft.plan.record.mode is Mode.UPDATE
    if not is_update and not f"{first}{last}".strip():
        draft.refuse("name" if "name" in draft.texts else "last_name", "name_empty")
    lifecycle = draft.fields.get("lifecycle")
    since = draft.fields.get("customer_since")
    if lifecycle is Lifecycle.CUSTOMER and since is None:
        since = intake.today
    columns: Values = {
        "first_name": first,
        "last_name": last,
        "folded_name": fold(f"{first} {last}"),
        "title": draft.text("title"),
        "temperature": draft.fields.get("temperature"),
        "source_id": intake.word(draft, "source"),
        "came_on": draft.fields.get("came_on"),
        "customer_since": since,
        "language": draft.text("language"),
        "custom": intake.custom(draft),
        **intake.external(draft),
    }
    if lifecycle is not None:
        columns["lifecycle"] = lifecycle
    if draft.fields.get("do_not_contact") is not None:
        columns["do_not_contact"] = draft.fields["do_not_contact"]
    return columns


def write_person(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Write a person and how to reach them."""
    columns["organization_id"] = intake.named(draft, "company")
    if existing is None:
        return Fate.CREATED, _new_person(intake, draft, columns)
    owner = draft.number("owner")
    columns.update(intake.given(PEOPLE, existing, owner))
    fate = intake.change(PEOPLE, existing, "person.updated", columns)
    for name, kind in CONTACTS.items():
        if _change_contact(intake, existing, kind, draft.text(name)):
            fate = Fate.UPDATED
        if _add_others(intake, existing, kind, _others(draft, name)):
            fate = Fate.UPDATED
    return fate, existing


def _names(draft: Draft) -> tuple[str, str]:
    first, last = draft.text("first_name"), draft.text("last_name")
    if first or last or "name" not in draft.fields:
        return first, last
    first, _, last = draft.text("name").partition(" ")
    return first, last


def _new_person(intake: Intake, draft: Draft, columns: Values) -> int:
    columns.update(intake.mark(draft))
    made = intake.add_person(draft, columns)
    intake.strangers.add(made)
    whole = f"{columns['first_name']} {columns['last_name']}".strip()
    intake.catalog.put(Entity.PERSON, made, whole, intake.number(draft))
    for name, kind in CONTACTS.items():
        _add_contact(intake, made, kind, draft.text(name))
        _add_others(intake, made, kind, _others(draft, name))
    return made


def _others(draft: Draft, name: str) -> list[str]:
    return values.texts_in(draft.fields.get(f"other_{name}s")) or []


def _add_contact(
    intake: Intake, person: int, kind: ContactKind, text: str, *, first: bool = True
) -> None:
    if text:
        normal = normalised(kind, text, intake.writer.house.country)
        row: Values = {
            "person_id": person,
            "kind": kind,
            "value": text,
            "normalized": normal,
            "is_primary": first,
        }
        intake.ledger.add(CONTACT_POINTS, "contact_point.created", row)
        intake.catalog.put_contact(person, kind, normal)


def _add_others(
    intake: Intake, person: int, kind: ContactKind, texts: Sequence[str]
) -> bool:
    """Write further ways to reach a person, those that are known already left out."""
    if not texts:
        return False
    known = {value for _, value in _points(intake, person, kind)}
    new = [one for one in dict.fromkeys(texts) if one and one not in known]
    for one in new:
        _add_contact(intake, person, kind, one, first=not known)
        known.add(one)
    return bool(new)


def _points(intake: Intake, person: int, kind: ContactKind) -> list[tuple[int, str]]:
    """Return id and value of every way to reach a person, the first one first."""
    intake.ledger.flush()
    query = (
        select(col(ContactPoint.id), col(ContactPoint.value))
        .where(col(ContactPoint.person_id) == person, col(ContactPoint.kind) == kind)
        .order_by(col(ContactPoint.is_primary).desc(), col(ContactPoint.id))
    )
    found = intake.writer.session.connection().execute(query)
    return [(one or 0, value) for one, value in found]


def _change_contact(intake: Intake, person: int, kind: ContactKind, text: str) -> bool:
    """Write the first way of a kind to reach a person, unless they have it already."""
    if not text:
        return False
    points = _points(intake, person, kind)
    if any(value == text for _, value in points):
        return False
    if not points:
        _add_contact(intake, person, kind, text)
        return True
    normal = normalised(kind, text, intake.writer.house.country)
    told: Values = {"value": text, "normalized": normal}
    intake.catalog.put_contact(person, kind, normal)
    return intake.ledger.change(
        CONTACT_POINTS, points[0][0], "contact_point.updated", told
    )


def _check_editable(intake: Intake, company: int) -> None:
    """Refuse a company of another's, of which one sees the name only (rulings 12)."""
    owner = intake.ledger.values(COMPANIES, company)["owner_id"]
    if isinstance(owner, int) and not intake.catalog.may_own(owner):
        raise BadValue("company_of_another")
