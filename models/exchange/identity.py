"""Finds the record that a row is about: by its number, its name, or its very line."""

from sqlalchemy import select
from sqlmodel import col

from models.errors import BadValue
from models.exchange.drafts import Draft
from models.exchange.intake import Intake
from models.exchange.mapping import Entity
from models.exchange.sheets import COMPANIES
from models.exchange.sheets import DEALS
from models.exchange.sheets import FOLLOW_UPS
from models.exchange.sheets import INTERACTIONS
from models.exchange.sheets import PEOPLE
from models.exchange.sheets import TEAMS
from models.exchange.sheets import USERS
from models.exchange.sheets import Sheet
from models.exchange.sheets import Values
from models.tables import ImportRow

SHEETS: dict[Entity, Sheet] = {
    Entity.TEAM: TEAMS,
    Entity.USER: USERS,
    Entity.COMPANY: COMPANIES,
    Entity.PERSON: PEOPLE,
    Entity.DEAL: DEALS,
    Entity.FOLLOW_UP: FOLLOW_UPS,
    Entity.INTERACTION: INTERACTIONS,
}

COLUMNS = {
    "company": "organization_id",
    "person": "person_id",
    "owner": "owner_id",
    "parent": "parent_id",
    "team": "team_id",
    "deal": "deal_id",
}
"""The columns of identity fields that are not named alike."""

NAMED = frozenset({"name", "first_name", "last_name", "email", "phone"})
"""Fields by which the catalog finds records."""

APART: dict[Entity, tuple[str, ...]] = {
    Entity.PERSON: ("email", "phone", "name", "company"),
    Entity.COMPANY: ("domain", "place"),
    Entity.DEAL: ("person", "company"),
}
"""What tells records apart that an identity leaves alike, where a row gives it."""


class Identities:
    """What the lines of one file became before, read once a file."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._digest = ""
        self._lines: dict[tuple[int, str], list[int]] = {}

    def begin(self, digest: str) -> None:
        """Read what a file's lines became in earlier imports."""
        self._digest = digest
        self._lines.clear()
        query = (
            select(col(ImportRow.line), col(ImportRow.entity), col(ImportRow.entity_id))
            .where(
                col(ImportRow.digest) == digest, col(ImportRow.entity_id).is_not(None)
            )
            .order_by(col(ImportRow.id))
        )
        found = self._intake.writer.session.connection().execute(query)
        for line, entity, record_id in found:
            if record_id is not None:
                self._lines.setdefault((line, entity), []).append(record_id)

    def existing(self, draft: Draft, columns: Values) -> int | None:
        """Return the record that the row is about, nothing if it is new.

        Where fields of the identity are blank the next one counts, then the line.
        """
        record = draft.plan.record
        for identity in (record.identity, *record.fallbacks):
            is_told = not any(_blank(draft, name) for name in identity)
            if "row" not in identity and is_told:
                return self._meant(draft, columns, identity)
        return self._by_line(draft)

    def _meant(
        self, draft: Draft, columns: Values, identity: tuple[str, ...]
    ) -> int | None:
        found = self._candidates(draft, identity[0])
        for name in identity[1:]:
            found = self._agreeing(draft, columns, found, name)
        for name in APART.get(draft.plan.record.entity, ()):
            if len(found) > 1 and not _blank(draft, name):
                found = self._agreeing(draft, columns, found, name) or found
        if len(found) > 1:
            raise BadValue("identity_ambiguous", identity[0])
        known = found[0] if found else None
        self._check_number(draft, known)
        return known

    def _check_number(self, draft: Draft, known: int | None) -> None:
        """Refuse a number in the files' system that another record has."""
        number = draft.text("external_id")
        if number:
            entity = draft.plan.record.entity
            if self._intake.catalog.numbered(entity, number) not in {None, known}:
                raise BadValue("external_id_taken", "external_id")

    def _by_line(self, draft: Draft) -> int | None:
        entity = draft.plan.record.entity
        before = self._lines.get((draft.line, entity), [])
        standing = [one for one in before if self._stands(entity, one)]
        return standing[-1] if standing else None

    def _stands(self, entity: Entity, record_id: int) -> bool:
        """Tell whether a record is still there for the actor, not undone or hidden."""
        if entity not in {Entity.FOLLOW_UP, Entity.INTERACTION}:
            return self._intake.catalog.sees(entity, record_id)
        table = SHEETS[entity].table
        query = select(table.columns["id"]).where(table.columns["id"] == record_id)
        found = self._intake.writer.session.connection().execute(query)
        return found.first() is not None

    def _candidates(self, draft: Draft, name: str) -> tuple[int, ...]:
        catalog = self._intake.catalog
        entity = draft.plan.record.entity
        match name:
            case "external_id":
                found = catalog.numbered(entity, draft.text(name))
                return () if found is None else (found,)
            case "id":
                return self._own_number(draft)
            case "email":
                return catalog.by_email(draft.text(name))
            case "phone":
                return catalog.by_phone(draft.text(name))
            case _:
                return catalog.all_named(entity, _whole_name(draft, name))

    def _own_number(self, draft: Draft) -> tuple[int, ...]:
        """Return the record of our own number; its name must agree, for safety."""
        catalog = self._intake.catalog
        entity = draft.plan.record.entity
        number = draft.number("id") or 0
        known = catalog.numbered(entity, str(number))
        if known is not None:
            return (known,)
        if not catalog.sees(entity, number):
            return ()
        if entity is Entity.FOLLOW_UP:
            return self._own_follow_up(draft, number)
        name = "title" if entity is Entity.DEAL else "name"
        if number not in catalog.all_named(entity, _whole_name(draft, name)):
            raise BadValue("id_of_other_record", "id")
        return (number,)

    def _own_follow_up(self, draft: Draft, number: int) -> tuple[int, ...]:
        """Return the follow-up of our own number; whom it is about must agree."""
        stands = self._intake.ledger.values(FOLLOW_UPS, number)
        name = "person" if stands["deal_id"] is None else "deal"
        if stands[f"{name}_id"] != draft.number(name):
            raise BadValue("id_of_other_record", "id")
        return (number,)

    def _agreeing(
        self, draft: Draft, columns: Values, found: tuple[int, ...], name: str
    ) -> tuple[int, ...]:
        """Return those of the records that agree with the row in a field."""
        if name in NAMED:
            meant = self._candidates(draft, name)
            return tuple(one for one in found if one in meant)
        column = COLUMNS.get(name, name)
        wanted = columns.get(column, draft.fields.get(name))
        sheet = SHEETS[draft.plan.record.entity]
        ledger = self._intake.ledger
        return tuple(
            one for one in found if ledger.values(sheet, one).get(column) == wanted
        )


def _blank(draft: Draft, name: str) -> bool:
    if name == "name" and draft.plan.record.entity is Entity.PERSON:
        return not _whole_name(draft, name)
    return not draft.texts.get(name, ("", ""))[1].strip()


def _whole_name(draft: Draft, name: str) -> str:
    """Return the name that records of a kind are known by."""
    if draft.plan.record.entity is not Entity.PERSON or draft.text("name"):
        return draft.text(name) or draft.text("name")
    return f"{draft.text('first_name')} {draft.text('last_name')}".strip()
