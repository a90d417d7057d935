"""Loss reasons, sources, activities, teams: lists that a manager keeps (R-14, R-35)."""

import pytest

from models import queries
from models.errors import BadValue
from models.errors import Conflict
from models.errors import Denied
from models.errors import RuleBroken
from models.operations import activities
from models.operations import closing
from models.operations import reasons
from models.operations import sources
from models.operations import teams
from models.operations import undoing
from models.store import Store
from models.views.configuring import ActivityFields
from models.views.configuring import ReasonFields
from models.views.configuring import SourceFields
from models.views.drafts import LoseDeal
from models.vocabulary import ActionKind
from models.vocabulary import Role
from models.vocabulary import SourceKind
from tests.conftest import AsUser
from tests.data.acts import Act
from tests.data.acts import Prepared
from tests.data.acts import reason
from tests.data.acts_of_settings import SETTING_ACTS
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_team
from tests.factories import a_user

TEAMS = {"rename_team", "place_team"}
"""What only an administrator does (D.5)."""


def named(act: Prepared) -> str:
    return act.__name__


@pytest.mark.parametrize("prepare", SETTING_ACTS, ids=named)
def test_each_act_of_the_settings_is_taken_back_and_brought_again(
    store: Store, prepare: Prepared
) -> None:
    """B1.9: one undo, one redo."""
    act = prepare(store)
    before = rows_of(store.path)
    store.write(act)
    after = rows_of(store.path)
    assert after != before
    store.write(undoing.undo)
    assert rows_of(store.path) == before
    store.write(undoing.redo)
    assert rows_of(store.path) == after


@pytest.mark.parametrize("prepare", SETTING_ACTS, ids=named)
def test_no_act_of_the_settings_is_a_sellers(
    store: Store, as_user: AsUser, prepare: Prepared
) -> None:
    """R-37: refused by the data layer."""
    act = prepare(store)
    a_user(store, "sam")
    a_user(store, "mia", Role.MANAGER)
    with pytest.raises(Denied, match="not_allowed"):
        as_user(store, "sam").write(act)
    if named(prepare) in TEAMS:
        with pytest.raises(Denied, match="not_allowed"):
            as_user(store, "mia").write(act)
    else:
        as_user(store, "mia").write(act)
        as_user(store, "mia").write(undoing.undo)


@pytest.mark.parametrize(
    "query", ["types", "reasons", "sources", "activities", "users", "teams"]
)
def test_no_list_of_the_settings_is_read_to_a_seller(
    store: Store, as_user: AsUser, query: str
) -> None:
    """R-37, D.5: how often a thing was used is a figure of others."""
    a_user(store, "sam")
    read = getattr(queries.configuring, query)
    assert store.read(read) is not None
    with pytest.raises(Denied, match="not_allowed"):
        as_user(store, "sam").read(read)


def test_a_reason_takes_the_first_free_letter_of_its_name(store: Store) -> None:
    """C-04, defaults 3: own reasons take a free letter, never h j k l q."""
    done = store.write(reasons.create_reason, ReasonFields("Junk"))
    # j and k move, u and n are taken by others: the alphabet goes on with a.
    assert done.values["letter"] == "a"
    done = store.write(reasons.create_reason, ReasonFields("Weather"))
    assert done.values["letter"] == "w"


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("q", "letter_bad"),
        ("é", "letter_bad"),
        ("pc", "letter_bad"),
        ("p", "letter_taken"),
        ("P", "letter_taken"),
    ],
)
def test_a_letter_that_moves_or_is_taken_is_refused(
    store: Store, letter: str, code: str
) -> None:
    with pytest.raises(BadValue, match=code) as refused:
        store.write(reasons.create_reason, ReasonFields("Weather", letter))
    assert refused.value.field == "letter"


def test_a_reason_out_of_use_gives_its_letter_away(store: Store) -> None:
    price = reason(store)
    store.write(reasons.deactivate_reason, price)
    store.write(reasons.create_reason, ReasonFields("Partner", "p"))
    store.write(reasons.activate_reason, price)
    offered = store.read(queries.choices.reasons)
    letters = [one.letter for one in offered]
    assert len(set(letters)) == len(letters)


