"""Undo and redo: the inverse of a whole act, or a refusal that says why (B1.9)."""

import pytest

from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations import assigning
from models.operations import closing
from models.operations import creating
from models.operations import logging
from models.operations import moving
from models.operations import people
from models.operations import undoing
from models.store import Store
from models.store import open_store
from models.tables import Source
from models.views.changed import ChangedSince
from models.views.done import Done
from models.views.drafts import LogTouch
from models.views.drafts import NewDeal
from models.views.drafts import WinDeal
from models.vocabulary import BatchKind
from models.vocabulary import InteractionKind
from models.vocabulary import Origin
from models.vocabulary import Role
from models.vocabulary import SourceKind
from tests.conftest import AsUser
from tests.data.acts import ACTS
from tests.data.acts import Prepared
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import stage_id


def named(act: Prepared) -> str:
    return act.__name__


@pytest.fixture(params=ACTS, ids=named)
def prepared(request: pytest.FixtureRequest) -> Prepared:
    found: Prepared = request.param
    return found


def test_undo_puts_everything_back_and_redo_brings_it_again(
    store: Store, prepared: Prepared
) -> None:
    """D.3 no 20, B1.9, Safety case 58: the state is the one before, for each act."""
    act = prepared(store)
    before = rows_of(store.path)
    done = store.write(act)
    after = rows_of(store.path)
    assert done.batch
    assert after != before

    undone = store.write(undoing.undo)
    assert rows_of(store.path) == before
    assert undone.values["what"] == done.verb

    store.write(undoing.redo)
    assert rows_of(store.path) == after

    store.write(undoing.undo)
    assert rows_of(store.path) == before


def test_the_journal_keeps_the_act_its_undo_and_its_redo(
    store: Store, prepared: Prepared
) -> None:
    """D.3 no 13: corrections are new events, never edits."""
    done = store.write(prepared(store))
    undone = store.write(undoing.undo)
    redone = store.write(undoing.redo)
    counts = many(
        store.path,
        "SELECT batch_id, count(*) AS events FROM event WHERE batch_id >= ?"
        " GROUP BY batch_id ORDER BY batch_id",
        done.batch,
    )
    assert [row["batch_id"] for row in counts] == [
        done.batch,
        undone.batch,
        redone.batch,
    ]
    assert len({row["events"] for row in counts}) == 1


def test_versions_never_go_backwards(store: Store, prepared: Prepared) -> None:
    def versions() -> dict[tuple[str, object], int]:
        found = rows_of(store.path, counting=True)
        return {
            (table, row["id"]): int(str(row["version"]))
            for table, rows in found.items()
            for row in rows
            if "version" in row
        }

    store.write(prepared(store))
    seen = versions()
    for turn in (undoing.undo, undoing.redo, undoing.undo, undoing.redo):
        store.write(turn)
        now = versions()
        assert all(now[key] >= version for key, version in seen.items() if key in now)
        seen |= now


def test_a_batch_and_its_undo_point_at_each_other(store: Store) -> None:
    deal = a_deal(store)
    done = store.write(moving.step_deal, deal, 1)
    undone = store.write(undoing.undo)
    act = one(store.path, "SELECT * FROM batch WHERE id = ?", done.batch)
    undo = one(store.path, "SELECT * FROM batch WHERE id = ?", undone.batch)
    assert act["undone_by_id"] == undone.batch
    assert (undo["kind"], undo["undoes_id"]) == (BatchKind.UNDO, done.batch)

    redone = store.write(undoing.redo)
    act = one(store.path, "SELECT * FROM batch WHERE id = ?", done.batch)
    undo = one(store.path, "SELECT * FROM batch WHERE id = ?", undone.batch)
    assert act["undone_by_id"] is None
    assert undo["undone_by_id"] == redone.batch


def test_undo_says_what_it_undid_and_of_which_record(store: Store) -> None:
    store.write(creating.create_deal, NewDeal("Acme licence"))
    done = store.write(undoing.undo)
    assert (done.verb, done.entity) == ("batch.undone", "deal")
    assert done.values["what"] == "deal.created"
    assert done.values["name"] == "Acme licence"


def test_undo_goes_back_through_acts_and_redo_forward_again(store: Store) -> None:
    deal = a_deal(store)
    states = [rows_of(store.path)]
    for steps in (1, 1, -1):
        store.write(moving.step_deal, deal, steps)
        states.append(rows_of(store.path))
    for state in reversed(states[:-1]):
        store.write(undoing.undo)
        assert rows_of(store.path) == state
    for state in states[1:]:
        store.write(undoing.redo)
        assert rows_of(store.path) == state
    with pytest.raises(RuleBroken, match="redo_nothing"):
        store.write(undoing.redo)


def test_a_new_act_clears_redo(store: Store) -> None:
    deal = a_deal(store)
    store.write(moving.step_deal, deal, 1)
    store.write(undoing.undo)
    store.write(moving.step_deal, deal, 2)
    with pytest.raises(RuleBroken, match="redo_nothing"):
        store.write(undoing.redo)


def test_undo_reaches_acts_of_earlier_sessions_and_of_commands(store: Store) -> None:
    """B1.9: the last act of mine, whichever screen or command it came from."""
    deal = a_deal(store)
    command = open_store(store.path, "boss", store.clock, Origin.CLI)
    command.write(moving.step_deal, deal, 1)
    command.close()
    store.write(undoing.undo)
    assert one(store.path, "SELECT stage_id FROM deal")["stage_id"] == stage_id(
        store, "Opportunity"
    )


