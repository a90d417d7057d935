"""Who is in the sample: teams, users, companies, people and how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from random import Random

from models.sample import names
from models.sample.lines import Act
from models.sample.lines import Line
from models.sample.lines import Lines
from models.tables import ContactPoint
from models.tables import Organization
from models.tables import Person
from models.tables import Team
from models.tables import User
from models.text import fold
from models.vocabulary import ContactKind
from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Temperature

VALUES = (Temperature.HOT, Temperature.WARM, Temperature.WARM, Temperature.COLD)
PHONES = 100_000_000


@dataclass(frozen=True, slots=True)
class Cast:
    """The people on both sides."""

    sellers: tuple[Line, ...]
    companies: tuple[Line, ...]
    people: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stageful:
    """What making the cast needs: the rows, the dice, the language, the beginning."""

    lines: Lines
    dice: Random
    language: Language
    began: Act


def make_cast(scene: Stageful, companies: int, people: int) -> Cast:
    """Make two teams of sellers, and the customers they share out."""
    sellers = _staff(scene)
    firms = [_company(scene, place, sellers) for place in range(companies)]
    called = _called(scene)
    persons = [
        _person(scene, place, called[place % len(called)], firms)
        for place in range(people)
    ]
    return Cast(tuple(sellers), tuple(firms), tuple(persons))


def _staff(scene: Stageful) -> list[Line]:
    lines, began = scene.lines, scene.began
    teams = [
        lines.add(Team, _as(began, "team.created"), name=name, parent_id=1)
        for name in names.TEAMS[scene.language]
    ]
    hired = _as(began, "user.created")
    for team, (login, name) in zip(teams, names.MANAGERS, strict=True):
        lines.add(
            User, hired, login=login, name=name, role=Role.MANAGER, team_id=team.id
        )
    return [
        lines.add(
            User,
            hired,
            login=login,
            name=name,
            role=Role.SELLER,
            team_id=teams[place % len(teams)].id,
        )
        for place, (login, name) in enumerate(names.SELLERS)
    ]


def _company(scene: Stageful, place: int, sellers: Sequence[Line]) -> Line:
    dice, language = scene.dice, scene.language
    known = names.COMPANIES[language]
    name = known[place % len(known)]
    town = dice.choice(names.PLACES[language])
    if place >= len(known):
        name = f"{name} {names.PLACES[language][place // len(known) % 10]}"
    if place >= len(known) * 10:
        name = f"{name} {place}"
    owner = sellers[place % len(sellers)]
    return scene.lines.add(
        Organization,
        _as(scene.began, "organization.created"),
        name=name,
        folded_name=fold(name),
        domain=f"{_address(name)}.example",
        industry=dice.choice(names.INDUSTRIES[language]),
        employees=dice.choice((4, 12, 24, 60, 180, 450)),
        place=town,
        owner_id=owner.id,
        team_id=owner.values["team_id"],
    )


def _called(scene: Stageful) -> list[tuple[str, str]]:
    """Return names, so that nobody in a sample of usual size has another's."""
    language = scene.language
    found = list(product(names.FIRST[language], names.LAST[language]))
    scene.dice.shuffle(found)
    return [*names.ODD, *found]


def _person(
    scene: Stageful, place: int, called: tuple[str, str], firms: Sequence[Line]
) -> Line:
    dice, language, lines = scene.dice, scene.language, scene.lines
    first, last = called
    firm = firms[place % len(firms)]
    owner = firm.values["owner_id"]
    if not isinstance(owner, int):
        raise TypeError(owner)
    met = Act(scene.began.at + timedelta(hours=place % 500), owner, "person.created")
    person = lines.add(
        Person,
        met,
        first_name=first,
        last_name=last,
        folded_name=fold(f"{first} {last}"),
        organization_id=firm.id,
        title=dice.choice(names.JOBS[language]),
        temperature=dice.choice(VALUES),
        owner_id=owner,
        team_id=firm.values["team_id"],
    )
    digits = f"{dice.randrange(PHONES):08}"
    pairs = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    reach = (
        (ContactKind.PHONE, f"+33 6 {pairs}", f"+336{digits}"),
        (ContactKind.EMAIL, *[_mail(first, last, firm)] * 2),
    )
    for kind, value, normalized in reach:
        lines.add(
            ContactPoint,
            _as(met, "contact_point.created"),
            person_id=person.id,
            kind=kind,
            value=value,
            normalized=normalized,
            is_primary=True,
        )
    return person


def _mail(first: str, last: str, firm: Line) -> str:
    local = ".".join(part for part in (_address(first), _address(last)) if part)
    return f"{local or 'contact'}@{firm.values['domain']}"


def _address(name: str) -> str:
    return "".join(sign for sign in fold(name) if sign.isascii() and sign.isalnum())


def _as(act: Act, verb: str) -> Act:
    return Act(act.at, act.by, verb)
