"""Making deals, people and companies (K-04, rulings 2 and 5)."""

from datetime import date

import pytest

from models.errors import BadValue
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.money import Money
from models.operations import creating
from models.store import Store
from models.tables import CustomField
from models.tables import Source
from models.views.drafts import CompanyFields
from models.views.drafts import Due
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PersonFields
from models.vocabulary import FieldType
from models.vocabulary import Role
from models.vocabulary import SourceKind
from models.vocabulary import Temperature
from tests.conftest import AsUser
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_company
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import stage_id


def test_a_title_is_enough(store: Store) -> None:
    """K-04: a title is all that a deal needs."""
    done = store.write(creating.create_deal, NewDeal("  Acme   licence "))
    deal = one(store.path, "SELECT * FROM deal WHERE id = ?", done.id)
    assert deal["title"] == "Acme licence"
    assert (deal["stage_id"], deal["status"]) == (
        stage_id(store, "Opportunity"),
        "open",
    )
    assert (deal["owner_id"], deal["opened_at"]) == (
        store.actor.id,
        "2026-11-23T08:14:00Z",
    )
    visit = one(store.path, "SELECT * FROM stage_visit")
    assert (visit["deal_id"], visit["stage_id"]) == (done.id, deal["stage_id"])
    assert visit["exit_kind"] is None
    headline = many(
        store.path,
        "SELECT * FROM event WHERE batch_id = ? AND entity = 'deal'",
        done.batch,
    )
    assert [event["verb"] for event in headline] == ["deal.created"]


def test_company_and_person_are_made_with_it(store: Store) -> None:
    """K-04: company and person are made in the same act."""
    draft = NewDeal(
        "Acme licence",
        Money(12_000_00, "EUR"),
        company=Named("Hôtel du Parc"),
        person=Named("Julie Le Goff"),
        temperature=Temperature.HOT,
    )
    store.write(creating.create_deal, draft)
    company = one(store.path, "SELECT * FROM organization")
    person = one(store.path, "SELECT * FROM person")
    deal = one(store.path, "SELECT * FROM deal")
    assert (company["name"], company["folded_name"]) == (
        "Hôtel du Parc",
        "hotel du parc",
    )
    assert (person["first_name"], person["last_name"]) == ("Julie", "Le Goff")
    assert person["organization_id"] == company["id"] == deal["organization_id"]
    assert deal["person_id"] == person["id"]
    assert (person["temperature"], deal["temperature"]) == ("hot", None)


def test_existing_ones_are_linked_and_the_value_goes_to_the_person(
    store: Store,
) -> None:
    """K-04: known ones are linked, not doubled."""
    company, person = a_company(store), a_person(store)
    draft = NewDeal(
        "Acme",
        company=Named("", company),
        person=Named("", person),
        temperature=Temperature.COLD,
    )
    store.write(creating.create_deal, draft)
    assert len(many(store.path, "SELECT id FROM organization")) == 1
    assert one(store.path, "SELECT temperature FROM person") == {"temperature": "cold"}


def test_without_a_person_the_deal_carries_the_value(store: Store) -> None:
    draft = NewDeal("Acme", temperature=Temperature.WARM)
    store.write(creating.create_deal, draft)
    assert one(store.path, "SELECT temperature FROM deal") == {"temperature": "warm"}


def test_a_step_plans_the_first_type_for_the_owner(store: Store) -> None:
    ana = a_user(store, "ana")
    draft = NewDeal("Acme", step=Due(date(2026, 11, 27)), owner_id=ana)
    store.write(creating.create_deal, draft)
    follow_up = one(store.path, "SELECT * FROM follow_up")
    kind = one(
        store.path, "SELECT * FROM follow_up_type WHERE id = ?", follow_up["type_id"]
    )
    deal = one(store.path, "SELECT * FROM deal")
    assert (kind["is_first"], follow_up["assignee_id"]) == (1, ana)
    assert deal["next_at"] == follow_up["planned_at"] == "2026-11-27T22:59:59Z"


def test_a_step_in_the_past_leaves_nothing_behind(store: Store) -> None:
    before = rows_of(store.path, counting=True)
    draft = NewDeal("Acme", company=Named("Dupont"), step=Due(date(2026, 11, 22)))
    with pytest.raises(BadValue):
        store.write(creating.create_deal, draft)
    assert rows_of(store.path, counting=True) == before


@pytest.mark.parametrize("title", ["", "   ", "\t\n"])
def test_a_deal_has_a_title(store: Store, title: str) -> None:
    with pytest.raises(BadValue) as refused:
        store.write(creating.create_deal, NewDeal(title))
    assert (refused.value.code, refused.value.field) == ("name_empty", "title")


