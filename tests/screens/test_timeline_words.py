"""Every event of a record has its line, in both languages; echoes have none (B1.10)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from models import operations
from models import queries
from models.money import Money
from models.store import Store
from models.views.records import FollowUpLine
from models.views.records import TimelineEntry
from models.views.records import Told
from models.vocabulary import ActionKind
from models.vocabulary import BatchKind
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import Language
from models.vocabulary import NoContact
from models.vocabulary import Origin
from models.vocabulary import Outcome
from tests.screens.record_history import a_history
from tui import i18n
from tui.words.timeline import history
from tui.words.timeline import tell

LINE = FollowUpLine(
    id=7,
    type="Call",
    action_kind=ActionKind.NONE,
    status=FollowUpStatus.DONE,
    planned_at=datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC),
    planned_on=date(2026, 11, 24),
    all_day=True,
    assignee="Alice",
    attempt=1,
    snoozes=0,
    comment="",
    outcome=Outcome.NEXT_STEP,
    no_contact=None,
    outcome_comment="wants a trial",
    done_at=None,
    done_by="Alice",
    cancel_reason=CancelReason.DEAL_LOST,
    reason="Price",
)
KNOWN = history("Europe/Paris", (), (LINE,))
Side = Mapping[str, Told]


def entry(
    verb: str,
    before: Side | None = None,
    after: Side | None = None,
    *,
    kind: BatchKind = BatchKind.ACT,
) -> TimelineEntry:
    return TimelineEntry(
        id=1,
        batch=1,
        batch_kind=kind,
        origin=Origin.UI,
        at=datetime(2026, 11, 23, 8, 14, tzinfo=UTC),
        actor="Alice",
        entity=verb.split(".", maxsplit=1)[0],
        entity_id=7,
        verb=verb,
        before=before or {},
        after=after or {},
    )


SAID: tuple[tuple[TimelineEntry, str, str], ...] = (
    (entry("deal.created", after={"source": "Web"}), "created", "Web · Alice"),
    (
        entry("deal.moved", {"stage": "Offer"}, {"stage": "Closing"}),
        "Offer → Closing",
        "Alice",
    ),
    (
        entry("deal.won", after={"amount": Money(120_000, "EUR")}),
        "deal won",
        "€1,200 · Alice",
    ),
    (
        entry("deal.lost", after={"reason": "Price", "loss_note": "too dear"}),
        "deal lost",
        "Price · too dear · Alice",
    ),
    (entry("deal.reopened"), "deal reopened", "Alice"),
    (
        entry("deal.assigned", {"owner": "Ana"}, {"owner": "Bob"}),
        "owner",
        "Ana → Bob · Alice",
    ),
    (
        entry("deal.updated", {"priority": "low"}, {"priority": "high"}),
        "priority",
        "low → high · Alice",
    ),
    (
        entry(
            "deal.updated",
            {"expected_close": None, "probability": 10},
            {"expected_close": "2026-12-15", "probability": 40},
        ),
        "edited",
        "expected close 15 Dec 2026, chance 10% → 40% · Alice",
    ),
    (
        entry(
            "person.temperature_changed", {"temperature": "hot"}, {"temperature": None}
        ),
        "value",
        "hot → – · Alice",
    ),
    (
        entry("person.lifecycle_changed", after={"lifecycle": "customer"}),
        "became a customer",
        "Alice",
    ),
    (
        entry(
            "followup.planned",
            after={
                "planned_at": "2026-11-25T09:30:00Z",
                "planned_on": "2026-11-25",
                "all_day": False,
            },
        ),
        "Call",
        "planned for Wed 25 Nov 10:30 · Alice",
    ),
    (entry("followup.done"), "Call", "next step · wants a trial · Alice"),
    (
        entry(
            "followup.postponed",
            {"planned_on": "2026-11-23"},
            {"planned_on": "2026-11-24"},
        ),
        "postponed",
        "Call · 23 Nov 2026 → 24 Nov 2026 · Alice",
    ),
    (
        entry("followup.reassigned", {"assignee": "Ana"}, {"assignee": "Bob"}),
        "follow-up reassigned",
        "Call · Ana → Bob · Alice",
    ),
    (entry("followup.cancelled"), "Call", "cancelled · the deal was lost · Alice"),
    (
        entry("interaction.logged", after={"kind": "note", "body": "[b]hi[/b]"}),
        "Note · Alice",
        "[b]hi[/b]",
    ),
    (
        entry("invoice.linked", after={"number": "F-12"}),
        "invoice",
        "F-12 · Alice",
    ),
    (
        entry("contact_point.created", after={"kind": "phone", "value": "+33 6"}),
        "phone number",
        "+33 6 · Alice",
    ),
)


@pytest.mark.parametrize(("event", "what", "detail"), SAID)
def test_an_event_says_what_was_done_and_by_whom(
    event: TimelineEntry, what: str, detail: str
) -> None:
    said = tell(event, KNOWN)
    assert said is not None
    assert (said.what, said.detail) == (what, detail)
    assert len(said.mark) == 1


@pytest.mark.parametrize("event", [event for event, _what, _detail in SAID])
def test_an_event_is_told_in_french_too(event: TimelineEntry) -> None:
    english = tell(event, KNOWN)
    i18n.set_language(Language.FR)
    french = tell(event, KNOWN)
    assert english is not None
    assert french is not None
    same = {"Call", "Note · Alice", "Offer → Closing"}
    assert english.what in same or french.what != english.what


@pytest.mark.parametrize(
    "event",
    [
        entry("deal.updated", {"custom": 1}, {"custom": 2}),
        entry("tunnel.closed"),
        entry("followup.updated"),
        entry("nothing.known"),
        replace(entry("followup.done"), entity_id=99),
    ],
)
def test_what_only_follows_from_another_event_is_not_told(event: TimelineEntry) -> None:
    assert tell(event, KNOWN) is None


def test_what_was_taken_back_says_so() -> None:
    moved = entry("deal.moved", {"stage": "B"}, {"stage": "A"}, kind=BatchKind.UNDO)
    said = tell(moved, KNOWN)
    assert said is not None
    assert said.detail == "undone · Alice"


@pytest.mark.parametrize(
    ("event", "what", "detail"),
    [
        (
            entry("deal.undone", {"stage": "B"}, {"stage": "A"}, kind=BatchKind.UNDO),
            "B → A",
            "undone · Alice",
        ),
        (
            entry(
                "deal.undone",
                {"status": "won"},
                {"status": "open"},
                kind=BatchKind.UNDO,
            ),
            "deal won",
            "undone · Alice",
        ),
        (
            entry(
                "deal.redone",
                {"status": "open"},
                {"status": "lost"},
                kind=BatchKind.REDO,
            ),
            "deal lost",
            "done again · Alice",
        ),
        (
            entry(
                "deal.undone",
                {"status": "open"},
                {"status": "lost"},
                kind=BatchKind.UNDO,
            ),
            "deal reopened",
            "undone · Alice",
        ),
        (
            entry("follow_up.redone", kind=BatchKind.REDO),
            "Call",
            "done again · Alice",
        ),
        (
            replace(entry("follow_up.undone", kind=BatchKind.UNDO), entity_id=99),
            "follow-up",
            "undone · Alice",
        ),
        (
            entry(
                "interaction.undone",
                {"kind": "call", "body": "hi"},
                kind=BatchKind.UNDO,
            ),
            "Call · Alice",
            "undone · hi",
        ),
    ],
)
def test_an_undo_names_what_it_took_back(
    event: TimelineEntry, what: str, detail: str
) -> None:
    said = tell(event, KNOWN)
    assert said is not None
    assert (said.what, said.detail) == (what, detail)


def test_no_contact_and_no_show_are_told_apart() -> None:
    for kind, words in (
        (NoContact.NO_CONTACT, "no contact"),
        (NoContact.NO_SHOW, "no-show"),
    ):
        line = replace(LINE, outcome=Outcome.RESCHEDULE, no_contact=kind)
        said = tell(entry("followup.done"), history("Europe/Paris", (), (line,)))
        assert said is not None
        assert said.mark == "×"
        assert said.detail.startswith(words)


def test_the_timeline_of_a_person_names_the_deal_that_was_made(store: Store) -> None:
    known = a_history(store)
    person = store.read(queries.record.load_person, known.person)
    words = history(store.zone, person.timeline, person.followups, "person")
    told = [said for one in person.timeline if (said := tell(one, words))]
    assert any(
        said.what == "deal created"
        and said.detail.startswith("Boréal Fitness — yearly")
        for said in told
    )
    assert any(said.what == "created" for said in told)


def test_everything_that_the_operations_write_on_a_deal_is_told(store: Store) -> None:
    known = a_history(store)
    store.write(operations.moving.step_deal, known.deal, 1)
    store.write(operations.undoing.undo)
    deal = store.read(queries.deal.load_deal, known.deal)
    words = history(store.zone, deal.timeline, deal.followups)
    untold = {one.verb for one in deal.timeline if tell(one, words) is None}
    assert untold <= {"deal.updated", "followup.updated"}
