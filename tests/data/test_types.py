"""Follow-up types as a manager sets them up (R-01 to R-05, R-37, R-38)."""

from dataclasses import replace

import pytest
from sqlmodel import col
from sqlmodel import select

from models import queries
from models.access import Reader
from models.errors import BadValue
from models.errors import Conflict
from models.errors import Denied
from models.errors import RuleBroken
from models.operations import activities
from models.operations import following
from models.operations import types
from models.operations import undoing
from models.rules.workflow import Node
from models.rules.workflow import Step
from models.rules.workflow import reached
from models.store import Store
from models.tables import FollowUpType
from models.views.configuring import ActivityFields
from models.views.configuring import EditType
from models.views.configuring import NewType
from models.views.configuring import NextDraft
from models.views.configuring import TextDraft
from models.views.configuring import TypeFields
from models.views.configuring import TypeRow
from models.views.done import Done
from models.views.drafts import PlanFollowUp
from models.vocabulary import ActionKind
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.acts import Act
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user


def listed(store: Store) -> dict[str, TypeRow]:
    """Return the types as the settings list them."""
    rows = store.read(queries.configuring.types)
    return {row.fields.name: row for row in rows}


def type_id(store: Store, name: str) -> int:
    def read(reader: Reader) -> int:
        query = select(FollowUpType).where(col(FollowUpType.name) == name)
        return reader.session.exec(query).one().pk

    return store.read(read)


def edited(store: Store, of: str, **changes: object) -> Done:
    """Save the form of a type with some fields changed."""
    row = listed(store)[of]
    now = replace(row.fields, **changes)  # type: ignore[arg-type]
    return store.write(types.edit_type, EditType(row.id, row.fields, now))


def test_a_type_is_created_at_the_end_renamed_and_moved(store: Store) -> None:
    """R-01: create, rename, reorder."""
    done = store.write(types.create_type, TypeFields("Visit", "Show the club."))
    assert list(listed(store))[-1] == "Visit"
    edited(store, "Visit", name="Guided visit")
    store.write(types.move_type, done.id, -5)
    assert list(listed(store))[1] == "Guided visit"
    assert listed(store)["Guided visit"].fields.description == "Show the club."


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "name_empty"), ("  ", "name_empty"), ("CALL", "name_taken")],
)
def test_an_empty_or_doubled_name_is_refused_beside_the_name(
    store: Store, name: str, code: str
) -> None:
    """R-01: empty or duplicate name refused with a message."""
    with pytest.raises(BadValue, match=code) as refused:
        store.write(types.create_type, TypeFields(name))
    assert refused.value.field == "name"


def test_a_used_type_is_never_deleted_only_put_out_of_use(store: Store) -> None:
    """R-01: a used type can never be deleted, only deactivated."""
    a_follow_up(store, deal=a_deal(store), type="Call")
    call = listed(store)["Call"]
    assert store.read(queries.uses.of_types)[call.id] == 1
    with pytest.raises(RuleBroken, match="type_used"):
        store.write(types.remove_type, call.id)
    store.write(types.deactivate_type, call.id)
    assert not listed(store)["Call"].active
    store.write(types.activate_type, call.id)
    assert listed(store)["Call"].active


def test_a_type_that_was_never_used_goes_with_all_that_led_to_it(store: Store) -> None:
    store.write(types.remove_type, type_id(store, "Demo"))
    assert "Demo" not in listed(store)
    ids = {row.id for row in listed(store).values()}
    aims = {n.type_id for row in listed(store).values() for n in row.fields.next}
    assert aims <= ids


def test_a_type_out_of_use_is_offered_nowhere_any_more(store: Store) -> None:
    """R-01, R-04: neither to begin with nor as a next type."""
    store.write(types.deactivate_type, type_id(store, "Meeting"))
    store.write(types.deactivate_type, type_id(store, "E-mail"))
    offered = store.read(queries.choices.types)
    assert {"Meeting", "E-mail"} & {one.name for one in offered} == set()
    assert "Meeting" not in {after.name for one in offered for after in one.next}
    late = a_follow_up(store, deal=a_deal(store), type="Call")
    form = queries.outcome_form.outcome_form(store, late)
    assert [one.name for one in form.next_types] == ["Demo", "Chase offer"]


def test_without_a_first_type_none_can_be_started(store: Store) -> None:
    """R-02: with none flagged no follow-up can be started."""
    for name in ("Call", "E-mail"):
        edited(store, name, is_first=False)
    with pytest.raises(RuleBroken, match="no_first_type"):
        store.write(following.plan_follow_up, PlanFollowUp(deal_id=a_deal(store)))
    edited(store, "Demo", is_first=True)
    edited(store, "Meeting", is_first=True)
    form = store.read(queries.asking.plan_form, deal_id=a_deal(store))
    assert [one.name for one in form.types] == ["Meeting", "Demo"]


def test_types_may_be_linked_in_any_order_in_cycles_and_to_themselves(
    store: Store,
) -> None:
    """R-04, R-05: next types made inside the form, cycles and self-loops."""
    made = NextDraft(3, new=NewType("Trial session", ActionKind.TRIAL))
    fields = TypeFields("Visit", is_first=True, next=(NextDraft(5), made))
    done = store.write(types.create_type, fields)
    trial = type_id(store, "Trial session")
    assert listed(store)["Visit"].fields.next == (
        NextDraft(5, done.id),
        NextDraft(3, trial),
    )
    edited(store, "Trial session", next=(NextDraft(1, done.id),))
    nodes = [
        Node(
            row.id,
            is_first=row.fields.is_first,
            next=tuple(Step(n.type_id or 0, n.delay_days) for n in row.fields.next),
        )
        for row in listed(store).values()
    ]
    assert {done.id, trial} <= reached(nodes)