def test_control_characters_never_come_in(store: Store) -> None:
    draft = NewDeal("\x1b]52;c;UFdO\x07Acme", company=Named("Du\u202epont"))
    store.write(creating.create_deal, draft)
    assert one(store.path, "SELECT title FROM deal") == {"title": "]52;c;UFdOAcme"}
    assert one(store.path, "SELECT name FROM organization") == {"name": "Dupont"}


@pytest.mark.parametrize(
    ("stage", "code"),
    [("Unsorted", "stage_not_open"), ("Implementation", "stage_not_open")],
)
def test_a_deal_begins_in_an_open_stage(store: Store, stage: str, code: str) -> None:
    draft = NewDeal("Acme", stage_id=stage_id(store, stage))
    with pytest.raises(RuleBroken, match=code):
        store.write(creating.create_deal, draft)


def test_a_seller_makes_deals_for_nobody_else(store: Store, as_user: AsUser) -> None:
    ben = a_user(store, "ben")
    a_user(store, "ana")
    ana = as_user(store, "ana")
    with pytest.raises(Denied, match="owner_not_allowed"):
        ana.write(creating.create_deal, NewDeal("Acme", owner_id=ben))


def test_a_manager_makes_deals_for_the_team_only(store: Store, as_user: AsUser) -> None:
    a_user(store, "mia", Role.MANAGER, "North")
    ana = a_user(store, "ana", team="North")
    ben = a_user(store, "ben", team="South")
    mia = as_user(store, "mia")
    done = mia.write(creating.create_deal, NewDeal("Acme", owner_id=ana))
    assert one(store.path, "SELECT owner_id FROM deal WHERE id = ?", done.id) == {
        "owner_id": ana
    }
    with pytest.raises(NotFound, match="user_unknown"):
        mia.write(creating.create_deal, NewDeal("Acme", owner_id=ben))


def test_a_hidden_person_cannot_be_linked(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    person = a_person(store)
    with pytest.raises(NotFound):
        ana.write(creating.create_deal, NewDeal("Acme", person=Named("", person)))


def test_a_retired_source_is_refused(store: Store) -> None:
    def retire(writer: Writer) -> int:
        row = Source(code="old", name="Old", kind=SourceKind.OTHER, active=False)
        writer.save(row, "source.created")
        return row.pk

    source = store.write(retire)
    with pytest.raises(BadValue, match="source_unknown"):
        store.write(creating.create_deal, NewDeal("Acme", source_id=source))


@pytest.mark.parametrize(
    ("value", "kept"),
    [({"seats": 12}, '{"seats": 12}'), ({"seats": ""}, "{}")],
)
def test_fields_of_the_workspace_are_kept(
    store: Store, value: dict[str, object], kept: str
) -> None:
    a_field(store)
    store.write(creating.create_deal, NewDeal("Acme", custom=value))
    assert one(store.path, "SELECT custom FROM deal") == {"custom": kept}


@pytest.mark.parametrize(
    ("value", "code"),
    [({"seats": "many"}, "field_value"), ({"rooms": 1}, "field_unknown")],
)
def test_fields_of_the_workspace_are_checked(
    store: Store, value: dict[str, object], code: str
) -> None:
    a_field(store)
    with pytest.raises(BadValue, match=code):
        store.write(creating.create_deal, NewDeal("Acme", custom=value))


def test_a_person_is_made_with_phone_and_mail(store: Store) -> None:
    fields = PersonFields(
        "Julie", "Martin", None, "CEO", "06 12 34 56 78", "J@X.fr", None
    )
    store.write(creating.create_person, fields)
    points = many(store.path, "SELECT * FROM contact_point ORDER BY kind")
    assert [point["normalized"] for point in points] == ["j@x.fr", "+33612345678"]
    assert [point["value"] for point in points] == ["J@X.fr", "06 12 34 56 78"]


def test_a_company_is_the_makers_own(store: Store, as_user: AsUser) -> None:
    ana_id = a_user(store, "ana")
    ana = as_user(store, "ana")
    fields = CompanyFields("Dupont", "dupont.fr", "", 12, "Lens", None)
    ana.write(creating.create_company, fields)
    row = one(store.path, "SELECT * FROM organization")
    assert (row["owner_id"], row["employees"], row["place"]) == (ana_id, 12, "Lens")


def a_field(store: Store) -> None:
    def write(writer: Writer) -> None:
        field = CustomField(
            entity="deal",
            key="seats",
            label_en="Seats",
            label_fr="Places",
            type=FieldType.INTEGER,
        )
        writer.save(field, "custom_field.created")

    store.write(write)
