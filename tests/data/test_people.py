"""Users, roles and teams (D.5)."""

import pytest

from models.errors import BadValue
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.operations import people
from models.store import Store
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.acts import Act
from tests.data.tables import one
from tests.factories import a_user


def test_a_user_is_added_to_the_root_team_or_the_named_one(store: Store) -> None:
    store.write(people.add_team, "North")
    store.write(people.add_user, "ana", "Ana Roux")
    done = store.write(people.add_user, "mia", "Mia", Role.MANAGER, "North")
    assert done.values["team"] == "North"
    ana = one(store.path, "SELECT * FROM user WHERE login = 'ana'")
    assert (ana["name"], ana["role"], ana["active"]) == ("Ana Roux", "seller", 1)
    root = one(store.path, "SELECT id FROM team WHERE parent_id IS NULL")
    assert ana["team_id"] == root["id"]


@pytest.mark.parametrize("login", ["", "Ana", "9a", "a b", 'x"', "a" * 33, "a\n"])
def test_a_login_is_one_that_a_key_line_can_hold(store: Store, login: str) -> None:
    with pytest.raises(BadValue, match="login_bad"):
        store.write(people.add_user, login, "Ana")


def test_a_login_is_given_once(store: Store) -> None:
    with pytest.raises(RuleBroken, match="login_taken"):
        store.write(people.add_user, "boss", "Other")


def test_an_unknown_team_is_refused_with_the_nearest(store: Store) -> None:
    store.write(people.add_team, "North")
    with pytest.raises(BadValue) as refused:
        store.write(people.add_user, "ana", "Ana", Role.SELLER, "Nort")
    assert refused.value.values["nearest"] == "North"


def test_role_and_team_change(store: Store) -> None:
    a_user(store, "ana")
    store.write(people.add_team, "North")
    store.write(people.set_role, "ana", Role.MANAGER)
    store.write(people.set_team, "ana", "North")
    ana = one(store.path, "SELECT * FROM user WHERE login = 'ana'")
    north = one(store.path, "SELECT id FROM team WHERE name = 'North'")
    assert (ana["role"], ana["team_id"]) == ("manager", north["id"])


def test_a_disabled_user_is_out_at_the_next_save(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana", Role.ADMIN)
    ana = as_user(store, "ana")
    store.write(people.disable_user, "ana")
    with pytest.raises(Denied, match="user_inactive"):
        ana.write(people.add_team, "North")
    store.write(people.enable_user, "ana")
    ana.write(people.add_team, "North")


LEAVING: list[Act] = [
    lambda writer: people.disable_user(writer, "boss"),
    lambda writer: people.set_role(writer, "boss", Role.MANAGER),
]


@pytest.mark.parametrize("leave", LEAVING)
def test_somebody_stays_admin(store: Store, leave: Act) -> None:
    with pytest.raises(RuleBroken, match="last_admin"):
        store.write(leave)
    a_user(store, "eve", Role.ADMIN)
    store.write(leave)


KEEPING: list[Act] = [
    lambda writer: people.add_user(writer, "new", "New"),
    lambda writer: people.add_team(writer, "North"),
    lambda writer: people.set_role(writer, "ana", Role.ADMIN),
    lambda writer: people.set_team(writer, "ana", "Relance"),
    lambda writer: people.disable_user(writer, "boss"),
    lambda writer: people.enable_user(writer, "boss"),
]


@pytest.mark.parametrize("role", [Role.SELLER, Role.MANAGER])
@pytest.mark.parametrize("act", KEEPING)
def test_only_an_admin_keeps_users(
    store: Store, as_user: AsUser, role: Role, act: Act
) -> None:
    """R-37: users are refused by the data layer to all but admins."""
    a_user(store, "ana", role)
    ana = as_user(store, "ana")
    with pytest.raises(Denied):
        ana.write(act)


def test_an_unknown_user_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="user_unknown"):
        store.write(people.disable_user, "nobody")


def test_what_is_so_already_writes_nothing(store: Store) -> None:
    assert store.write(people.enable_user, "boss").batch == 0
    assert store.write(people.set_role, "boss", Role.ADMIN).batch == 0
