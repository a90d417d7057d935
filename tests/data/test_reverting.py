"""Taking an import back whole, fast, or not at all (B1.17, rulings 8)."""

import pytest
from sqlalchemy import insert

from models import indexing
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.history import event_row
from models.history import plain
from models.operations import moving
from models.operations import undoing
from models.store import Store
from models.tables import Deal
from models.tables import Event
from models.tables import StageVisit
from models.tables.base import JsonObject
from models.tables.base import metadata
from models.views.changed import ChangedSince
from models.views.done import Done
from models.vocabulary import BatchKind
from models.vocabulary import ExitKind
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_user
from tests.factories import stage_id

MAVEN = 8_800


def import_deals(store: Store, count: int, first: int = 1_000) -> int:
    """Write deals as an import does: rows and their events in bulk, one batch."""
    stage = stage_id(store, "Offer")

    def write(writer: Writer) -> Done:
        writer.batch.kind = BatchKind.IMPORT
        writer.batch.verb = "import.run"
        ids = range(first, first + count)
        deals: list[dict[str, object]] = [
            {
                "id": number,
                "title": f"Import {number}",
                "pipeline_id": 1,
                "stage_id": stage,
                "owner_id": writer.actor.id,
            }
            for number in ids
        ]
        visits: list[dict[str, object]] = [
            {"id": number, "deal_id": number, "stage_id": stage, "imported": True}
            for number in ids
        ]
        events: list[dict[str, object]] = []
        for entity, rows in (("deal", deals), ("stage_visit", visits)):
            writer.session.connection().execute(insert(metadata.tables[entity]), rows)
            events += [
                event_row(writer, entity, row, f"{entity}.created", None, told(row))
                for row in rows
            ]
        writer.session.connection().execute(insert(Event), events)
        writer.captured.events = len(events)
        indexing.rebuild(writer.session)
        return Done(writer.batch.pk, "deal", first, "import.run")

    return store.write(write).batch


def told(row: dict[str, object]) -> JsonObject:
    return {name: plain(value) for name, value in row.items() if name != "id"}


def test_an_import_of_thousands_is_taken_back_whole(store: Store) -> None:
    """B1.17: the whole batch is revertible."""
    a_deal(store)
    before = rows_of(store.path)
    batch = import_deals(store, MAVEN)
    assert len(many(store.path, "SELECT id FROM deal")) == MAVEN + 1
    done = store.write(undoing.revert, batch)
    assert rows_of(store.path) == before
    assert (done.verb, done.values["rows"]) == ("batch.reverted", 2 * MAVEN)
    assert done.values["import"] == batch
    kind = one(store.path, "SELECT kind, undoes_id FROM batch WHERE id = ?", done.batch)
    assert kind == {"kind": "revert", "undoes_id": batch}


def test_a_revert_is_refused_whole_and_names_at_most_twenty(store: Store) -> None:
    batch = import_deals(store, 30)
    for number in range(1_000, 1_025):
        store.write(moving.step_deal, number, 1)
    before = rows_of(store.path, counting=True)
    with pytest.raises(RuleBroken) as refused:
        store.write(undoing.revert, batch)
    assert refused.value.values["changed"] == [
        ChangedSince("deal", number, f"Import {number}", "Béatrice Ossot", store.now())
        for number in range(1_024, 1_004, -1)
    ]
    assert refused.value.values["count"] == 25
    assert rows_of(store.path, counting=True) == before


def test_a_revert_happens_once_and_only_to_imports(store: Store) -> None:
    batch = import_deals(store, 3)
    store.write(undoing.revert, batch)
    with pytest.raises(RuleBroken, match="revert_done"):
        store.write(undoing.revert, batch)
    deal = a_deal(store)
    act = store.write(moving.step_deal, deal, 1).batch
    with pytest.raises(RuleBroken, match="revert_no_import"):
        store.write(undoing.revert, act)


def test_ids_are_never_given_twice(store: Store) -> None:
    batch = import_deals(store, 3)
    store.write(undoing.revert, batch)
    assert a_deal(store) > 1_002


def test_a_colleagues_import_is_not_there(store: Store, as_user: AsUser) -> None:
    a_user(store, "mia", Role.MANAGER, "North")
    mia = as_user(store, "mia")
    batch = import_deals(store, 3)
    with pytest.raises(NotFound):
        mia.write(undoing.revert, batch)


def test_what_an_act_built_on_an_import_stands_in_the_way(store: Store) -> None:
    batch = import_deals(store, 3)

    def write(writer: Writer) -> Done:
        visit = StageVisit(deal_id=1_000, stage_id=1, exit_kind=ExitKind.FORWARD)
        writer.save(visit, "stage_visit.created")
        return writer.done(visit, "stage_visit.created")

    store.write(write)
    with pytest.raises(RuleBroken, match="undo_changed_since"):
        store.write(undoing.revert, batch)


def test_after_its_undo_an_act_no_longer_stands_in_the_way(store: Store) -> None:
    batch = import_deals(store, 3)
    store.write(moving.step_deal, 1_000, 1)
    store.write(undoing.undo)
    store.write(undoing.revert, batch)
    assert many(store.path, "SELECT id FROM deal") == []


def test_the_tables_hold_nothing_of_a_reverted_import(store: Store) -> None:
    batch = import_deals(store, 3)
    store.write(undoing.revert, batch)

    def left(writer: Writer) -> bool:
        return writer.session.get(Deal, 1_000) is not None

    assert not store.write(left)
    words = many(store.path, "SELECT words FROM search")
    assert not any("import" in str(row["words"]) for row in words)
