"""Nothing of a colleague's is ever told: tokens in every text of his records.

Every query and every first statement is called, the new ones too (safety.md B).
"""

from datetime import timedelta

import pytest
from sqlmodel import col
from sqlmodel import select

from models.history import Writer
from models.queries import find
from models.store import Store
from models.tables import CustomField
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Notification
from models.tables import Organization
from models.tables import Person
from models.tables import SavedView
from models.tables import User
from models.vocabulary import ContactKind
from models.vocabulary import FieldType
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import ViewOf
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.data.sweep import sweep
from tests.factories import a_company
from tests.factories import a_contact_point
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import an_invoice
from tests.slots import a_slot
from tests.slots import an_activity

MOST_ID = 9
"""No record of these tests has a higher id."""

TOLD_TO_ADMIN = {
    "dealtitle",
    "dealcustom",
    "personlast",
    "persontitle",
    "personcustom",
    "companyname",
    "companydomain",
    "companyplace",
    "companyindustry",
    "companycustom",
    "contactperson",
    "contactcompany",
    "comment",
    "outcome",
    "note",
    "notecompany",
    "invoice",
    "lossnote",
    "aloofdeal",
    "aloofnote",
    "freecustom",
    "freecontact",
    "freenote",
}
"""Where the tokens stand; each reaches the admin, so each could reach others."""


def token(place: str) -> str:
    return f"xq{place}zz"


@pytest.fixture
def house(store: Store) -> Store:
    """Ana and Ben, sellers of two teams; all that is written here is Ben's."""
    a_user(store, "ana", team="South")
    a_user(store, "ben", team="North")
    a_user(store, "sid", Role.MANAGER, team="South")
    a_user(store, "nora", Role.MANAGER, team="North")
    company = a_company(
        store,
        token("companyname"),
        owner="ben",
        domain=f"{token('companydomain')}.fr",
        place=token("companyplace"),
        industry=token("companyindustry"),
        custom={"own": token("companycustom")},
    )
    person = a_person(
        store,
        f"Ben {token('personlast')}",
        owner="ben",
        company=company,
        email=f"{token('contactperson')}@a.fr",
        title=token("persontitle"),
        custom={"own": token("personcustom")},
    )
    a_contact_point(store, token("contactcompany"), ContactKind.URL, company=company)
    deal = a_deal(
        store,
        token("dealtitle"),
        owner="ben",
        person=person,
        company=company,
        custom={"own": token("dealcustom")},
    )
    a_follow_up(store, deal=deal, assignee="ben", comment=token("comment"))
    a_note(store, token("note"), deal=deal)
    a_note(store, token("notecompany"), company=company)
    an_invoice(store, token("invoice"), person=person)
    lost = a_deal(store, "Gone", owner="ben", person=person)
    store.write(_finish, lost)
    _write_what_is_shared(store)
    store.write(_add_fields)
    store.write(_lay_out)
    return store


def _finish(writer: Writer, deal_id: int) -> None:
    """Leave words where only closed records have them."""
    deal = writer.session.get_one(Deal, deal_id)
    deal.tags = {"tag": token("tag")}
    writer.save(deal, "deal.updated")
    follow_up = writer.session.exec(select(FollowUp)).first()
    assert follow_up is not None
    follow_up.outcome_comment = token("outcome")
    writer.save(follow_up, "followup.postponed")
    for table in (Person, Organization):
        record = writer.session.get_one(table, 1)
        record.tags = {"tag": token("tag")}
        writer.save(record, "updated")
    deal.status = Status.LOST
    deal.closed_at = writer.now
    deal.loss_note = token("lossnote")
    writer.save(deal, "deal.lost")


