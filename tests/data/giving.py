"""Rules of assignment for tests, written through their own operations."""

from sqlmodel import col
from sqlmodel import select

from models.history import Writer
from models.operations import assigning_rules
from models.store import Store
from models.tables import Person
from models.tables import User
from models.text import fold
from models.views.assigning import Duty
from models.views.assigning import RuleFields
from models.vocabulary import Strategy


def ids(store: Store, *logins: str) -> tuple[int, ...]:
    """Return the ids of users, in the order of their logins."""

    def read(writer: Writer) -> tuple[int, ...]:
        users = writer.session.scalars(select(User)).all()
        known = {user.login: user.pk for user in users}
        return tuple(known[login] for login in logins)

    return store.write(read)


def a_rule(  # noqa: PLR0913
    store: Store,
    *logins: str,
    name: str = "Everyone",
    strategy: Strategy = Strategy.ROUND_ROBIN,
    postcode: str = "",
    language: str = "",
    source: int | None = None,
    team: int | None = None,
) -> int:
    """Make a rule with these reps; return its id."""
    fields = RuleFields(
        name, source, team, postcode, language, strategy, ids(store, *logins)
    )
    return store.write(assigning_rules.make_rule, fields).id


def on_duty(
    store: Store, login: str, *, paused: bool = False, capacity: int | None = None
) -> None:
    """Pause a rep, or say how many prospects they get within 30 days."""
    duty = Duty(ids(store, login)[0], paused, capacity)
    store.write(assigning_rules.set_duty, duty)


def a_stray(
    store: Store, name: str = "Paul Stray", *, company: int | None = None, **told: str
) -> int:
    """Write a prospect without a rep."""

    def write(writer: Writer) -> int:
        first, _, last = name.partition(" ")
        person = Person(
            first_name=first,
            last_name=last,
            folded_name=fold(name),
            organization_id=company,
            language=told.get("language", ""),
        )
        writer.save(person, "person.created")
        return person.pk

    return store.write(write)


def owners(store: Store) -> dict[str, str | None]:
    """Return who has each person, by name."""

    def read(writer: Writer) -> dict[str, str | None]:
        query = select(Person, col(User.login)).outerjoin(
            User, col(User.id) == col(Person.owner_id)
        )
        return {person.name: login for person, login in writer.session.exec(query)}

    return store.write(read)
