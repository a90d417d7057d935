"""Who and what a file may name: the records that the actor sees, by name and number."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import assert_never

from sqlalchemy import Select
from sqlalchemy import Text
from sqlalchemy import cast
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.access import visible
from models.errors import BadValue
from models.exchange.mapping import Entity
from models.exchange.mapping import Hint
from models.operations.records import normalised
from models.rules.matching import nearest
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Organization
from models.tables import Person
from models.tables import Team
from models.tables import User
from models.vocabulary import ContactKind
from models.vocabulary import Role

Row = tuple[int, str, str | None, str | None]
"""Id, name, system and number there."""

NO_HINTS: Mapping[Hint, str] = {}

SUGGESTED = 5_000
"""Names that are looked through for the one that was probably meant."""


@dataclass(slots=True)
class Shelf:
    """The records of one kind that may be named."""

    named: dict[str, tuple[int, ...]] = field(
        default_factory=dict[str, tuple[int, ...]]
    )
    numbered: dict[str, int] = field(default_factory=dict[str, int])
    hidden: set[str] = field(default_factory=set[str])
    """Numbers of records that stand but are not the actor's to see."""
    ids: set[int] = field(default_factory=set[int])

    def put(self, record_id: int, name: str, number: str | None = None) -> None:
        """Add a record; another of the same name makes the name ambiguous."""
        key = name.strip()
        known = self.named.get(key, ())
        if record_id not in known:
            self.named[key] = (*known, record_id)
        self.ids.add(record_id)
        if number is not None:
            self.numbered[number] = record_id