def _lay_out(writer: Writer) -> None:
    """Leave a view of Ben's own, and what he was told: nobody else's."""
    ben = writer.session.exec(select(User).where(col(User.login) == "ben")).one()
    view = SavedView(
        owner_id=ben.pk,
        of=ViewOf.PROSPECTS,
        name=token("view"),
        filters={"name": {"has": token("viewfilter")}},
    )
    writer.save(view, "view.saved")
    shared = SavedView(owner_id=1, of=ViewOf.PROSPECTS, name="Everyone's", shared=True)
    writer.save(shared, "view.saved")
    notice = Notification(
        user_id=ben.pk,
        kind=NotificationKind.GIVEN,
        at=writer.now,
        entity="deal",
        entity_id=1,
        values={"name": token("notice")},
    )
    writer.save(notice, "notification.created")


def _add_fields(writer: Writer) -> None:
    for entity in ("deal", "person", "organization"):
        field = CustomField(
            entity=entity,
            key="own",
            label_en="Own",
            label_fr="Propre",
            type=FieldType.TEXT,
        )
        writer.save(field, "custom_field.created")


def _write_what_is_shared(store: Store) -> None:
    """Ana's own records, and Ben's words on a person and a company that she sees."""
    shared = a_person(store, "Shared Person", owner="ana", email="shared@a.fr")
    aloof = a_deal(store, token("aloofdeal"), owner="ben", person=shared)
    a_follow_up(store, deal=aloof, assignee="ben", comment=token("aloofcomment"))
    a_note(store, token("aloofnote"), deal=aloof)
    an_invoice(store, token("aloofinvoice"), deal=aloof, person=shared)
    free = a_company(store, "Free", custom={"own": token("freecustom")})
    a_contact_point(store, token("freecontact"), ContactKind.URL, company=free)
    a_note(store, token("freenote"), company=free)
    mine = a_deal(store, "Mine", owner="ana", person=shared, company=free)
    a_follow_up(store, deal=mine, assignee="ana", comment="my own")
    a_deal(store, "Bare", owner="ana")
    a_slot(store, an_activity(store), NOW + timedelta(days=1))


def looked_for() -> list[str]:
    """What the sweep types: the beginning of tokens, never a whole one."""
    return [*(token(place)[:-2] for place in sorted(TOLD_TO_ADMIN)), "shared", "xq"]


def test_no_query_tells_a_seller_a_word_of_a_colleagues_records(
    house: Store, as_user: AsUser
) -> None:
    """D.3 no 18, K-03: every query goes through the scope of its user."""
    swept = sweep(as_user(house, "ana"), looked_for(), MOST_ID)
    assert swept.with_any(["xq"]) == {}
    assert swept.failed == {}, "queries that the sweep cannot call yet"


def test_a_manager_learns_of_another_team_only_what_belongs_to_no_one(
    house: Store, as_user: AsUser
) -> None:
    """Safety case 35: a manager of another team."""
    swept = sweep(as_user(house, "sid"), looked_for(), MOST_ID)
    others = [token(place) for place in TOLD_TO_ADMIN if not place.startswith("free")]
    assert swept.with_any(others) == {}


def test_every_token_reaches_whoever_may_see_it(house: Store) -> None:
    text = sweep(house, looked_for(), MOST_ID).text
    assert {place for place in TOLD_TO_ADMIN if token(place) not in text} == set()


def test_what_is_laid_out_by_one_is_told_to_nobody_else(
    house: Store, as_user: AsUser
) -> None:
    """B1.14, C-02: private views and notifications are hidden from the manager too."""
    own = [token(place) for place in ("view", "viewfilter", "notice")]
    swept = sweep(as_user(house, "nora"), looked_for(), MOST_ID)
    assert swept.with_any(own) == {}
    told = sweep(as_user(house, "ben"), looked_for(), MOST_ID).text
    assert [one for one in own if one not in told] == []


def test_a_manager_sees_what_the_teams_seller_wrote(
    house: Store, as_user: AsUser
) -> None:
    hits = as_user(house, "nora").read(find.search, token("dealtitle"))
    assert [hit.title for hit in hits] == [token("dealtitle")]
