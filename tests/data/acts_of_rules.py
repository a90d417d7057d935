"""Every act on rules of assignment, and by them, with what needs to stand before it."""

from collections.abc import Callable

from models.access import Reader
from models.history import Writer
from models.operations import assigning_by_rules
from models.operations import assigning_rules
from models.operations import creating
from models.queries import assignment_rules
from models.store import Store
from models.views.assigning import Duty
from models.views.assigning import EditRule
from models.views.assigning import RuleFields
from models.views.assigning import RuleLine
from models.views.done import Done
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PersonFields
from tests.data.giving import a_rule
from tests.data.giving import a_stray
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user

Act = Callable[[Writer], Done]
Prepared = Callable[[Store], Act]


def make_rule(store: Store) -> Act:
    ana = a_user(store, "ana")
    fields = RuleFields("North", postcode="59", members=(ana,))
    return lambda writer: assigning_rules.make_rule(writer, fields)


def edit_rule(store: Store) -> Act:
    ana, ben = a_user(store, "ana"), a_user(store, "ben")
    rule = a_rule(store, "ana", "ben")
    was = store.read(_first).fields
    now = RuleFields("New", language="fr", members=(ben, store.actor.id))
    assert ana in was.members
    return lambda writer: assigning_rules.edit_rule(writer, EditRule(rule, was, now))


def shift_rule(store: Store) -> Act:
    a_rule(store, "boss")
    rule = a_rule(store, "boss", name="Second")
    return lambda writer: assigning_rules.shift_rule(writer, rule, -1)


def pause_rule(store: Store) -> Act:
    rule = a_rule(store, "boss")
    return lambda writer: assigning_rules.pause_rule(writer, rule)


def resume_rule(store: Store) -> Act:
    rule = a_rule(store, "boss")
    store.write(assigning_rules.pause_rule, rule)
    return lambda writer: assigning_rules.pause_rule(writer, rule)


def delete_rule(store: Store) -> Act:
    rule = a_rule(store, "boss")
    a_rule(store, "boss", name="Second")
    return lambda writer: assigning_rules.delete_rule(writer, rule)


def set_duty(store: Store) -> Act:
    ana = a_user(store, "ana")
    duty = Duty(ana, paused=True, capacity=7)
    return lambda writer: assigning_rules.set_duty(writer, duty)


def apply_rules(store: Store) -> Act:
    a_user(store, "ana")
    a_rule(store, "ana", "boss")
    stray = a_stray(store, "A")
    a_follow_up(store, person=stray)
    a_deal(store, "Pack", person=stray, unassigned=True)
    a_stray(store, "B")
    return assigning_by_rules.apply_rules


def create_person_by_rules(store: Store) -> Act:
    a_user(store, "ana")
    a_rule(store, "ana")
    fields = PersonFields("Julie", "Martin", None, "", "", "j@x.fr", None)
    return lambda writer: creating.create_person(writer, fields, by_rules=True)


def create_deal_by_rules(store: Store) -> Act:
    a_user(store, "ana")
    a_rule(store, "ana")
    draft = NewDeal("Pack", person=Named("Julie Martin"), by_rules=True)
    return lambda writer: creating.create_deal(writer, draft)


ACTS: tuple[Prepared, ...] = (
    make_rule,
    edit_rule,
    shift_rule,
    pause_rule,
    resume_rule,
    delete_rule,
    set_duty,
    apply_rules,
    create_person_by_rules,
    create_deal_by_rules,
)


def _first(reader: Reader) -> RuleLine:
    return assignment_rules.rules(reader)[0]