def test_a_reason_that_something_was_lost_for_is_never_deleted(store: Store) -> None:
    store.write(closing.lose_deal, LoseDeal(a_deal(store), reason(store)))
    with pytest.raises(RuleBroken, match="setting_used"):
        store.write(reasons.remove_reason, reason(store))
    given = store.read(queries.uses.of_reasons)
    lost = [row for row in store.read(queries.configuring.reasons) if given[row.id]]
    assert [(row.fields.name, given[row.id]) for row in lost] == [("Price", 1)]


def test_losing_asks_for_a_reason_only_where_the_workspace_wants_it(
    store: Store, as_user: AsUser
) -> None:
    """D.3 no 3: lost needs a reason when the setting asks."""
    with pytest.raises(BadValue, match="reason_required"):
        store.write(closing.lose_deal, LoseDeal(a_deal(store)))
    store.write(reasons.require_reason, required=False)
    later = as_user(store, "boss")
    later.write(closing.lose_deal, LoseDeal(a_deal(store)))


def test_a_source_has_a_kind_and_a_code_that_stays(store: Store) -> None:
    """R-35: source field with kind."""
    was = SourceFields("Partner shop", SourceKind.REFERRAL)
    done = store.write(sources.create_source, was)
    now = SourceFields("Shops", SourceKind.REFERRAL)
    store.write(sources.edit_source, done.id, was, now)
    (shop,) = [c for c in store.read(queries.choices.sources) if c.id == done.id]
    assert (shop.code, shop.name, shop.kind) == (
        "partner_shop",
        "Shops",
        SourceKind.REFERRAL,
    )
    again = store.write(sources.create_source, SourceFields("Partner-shop"))
    assert one(store.path, f"SELECT code FROM source WHERE id = {again.id}") == {
        "code": "partner_shop_2"
    }


def test_activities_are_a_list_of_trials_and_appointments(store: Store) -> None:
    """R-14: trial class names and appointment kinds are configurable."""
    store.write(activities.create_activity, ActivityFields("Yoga"))
    store.write(
        activities.create_activity, ActivityFields("Visit", ActionKind.APPOINTMENT)
    )
    rows = store.read(queries.configuring.activities)
    assert [(row.fields.name, row.fields.kind) for row in rows] == [
        ("Yoga", ActionKind.TRIAL),
        ("Visit", ActionKind.APPOINTMENT),
    ]
    with pytest.raises(BadValue, match="name_taken"):
        store.write(activities.create_activity, ActivityFields("yoga"))
    with pytest.raises(BadValue, match="activity_kind_none"):
        store.write(activities.create_activity, ActivityFields("Talk", ActionKind.NONE))


def test_a_team_is_never_hung_below_itself(store: Store) -> None:
    """R-36: the team tree stands for club, department, company."""
    north, lens = a_team(store, "North"), a_team(store, "Lens", "North")
    with pytest.raises(BadValue, match="team_below_itself"):
        store.write(teams.place_team, north, lens)
    root = one(store.path, "SELECT id FROM team WHERE parent_id IS NULL")["id"]
    assert isinstance(root, int)
    with pytest.raises(RuleBroken, match="team_root_stays"):
        store.write(teams.place_team, root, north)
    tree = [(row.name, row.depth) for row in store.read(queries.configuring.teams)]
    assert tree == [("Relance", 0), ("North", 1), ("Lens", 2)]


NOWHERE: list[Act] = [
    lambda writer: reasons.edit_reason(
        writer, 999, ReasonFields("x"), ReasonFields("y")
    ),
    lambda writer: sources.remove_source(writer, 999),
    lambda writer: activities.move_activity(writer, 999, 1),
    lambda writer: teams.rename_team(writer, 999, "x"),
]


@pytest.mark.parametrize("act", NOWHERE)
def test_what_is_gone_meanwhile_is_refused(store: Store, act: Act) -> None:
    with pytest.raises(Exception, match="record_unknown"):
        store.write(act)


def test_two_managers_changes_of_one_reason_merge_or_are_asked(store: Store) -> None:
    """D.3 no 19: fields changed by only one side merge, the others are asked."""
    was, price = ReasonFields("Price", "p"), reason(store)
    store.write(reasons.edit_reason, price, was, ReasonFields("Price", "z"))
    store.write(reasons.edit_reason, price, was, ReasonFields("Too dear", "p"))
    (row,) = [row for row in store.read(queries.configuring.reasons) if row.id == price]
    assert row.fields == ReasonFields("Too dear", "z")
    with pytest.raises(Conflict, match="setting_changed"):
        store.write(reasons.edit_reason, price, was, ReasonFields("Cost", "p"))