class Catalog:
    """The shelves, each read when it is first needed."""

    def __init__(self, reader: Reader, system: str) -> None:
        self._reader = reader
        self._system = system
        self._shelves: dict[Entity, Shelf] = {}
        self._contacts: dict[ContactKind, dict[str, tuple[int, ...]]] = {}
        self._teams: dict[int, int] | None = None
        self._givable: set[int] | None = None
        self._root: int | None = None

    def one(
        self, entity: Entity, name: str, hints: Mapping[Hint, str] = NO_HINTS
    ) -> int | None:
        """Return the record of that name; one that hints leave ambiguous is refused."""
        shelf = self.shelf(entity)
        if entity is Entity.DEAL and name in shelf.numbered:
            return shelf.numbered[name]
        found = shelf.named.get(name.strip(), ())
        if entity is Entity.PERSON and not found and name in shelf.numbered:
            return shelf.numbered[name]
        for hint, text in hints.items():
            found = self._narrowed(entity, found, hint, text)
        if len(found) > 1:
            raise BadValue("reference_ambiguous", text=name, entity=entity)
        return found[0] if found else None

    def all_named(self, entity: Entity, name: str) -> tuple[int, ...]:
        """Return every record of that name."""
        return self.shelf(entity).named.get(name.strip(), ())

    def _narrowed(
        self, entity: Entity, found: tuple[int, ...], hint: Hint, text: str
    ) -> tuple[int, ...]:
        """Return those that a hint means, all of them where it means none."""
        if len(found) <= 1 or not text.strip():
            return found
        meant = self._hinted(entity, hint, text.strip())
        return tuple(one for one in found if one in meant) or found

    def _hinted(self, entity: Entity, hint: Hint, text: str) -> tuple[int, ...]:
        match hint:
            case Hint.ID | Hint.LOGIN:
                numbered = self.shelf(entity).numbered.get(text)
                own = int(text) if text.isascii() and text.isdigit() else None
                return tuple(one for one in (numbered, own) if one is not None)
            case Hint.EMAIL:
                return self.by_email(text)
            case Hint.PHONE:
                return self.by_phone(text)
            case _:
                assert_never(hint)

    def numbered(self, entity: Entity, number: str) -> int | None:
        """Return the record that has this number in the files' system."""
        shelf = self.shelf(entity)
        if number in shelf.hidden:
            raise BadValue("record_not_allowed", text=number)
        return shelf.numbered.get(number)

    def sees(self, entity: Entity, record_id: int) -> bool:
        """Tell whether the actor sees the record."""
        return record_id in self.shelf(entity).ids

    def unknown(self, entity: Entity, name: str) -> BadValue:
        """Return the refusal of a name that nobody has, with the nearest one."""
        known = self.shelf(entity).named
        meant = nearest(name, known) if len(known) <= SUGGESTED else None
        return BadValue("reference_unknown", text=name, entity=entity, nearest=meant)

    def put(
        self, entity: Entity, record_id: int, name: str, number: str | None = None
    ) -> None:
        """Let the rows that follow name a new record."""
        self.shelf(entity).put(record_id, name, number)

    def put_contact(
        self, record_id: int, kind: ContactKind, normalized: str | None
    ) -> None:
        """Let the rows that follow find a person by an address or a number."""
        if normalized:
            known = self._contact_list(kind)
            held = known.get(normalized, ())
            if record_id not in held:
                known[normalized] = (*held, record_id)

    def put_user(self, user_id: int, team_id: int) -> None:
        """Note the team of a user, new or moved."""
        self._team_list()[user_id] = team_id

    def by_email(self, email: str) -> tuple[int, ...]:
        """Return the people who have an address."""
        return self._reached(ContactKind.EMAIL, email)

    def by_phone(self, phone: str) -> tuple[int, ...]:
        """Return the people who have a telephone number, however it is written."""
        return self._reached(ContactKind.PHONE, phone)

    def _reached(self, kind: ContactKind, text: str) -> tuple[int, ...]:
        sought = normalised(kind, text, self._reader.house.country)
        return self._contact_list(kind).get(sought, ())

    def _contact_list(self, kind: ContactKind) -> dict[str, tuple[int, ...]]:
        if kind not in self._contacts:
            found: dict[str, tuple[int, ...]] = {}
            people = self.shelf(Entity.PERSON).ids
            query = select(
                col(ContactPoint.normalized), col(ContactPoint.person_id)
            ).where(col(ContactPoint.kind) == kind)
            for value, person_id in self._reader.session.connection().execute(query):
                if value and person_id in people:
                    found[value] = (*found.get(value, ()), person_id)
            self._contacts[kind] = found
        return self._contacts[kind]

    def team_of(self, user_id: int | None) -> int | None:
        """Return the team of a user."""
        if user_id is None:
            return None
        return self._team_list()[user_id]

    def may_own(self, user_id: int) -> bool:
        """Tell whether the actor may give records to a user (defaults.md 5)."""
        if self._reader.actor.role is Role.ADMIN:
            return True
        if self._givable is None:
            query = select(col(User.id)).where(owned(self._reader.actor, col(User.id)))
            self._givable = {one for one in self._reader.session.scalars(query) if one}
        return user_id in self._givable

    def root_team(self) -> int:
        """Return the team above all others."""
        if self._root is None:
            query = select(col(Team.id)).where(col(Team.parent_id).is_(None))
            found = self._reader.session.scalars(query.order_by(col(Team.id))).first()
            if found is None:
                raise BadValue("team_unknown")
            self._root = found
        return self._root

    def shelf(self, entity: Entity) -> Shelf:
        """Return the records of one kind, read once."""
        if entity not in self._shelves:
            self._shelves[entity] = self._read(entity)
        return self._shelves[entity]

    def _team_list(self) -> dict[int, int]:
        if self._teams is None:
            query = select(col(User.id), col(User.team_id))
            found = self._reader.session.connection().execute(query)
            self._teams = {one: team for one, team in found if one is not None}
        return self._teams

    def _read(self, entity: Entity) -> Shelf:
        shelf = Shelf()
        seen, everything = self._rows(entity)
        for record_id, name, system, number in seen:
            shelf.put(record_id, name, number if system == self._system else None)
            if entity in {Entity.DEAL, Entity.USER} and number is not None:
                shelf.numbered.setdefault(number, record_id)
        for record_id, _, system, number in everything:
            foreign = record_id not in shelf.ids
            if foreign and number is not None and system == self._system:
                shelf.hidden.add(number)
        return shelf

    def _rows(self, entity: Entity) -> tuple[Iterable[Row], Iterable[Row]]:
        actor = self._reader.actor
        match entity:
            case Entity.TEAM | Entity.USER:
                return self._staff(entity), ()
            case Entity.COMPANY:
                companies = select(
                    col(Organization.id),
                    col(Organization.name),
                    col(Organization.external_system),
                    col(Organization.external_id),
                )
                mine = companies.where(visible(actor, Organization))
                return self._four(mine), self._four(companies)
            case Entity.PERSON:
                return self._people()
            case Entity.DEAL:
                deals = select(
                    col(Deal.id),
                    col(Deal.title),
                    col(Deal.external_system),
                    col(Deal.external_id),
                )
                return self._four(deals.where(visible(actor, Deal))), self._four(deals)
            case Entity.FOLLOW_UP:
                return self._follow_ups()
            case Entity.INTERACTION:
                return (), ()

    def _staff(self, entity: Entity) -> Iterable[Row]:
        if entity is Entity.USER:
            return self._users()
        return self._plain(select(col(Team.id), col(Team.name)))

    def _people(self) -> tuple[Iterable[Row], Iterable[Row]]:
        people = select(
            col(Person.id),
            col(Person.first_name),
            col(Person.last_name),
            col(Person.external_system),
            col(Person.external_id),
        )

        def rows(
            query: Select[int | None, str, str, str | None, str | None],
        ) -> list[Row]:
            found = self._reader.session.connection().execute(query)
            return [
                (one or 0, f"{first} {last}".strip(), system, number)
                for one, first, last, system, number in found
            ]

        return rows(people.where(visible(self._reader.actor, Person))), rows(people)

    def _follow_ups(self) -> tuple[Iterable[Row], Iterable[Row]]:
        """Return follow-ups; as they have no name, their own number stands for it."""
        every = select(
            col(FollowUp.id),
            cast(col(FollowUp.id), Text),
            col(FollowUp.external_system),
            col(FollowUp.external_id),
        )
        mine = every.where(visible(self._reader.actor, FollowUp))
        return self._four(mine), self._four(every)

    def _users(self) -> list[Row]:
        query = select(col(User.id), col(User.name), col(User.login))
        names: dict[str, set[int]] = defaultdict(set)
        logins: dict[int, str] = {}
        for one, name, login in self._reader.session.connection().execute(query):
            names[name.strip()].add(one or 0)
            names[login].add(one or 0)
            logins[one or 0] = login
        return [(one, name, None, logins[one]) for name in names for one in names[name]]

    def _plain(self, query: Select[int | None, str]) -> list[Row]:
        found = self._reader.session.connection().execute(query)
        return [(one or 0, name, None, None) for one, name in found]

    def _four(
        self, query: Select[int | None, str, str | None, str | None]
    ) -> list[Row]:
        found = self._reader.session.connection().execute(query)
        return [(one or 0, name, system, number) for one, name, system, number in found]