def test_each_person_undoes_the_own_acts_only(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    with pytest.raises(RuleBroken, match="undo_nothing"):
        ana.write(undoing.undo)


def test_undo_is_refused_after_a_colleague_changed_the_record(
    store: Store, as_user: AsUser
) -> None:
    """D.3 no 20, B1.9, Safety case 58: refused with who and when."""
    a_user(store, "ana")
    ana = as_user(store, "ana")
    done = ana.write(creating.create_deal, NewDeal("Acme licence"))
    store.write(moving.step_deal, done.id, 1)
    before = rows_of(store.path)
    with pytest.raises(RuleBroken) as refused:
        ana.write(undoing.undo)
    assert refused.value.code == "undo_changed_since"
    assert refused.value.values["changed"] == [
        ChangedSince("deal", done.id, "Acme licence", "Béatrice Ossot", store.now())
    ]
    assert rows_of(store.path) == before


def test_undo_is_refused_while_a_colleague_wrote_below_what_it_made(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    done = ana.write(creating.create_deal, NewDeal("Acme licence"))
    note = LogTouch(InteractionKind.NOTE, "Mind the budget", deal_id=done.id)
    store.write(logging.log_touch, note)
    with pytest.raises(RuleBroken, match="undo_changed_since"):
        ana.write(undoing.undo)
    store.write(undoing.undo)
    ana.write(undoing.undo)
    assert many(store.path, "SELECT id FROM deal") == []


def test_a_change_that_was_undone_itself_does_not_stand_in_the_way(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    deal = a_deal(store, owner="ana")
    ana.write(moving.step_deal, deal, 1)
    store.write(moving.step_deal, deal, 1)
    store.write(undoing.undo)
    ana.write(undoing.undo)
    with pytest.raises(RuleBroken, match="undo_changed_since"):
        store.write(undoing.redo)


def test_a_refusal_never_names_what_became_hidden(
    store: Store, as_user: AsUser
) -> None:
    ben = a_user(store, "ben")
    a_user(store, "ana")
    ana = as_user(store, "ana")
    done = ana.write(creating.create_deal, NewDeal("Acme licence"))
    store.write(assigning.assign_deals, [done.id], ben)
    with pytest.raises(RuleBroken) as refused:
        ana.write(undoing.undo)
    assert refused.value.values["changed"] == []
    assert refused.value.values["count"] == 1


def test_what_left_the_team_is_not_undone_by_its_former_manager(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "mia", Role.MANAGER, "North")
    a_user(store, "ana", team="North")
    deal = a_deal(store, owner="ana")
    mia = as_user(store, "mia")
    mia.write(moving.step_deal, deal, 1)
    store.write(people.add_team, "South")
    store.write(people.set_team, "mia", "South")
    with pytest.raises(NotFound):
        mia.write(undoing.undo)


def test_who_is_no_longer_admin_undoes_no_change_of_users(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "eve", Role.ADMIN)
    eve = as_user(store, "eve")
    eve.write(people.add_user, "ana", "Ana")
    store.write(people.set_role, "eve", Role.SELLER)
    with pytest.raises(Denied):
        eve.write(undoing.undo)


def test_undo_steps_over_an_import_and_names_it(store: Store) -> None:
    deal = a_deal(store)
    store.write(moving.step_deal, deal, 1)
    batch = imported(store)
    done = store.write(undoing.undo)
    assert done.values["skipped_import"] == batch
    assert done.values["what"] == "deal.moved"


def test_with_nothing_but_an_import_undo_names_how_to_revert(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana", Role.MANAGER)
    ana = as_user(store, "ana")
    batch = imported(ana)
    with pytest.raises(RuleBroken) as refused:
        ana.write(undoing.undo)
    assert refused.value.code == "undo_only_import"
    assert refused.value.values["batch"] == batch


def test_the_search_index_follows_undo_and_redo(store: Store) -> None:
    def words() -> list[object]:
        return [row["words"] for row in many(store.path, "SELECT words FROM search")]

    person = a_person(store)
    store.write(creating.create_deal, NewDeal("Zanzibar"))
    assert any("zanzibar" in str(line) for line in words())
    store.write(undoing.undo)
    assert not any("zanzibar" in str(line) for line in words())
    store.write(undoing.redo)
    assert any("zanzibar" in str(line) for line in words())
    assert person


def test_a_row_that_came_back_keeps_who_made_it_and_when(store: Store) -> None:
    done = store.write(creating.create_deal, NewDeal("Acme licence"))
    made = one(store.path, "SELECT created_at, created_by FROM deal")
    store.write(undoing.undo)
    store.write(undoing.redo)
    again = one(store.path, "SELECT id, created_at, created_by FROM deal")
    assert again == {"id": done.id, **made}


def test_a_won_deal_comes_back_with_its_frozen_rate(store: Store) -> None:
    done = store.write(creating.create_deal, NewDeal("Acme licence"))
    store.write(closing.win_deal, WinDeal(done.id))
    store.write(undoing.undo)
    store.write(undoing.redo)
    assert one(store.path, "SELECT status FROM deal") == {"status": "won"}


def imported(store: Store) -> int:
    """Write a batch of the kind that imports are."""

    def write(writer: Writer) -> Done:
        writer.batch.kind = BatchKind.IMPORT
        source = Source(code="fair", name="Fair", kind=SourceKind.EVENT)
        writer.save(source, "source.created")
        return writer.done(source, "import.run")

    return store.write(write).batch


def test_undo_leaves_the_rows_of_others_alone(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    mine = ana.write(creating.create_deal, NewDeal("Mine"))
    a_deal(store, "Other")
    ana.write(undoing.undo)

    titles = [row["title"] for row in many(store.path, "SELECT title FROM deal")]
    assert titles == ["Other"]
    assert many(store.path, "SELECT id FROM batch WHERE id = ?", mine.batch)
