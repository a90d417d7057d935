"""Acts of the settings that can be undone, with what needs to stand before them."""

from collections.abc import Callable
from dataclasses import replace

from models import queries
from models.history import Writer
from models.operations import activities
from models.operations import reasons
from models.operations import sources
from models.operations import teams
from models.operations import types
from models.store import Store
from models.views.configuring import ActivityFields
from models.views.configuring import EditType
from models.views.configuring import NewType
from models.views.configuring import NextDraft
from models.views.configuring import ReasonFields
from models.views.configuring import SourceFields
from models.views.configuring import TextDraft
from models.views.configuring import TypeFields
from models.views.done import Done
from models.vocabulary import ActionKind
from models.vocabulary import SourceKind
from tests.factories import a_team

Act = Callable[[Writer], Done]


def create_type(store: Store) -> Act:
    yoga = store.write(activities.create_activity, ActivityFields("Yoga")).id
    fields = TypeFields(
        "Visit",
        "Show the club.",
        is_first=True,
        action_kind=ActionKind.TRIAL,
        next=(NextDraft(1), NextDraft(2, new=NewType("Letter"))),
        activity_ids=(yoga,),
        texts=(TextDraft("Hello", "Hello {first_name}"),),
    )
    return lambda writer: types.create_type(writer, fields)


def edit_type(store: Store) -> Act:
    create = create_type(store)
    made = store.write(create).id
    (was,) = [r.fields for r in store.read(queries.configuring.types) if r.id == made]
    now = replace(
        was,
        name="Tour",
        action_kind=ActionKind.NONE,
        next=(NextDraft(4, 1), NextDraft(5, made)),
        texts=(TextDraft("Bye", "{rep}"),),
    )
    return lambda writer: types.edit_type(writer, EditType(made, was, now))


def move_type(_store: Store) -> Act:
    return lambda writer: types.move_type(writer, 1, 2)


def deactivate_type(_store: Store) -> Act:
    return lambda writer: types.deactivate_type(writer, 1)


def activate_type(store: Store) -> Act:
    store.write(types.deactivate_type, 1)
    return lambda writer: types.activate_type(writer, 1)


def remove_type(store: Store) -> Act:
    create = create_type(store)
    made = store.write(create).id
    return lambda writer: types.remove_type(writer, made)


def create_reason(_store: Store) -> Act:
    fields = ReasonFields("Weather", note_required=True)
    return lambda writer: reasons.create_reason(writer, fields)


def edit_reason(_store: Store) -> Act:
    was = ReasonFields("Price", "p")
    now = ReasonFields("Too dear", "z", note_required=True)
    return lambda writer: reasons.edit_reason(writer, 1, was, now)


def move_reason(_store: Store) -> Act:
    return lambda writer: reasons.move_reason(writer, 2, -1)


def deactivate_reason(_store: Store) -> Act:
    return lambda writer: reasons.deactivate_reason(writer, 1)


def activate_reason(store: Store) -> Act:
    store.write(reasons.deactivate_reason, 1)
    return lambda writer: reasons.activate_reason(writer, 1)


def remove_reason(_store: Store) -> Act:
    return lambda writer: reasons.remove_reason(writer, 1)


def leave_reasons_open(_store: Store) -> Act:
    return lambda writer: reasons.require_reason(writer, required=False)


def create_source(_store: Store) -> Act:
    fields = SourceFields("Partner shop", SourceKind.REFERRAL)
    return lambda writer: sources.create_source(writer, fields)


def edit_source(_store: Store) -> Act:
    was = SourceFields("Website", SourceKind.WEB)
    now = SourceFields("Web form", SourceKind.EVENT)
    return lambda writer: sources.edit_source(writer, 1, was, now)


def move_source(_store: Store) -> Act:
    return lambda writer: sources.move_source(writer, 1, 3)


def deactivate_source(_store: Store) -> Act:
    return lambda writer: sources.deactivate_source(writer, 1)


def activate_source(store: Store) -> Act:
    store.write(sources.deactivate_source, 1)
    return lambda writer: sources.activate_source(writer, 1)


def remove_source(_store: Store) -> Act:
    return lambda writer: sources.remove_source(writer, 1)


def _an_activity(store: Store) -> int:
    done = store.write(activities.create_activity, ActivityFields("Yoga"))
    store.write(activities.create_activity, ActivityFields("Boxing"))
    return done.id


def create_activity(_store: Store) -> Act:
    fields = ActivityFields("Visit", ActionKind.APPOINTMENT)
    return lambda writer: activities.create_activity(writer, fields)


def edit_activity(store: Store) -> Act:
    made = _an_activity(store)
    was = ActivityFields("Yoga")
    now = ActivityFields("Talk", ActionKind.APPOINTMENT)
    return lambda writer: activities.edit_activity(writer, made, was, now)


def move_activity(store: Store) -> Act:
    made = _an_activity(store)
    return lambda writer: activities.move_activity(writer, made, 1)


def deactivate_activity(store: Store) -> Act:
    made = _an_activity(store)
    return lambda writer: activities.deactivate_activity(writer, made)


def activate_activity(store: Store) -> Act:
    made = _an_activity(store)
    store.write(activities.deactivate_activity, made)
    return lambda writer: activities.activate_activity(writer, made)


def remove_activity(store: Store) -> Act:
    made = _an_activity(store)
    return lambda writer: activities.remove_activity(writer, made)


def rename_team(store: Store) -> Act:
    north = a_team(store, "North")
    return lambda writer: teams.rename_team(writer, north, "Lens")


def place_team(store: Store) -> Act:
    north, south = a_team(store, "North"), a_team(store, "South")
    return lambda writer: teams.place_team(writer, north, south)


SETTING_ACTS: tuple[Callable[[Store], Act], ...] = (
    create_type,
    edit_type,
    move_type,
    deactivate_type,
    activate_type,
    remove_type,
    create_reason,
    edit_reason,
    move_reason,
    deactivate_reason,
    activate_reason,
    remove_reason,
    leave_reasons_open,
    create_source,
    edit_source,
    move_source,
    deactivate_source,
    activate_source,
    remove_source,
    create_activity,
    edit_activity,
    move_activity,
    deactivate_activity,
    activate_activity,
    remove_activity,
    rename_team,
    place_team,
)
