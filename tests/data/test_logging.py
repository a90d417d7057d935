"""Notes, calls, mails and meetings on a record (B1.10)."""

import pytest

from models.errors import BadValue
from models.errors import NotFound
from models.operations import logging
from models.store import Store
from models.views.drafts import LogTouch
from models.vocabulary import Direction
from models.vocabulary import InteractionKind
from tests.conftest import AsUser
from tests.data.tables import one
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_person
from tests.factories import a_user

CALL, NOTE = InteractionKind.CALL, InteractionKind.NOTE


def test_a_call_on_a_deal_is_a_touch_and_stands_on_its_person_and_company(
    store: Store,
) -> None:
    person, company = a_person(store), a_company(store)
    deal = a_deal(store, person=person, company=company)
    draft = LogTouch(CALL, "a\tb\nc\x1b", deal_id=deal, direction=Direction.OUT)
    store.write(logging.log_touch, draft)
    row = one(store.path, "SELECT * FROM interaction")
    assert (row["deal_id"], row["person_id"], row["organization_id"]) == (
        deal,
        person,
        company,
    )
    assert (row["body"], row["direction"]) == ("a b\nc", "out")
    touched = one(store.path, "SELECT last_touch_at FROM deal")
    assert touched == {"last_touch_at": "2026-11-23T08:14:00Z"}


def test_a_note_reached_nobody(store: Store) -> None:
    deal = a_deal(store)
    store.write(logging.log_touch, LogTouch(NOTE, "Mind the budget", deal_id=deal))
    assert one(store.path, "SELECT last_touch_at FROM deal") == {"last_touch_at": None}


def test_a_person_or_a_company_alone_can_have_one(store: Store) -> None:
    person, company = a_person(store), a_company(store)
    store.write(logging.log_touch, LogTouch(CALL, "", person_id=person))
    store.write(logging.log_touch, LogTouch(NOTE, "Closed", company_id=company))


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (LogTouch(NOTE, "  ", deal_id=1), "note_empty"),
        (LogTouch(NOTE, "x" * 20_001, deal_id=1), "text_too_long"),
        (LogTouch(CALL, "hello"), "record_missing"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    store: Store, draft: LogTouch, code: str
) -> None:
    a_deal(store)
    with pytest.raises(BadValue, match=code):
        store.write(logging.log_touch, draft)


def test_a_colleagues_deal_is_not_there(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    with pytest.raises(NotFound):
        ana.write(logging.log_touch, LogTouch(NOTE, "x", deal_id=a_deal(store)))