def test_one_undo_takes_back_a_type_with_those_that_were_made_in_its_form(
    store: Store,
) -> None:
    """R-05: the whole form is one act."""
    before = rows_of(store.path)
    new = NextDraft(2, new=NewType("Visit"))
    text = TextDraft("Hello", "Hello {first_name}")
    fields = TypeFields("Letter", next=(new, NextDraft(1)), texts=(text,))
    store.write(types.create_type, fields)
    store.write(undoing.undo)
    assert rows_of(store.path) == before


def test_the_next_types_keep_their_order_and_delays(store: Store) -> None:
    """R-04: a default delay for each next type; the first is the default."""
    meeting, demo = type_id(store, "Meeting"), type_id(store, "Demo")
    edited(store, "Call", next=(NextDraft(9, demo), NextDraft(0, meeting)))
    (call,) = [c for c in store.read(queries.choices.types) if c.name == "Call"]
    assert [(n.name, n.delay_days) for n in call.next] == [("Demo", 9), ("Meeting", 0)]
    with pytest.raises(BadValue, match="delay_range"):
        edited(store, "Call", next=(NextDraft(-1, demo),))


def test_another_kind_of_action_leaves_what_was_planned_and_done(store: Store) -> None:
    """R-03: kind may change only for future follow-ups."""
    a_follow_up(store, deal=a_deal(store), type="Meeting")
    before = (
        many(store.path, "SELECT * FROM follow_up"),
        many(store.path, "SELECT * FROM booking"),
    )
    edited(store, "Meeting", action_kind=ActionKind.TRIAL)
    after = (
        many(store.path, "SELECT * FROM follow_up"),
        many(store.path, "SELECT * FROM booking"),
    )
    assert after == before
    (kind,) = [c for c in store.read(queries.choices.types) if c.name == "Meeting"]
    assert kind.action_kind is ActionKind.TRIAL


def test_a_type_offers_the_activities_of_its_own_kind(store: Store) -> None:
    """R-03, R-14: the activities of a type are of its kind, and go with it."""
    yoga = store.write(activities.create_activity, ActivityFields("Yoga")).id
    talk = store.write(
        activities.create_activity, ActivityFields("Talk", ActionKind.APPOINTMENT)
    ).id
    edited(store, "Meeting", activity_ids=(yoga, talk))
    assert listed(store)["Meeting"].fields.activity_ids == (talk,)
    edited(store, "Meeting", action_kind=ActionKind.NONE)
    assert listed(store)["Meeting"].fields.activity_ids == ()


def test_texts_of_a_type_are_kept_changed_and_taken_away(store: Store) -> None:
    """R-38: a text template with fields belongs to a type."""
    first = TextDraft("Offer", "Hello {first_name}", "For {company}")
    edited(store, "E-mail", texts=(first, TextDraft("Short", "{rep}")))
    offer, short = listed(store)["E-mail"].fields.texts
    assert (offer.subject, short.body) == ("For {company}", "{rep}")
    edited(store, "E-mail", texts=(replace(short, body="Bye, {rep}"),))
    assert [t.body for t in listed(store)["E-mail"].fields.texts] == ["Bye, {rep}"]


def test_a_text_with_an_unknown_field_is_refused_by_its_name(store: Store) -> None:
    """R-38: the unknown field is named."""
    with pytest.raises(BadValue, match="text_field_unknown") as refused:
        edited(store, "E-mail", texts=(TextDraft("Offer", "Hi {frist_name}"),))
    assert refused.value.values["text"] == "frist_name"
    assert refused.value.values["nearest"] == "first_name"


def test_two_managers_changes_of_one_type_merge_or_are_asked(store: Store) -> None:
    """D.3 no 19: what only one side changed merges."""
    row = listed(store)["Call"]
    edited(store, "Call", description="Ask for the goal.")
    renamed = EditType(row.id, row.fields, replace(row.fields, name="Phone call"))
    store.write(types.edit_type, renamed)
    assert listed(store)["Phone call"].fields.description == "Ask for the goal."
    with pytest.raises(Conflict, match="setting_changed"):
        store.write(
            types.edit_type,
            EditType(row.id, row.fields, replace(row.fields, name="Ring")),
        )


REFUSED: list[Act] = [
    lambda w: types.create_type(w, TypeFields("Visit")),
    lambda w: types.edit_type(w, EditType(1, TypeFields("a"), TypeFields("b"))),
    lambda w: types.move_type(w, 1, 1),
    lambda w: types.deactivate_type(w, 1),
    lambda w: types.activate_type(w, 1),
    lambda w: types.remove_type(w, 1),
]


@pytest.mark.parametrize("act", REFUSED)
def test_a_seller_sets_up_nothing(store: Store, as_user: AsUser, act: Act) -> None:
    """R-37: refused by the data layer, not only hidden."""
    a_user(store, "ana")
    with pytest.raises(Denied, match="not_allowed"):
        as_user(store, "ana").write(act)
    with pytest.raises(Denied, match="not_allowed"):
        as_user(store, "ana").read(queries.configuring.types)


def test_a_manager_sets_up_and_takes_back_types(store: Store, as_user: AsUser) -> None:
    """R-37, rulings 9: any manager edits them."""
    a_user(store, "mia", Role.MANAGER)
    mia = as_user(store, "mia")
    mia.write(types.create_type, TypeFields("Visit", texts=(TextDraft("A", "b"),)))
    mia.write(undoing.undo)
    assert one(store.path, "SELECT count(*) AS n FROM text_template")["n"] == 0
