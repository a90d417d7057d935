"""What every kind of row needs on its way in."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from enum import StrEnum

from models.clock import local_day
from models.errors import BadValue
from models.exchange.catalog import Catalog
from models.exchange.drafts import Draft
from models.exchange.drafts import Missing
from models.exchange.giving import Giving
from models.exchange.ledger import Ledger
from models.exchange.mapping import Entity
from models.exchange.mapping import FileMapping
from models.exchange.mapping import Mode
from models.exchange.sheets import COMPANIES
from models.exchange.sheets import PEOPLE
from models.exchange.sheets import TEAMS
from models.exchange.sheets import Sheet
from models.exchange.sheets import Values
from models.exchange.vocabularies import Vocabularies
from models.history import Writer
from models.tables.base import JsonObject
from models.text import fold
from models.vocabulary import Role


class Fate(StrEnum):
    """What became of a record that a row told of."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Intake:
    """One import under way."""

    writer: Writer
    mapping: FileMapping
    ledger: Ledger
    catalog: Catalog
    words: Vocabularies
    giving: Giving
    made: Counter[Entity] = field(default_factory=Counter[Entity])
    """Records that came in because a row named them, or more than one a row."""
    strangers: set[int] = field(default_factory=set[int])
    """People who came in just now, of whom nothing was followed up yet."""

    @property
    def zone(self) -> str:
        """The zone on whose calendar the file's days run."""
        return self.mapping.zone or self.writer.house.zone

    @property
    def today(self) -> date:
        """The present day there."""
        return local_day(self.writer.now, self.zone)

    def lenient(self) -> Writer:
        """Return the writer for acts that happened elsewhere: no reason is asked."""
        house = self.writer.house._replace(reason_required=False)
        return replace(self.writer, house=house)

    def named(self, draft: Draft, name: str) -> int | None:
        """Return the record that a field names, made now if the mapping says so."""
        found = draft.fields.get(name)
        if isinstance(found, Missing):
            known = self.catalog.one(found.entity, found.name)
            return known if known is not None else self._make(draft, found)
        return found if isinstance(found, int) else None

    def check_owner(self, draft: Draft, name: str = "owner") -> None:
        """Refuse a row that gives a record to whom the actor may not (D.5)."""
        owner = draft.number(name)
        if owner is not None and not self.catalog.may_own(owner):
            draft.refuse(name, "owner_not_allowed")

    def owner(self, draft: Draft, name: str = "owner") -> int | None:
        """Return the owner of a new record: named, or the actor where nobody could be.

        A blank owner stays empty, except that a seller's records are the seller's.
        """
        actor = self.writer.actor
        if name not in draft.fields or actor.role is Role.SELLER:
            return draft.number(name) or actor.id
        return draft.number(name)

    def add_person(self, draft: Draft, columns: Values) -> int:
        """Write a new person: of whom the row names, else of whom the rules choose.

        Whom no rule takes has the owner that any record of the row has (R-32).
        """
        named = draft.number("owner") is not None
        gift = None if named else self.giving.gift(columns)
        owner = self.owner(draft) if gift is None else gift.user_id
        columns["owner_id"] = owner
        columns["team_id"] = self.catalog.team_of(owner)
        made = self.ledger.add(PEOPLE, "person.created", columns)
        if gift is not None:
            self.giving.note(made, gift)
        return made

    def owner_with(self, draft: Draft, person: object) -> int | None:
        """Return the owner of a new deal: where none is named, its new person's rep."""
        if draft.number("owner") is None and person in self.giving.ruled:
            return self.giving.ruled[person]
        return self.owner(draft)

    def given(self, sheet: Sheet, record_id: int | None, owner: int | None) -> Values:
        """Return the columns of a new owner; of the one it has already, nothing."""
        if owner is None:
            return {}
        if record_id is not None:
            stands = self.ledger.values(sheet, record_id)
            if stands["owner_id"] == owner:
                return {}
        return {"owner_id": owner, "team_id": self.catalog.team_of(owner)}

    def custom(self, draft: Draft) -> JsonObject:
        """Return the custom fields that a row fills, checked."""
        found: JsonObject = {}
        for key, text in draft.custom.items():
            try:
                known = self.words.custom(draft.plan.record.entity, key)
                found[key] = self.words.custom_value(
                    known, text, self.mapping.dates, self.mapping.decimal
                )
            except BadValue as refused:
                draft.refuse_as(f"field.{key}", refused)
        return found

    def word(self, draft: Draft, name: str) -> int | None:
        """Return the source or reason that a field names."""
        text = draft.text(name)
        if not text:
            return None
        try:
            if name == "source":
                return self.words.source(text)
            return self.words.reason(text)
        except BadValue as refused:
            draft.refuse_as(name, refused)
            return None

    def external(self, draft: Draft) -> Values:
        """Return the columns that tie a new record to the files' system."""
        number = draft.text("external_id")
        if not number:
            return {}
        return {"external_system": self.mapping.system, "external_id": number}

    def number(self, draft: Draft) -> str | None:
        """Return the number by which the files know a record."""
        if draft.plan.record.identity == ("id",):
            return str(draft.fields["id"]) if draft.fields.get("id") else None
        return draft.text("external_id") or None

    def mark(self, draft: Draft) -> Values:
        """Return the columns by which a new record is found again by that number."""
        number = self.number(draft)
        if number is None:
            return {}
        return {"external_system": self.mapping.system, "external_id": number}

    def change(self, sheet: Sheet, record_id: int, verb: str, columns: Values) -> Fate:
        """Write what a row says that differs; blank cells say nothing."""
        told = {
            name: value
            for name, value in columns.items()
            if value is not None and value != "" and name not in {"custom"}
        }
        custom = columns.get("custom")
        if isinstance(custom, dict) and custom:
            stands = self.ledger.values(sheet, record_id)["custom"]
            told["custom"] = {**(stands if isinstance(stands, dict) else {}), **custom}
        changed = self.ledger.change(sheet, record_id, verb, told)
        return Fate.UPDATED if changed else Fate.SKIPPED

    def _make(self, draft: Draft, missing: Missing) -> int | None:
        name = missing.name
        match missing.entity:
            case Entity.COMPANY:
                columns: Values = {"name": name, "folded_name": fold(name)}
                made = self.ledger.add(COMPANIES, "organization.created", columns)
            case Entity.PERSON:
                first, _, last = name.partition(" ")
                columns = {
                    "first_name": first,
                    "last_name": last,
                    "folded_name": fold(name),
                }
                made = self.add_person(draft, columns)
            case Entity.TEAM:
                columns = {"name": name, "parent_id": self.catalog.root_team()}
                made = self.ledger.add(TEAMS, "team.created", columns)
            case _:
                return None
        self.catalog.put(missing.entity, made, name)
        self.made[missing.entity] += 1
        return made


def applies(mode: Mode, existing: int | None) -> bool:
    """Tell whether a mode lets a row make a record, or change the one there is."""
    if existing is None:
        return mode is not Mode.UPDATE
    return mode is not Mode.CREATE
