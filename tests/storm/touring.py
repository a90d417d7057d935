"""A seller and an admin visit every place of a hostile database (cases 23 and 63).

``python -m tests.storm.touring`` is the one of a release. All that reaches the terminal
is looked at as bytes: no control that harmless texts of the same widths do not send, no
sign that is not seen, and on the seller's nothing of a colleague's.
"""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

from models.clock import Clock
from models.operations import views
from models.store import Store
from models.store import open_store
from models.views.desk import NewView
from models.views.desk import Shape
from models.vocabulary import ViewOf
from tests import factories
from tests.hostile.values import UNSEEN
from tests.hostile.values import Rewritten
from tests.hostile.values import attacking
from tests.hostile.values import rewritten
from tests.hostile.values import tame
from tests.screens.day import a_day
from tests.screens.day import a_prospect
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.storm.terminal import at_home
from tests.storm.terminal import installed
from tests.storm.work import found
from tests.storm.work import tell
from tests.terminal.session import Session

Places = tuple[tuple[str, ...], ...]
TOKEN = "xqz"
"""Stands in every text of the colleague's records."""

ATTACKED = "UFdO"
"""What every attacking text shows of itself."""

ESCAPE, TAB, ENTER, PALETTE = "\x1b", "\t", "\r", "\x10"
PAGE_DOWN = "\x1b[6~"

PLACES: Places = (
    ("d", ESCAPE, "z", ESCAPE, "t", ESCAPE, "y", PAGE_DOWN),
    ("B", "e", ESCAPE, "m", ESCAPE, "w", ESCAPE, "x", ESCAPE, "I", PAGE_DOWN),
    ("B", ENTER, TAB, TAB, "F", ESCAPE, "o", ESCAPE),
    ("/", "a", PAGE_DOWN, ESCAPE, "/", TOKEN, ESCAPE, ESCAPE),
    ("P", TAB, TAB, "F", ESCAPE, ENTER, ESCAPE),
    ("A", TAB, ENTER, ESCAPE),
    ("V", ENTER, ESCAPE),
    ("S", *[TAB] * 12),
    (",", *[TAB] * 12, ESCAPE),
    ("T", "O", ESCAPE, "?", PAGE_DOWN, ESCAPE),
    ("n", TOKEN, ESCAPE, ESCAPE, "f", ESCAPE, "a", ESCAPE),
    (PALETTE, TOKEN, ESCAPE, PALETTE, "slots", ENTER, ESCAPE),
    ("u", "T"),
    ("B", "f", ESCAPE, "a", ESCAPE, "t", ESCAPE, "i", ESCAPE, "n", ESCAPE),
    ("B", ">", "u", "x", "p", "u", "w", ENTER, "u", "\x12", "u"),
    ("T", "d", "r", ENTER, "u", "d", "n", ESCAPE, "d", "x", ESCAPE, "z", "1", ESCAPE),
    ("P", ENTER, TAB, TAB, "e", ESCAPE, "f", ESCAPE, "a", ESCAPE, "t", ESCAPE),
    ("P", "*", "a", ESCAPE, "v", "u", "o", "V", ESCAPE, "F", "a", ESCAPE, ESCAPE),
    ("S", ENTER, "e", ESCAPE, ESCAPE, "o", "p", ESCAPE, TAB, ENTER, ESCAPE),
    ("S", TAB, TAB, "o", "o", "o", ENTER, ESCAPE, "o", ENTER, ESCAPE, ENTER, ESCAPE),
    *((",", *[TAB] * page, "e", ESCAPE, "n", ESCAPE, ESCAPE) for page in range(1, 13)),
    ("R", "n", ESCAPE, ENTER, ESCAPE, "V", "n", "kk", ESCAPE, "e", ESCAPE),
    (PALETTE, "slots", ENTER, "n", ESCAPE, "e", ESCAPE, ENTER, ESCAPE, "x", ESCAPE),
    (PALETTE, "pipeline", ENTER, ESCAPE, PALETTE, "invoice", ENTER, ESCAPE, "T"),
)
"""What is pressed, place by place: lists, dialogs, forms, search, palette, undo."""


def main() -> int:
    """Make the tours; anything wrong is printed and ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=len(PLACES))
    places = PLACES[: parser.parse_args().places]
    with at_home() as folder:
        path = folder / "relance.db"
        _found(path)
        harmless, _shown = _toured(_copy(path, tame), "boss", places)
        hostile, shown = _toured(_copy(path, attacking), "boss", places)
        sellers, _shown = _toured(_copy(path, attacking), "ana", places)
        wrong = [*_wrong(harmless, hostile, sellers)]
        for keys, text in zip(places, shown, strict=True):
            if ATTACKED not in text:
                wrong.append(f"no attack stood in what {keys!r} drew")
    sent = sum(len(one.sent) for one in (harmless, hostile, sellers))
    tell(f"{len(places)} places, {sent:,} bytes on three terminals", *wrong)
    return 1 if wrong else 0


def _wrong(harmless: Session, hostile: Session, sellers: Session) -> Iterator[str]:
    for login, session in (("boss", hostile), ("ana", sellers)):
        for control in sorted(session.controls - harmless.controls):
            yield f"{control!r} reached the terminal of {login}"
        for sign in sorted(set(UNSEEN.findall(session.sent.decode()))):
            yield f"{sign!r} reached the terminal of {login}"
    if not any(_around(hostile.text)):
        yield "the admin saw nothing of the records that are to be hidden"
    for place in sorted(set(_around(sellers.text))):
        yield f"ana was told of a colleague's: {place!r}"


def _around(text: str) -> Iterator[str]:
    """Yield where a token stands with more than what was typed."""
    for piece in text.split(f"{TOKEN}-")[1:]:
        yield piece[:20]


def _toured(path: Path, login: str, places: Places) -> tuple[Session, list[str]]:
    """Visit the places; return the session and the text that each of them drew."""
    shown: list[str] = []
    session = Session(*installed(path, login), width=120, height=36)
    with closing(session):
        session.wait_for("done", seconds=60)
        for keys in places:
            before = len(session.text)
            for key in keys:
                session.rested(key)
            if session.process.poll() is not None:
                sys.exit(f"the session of {login} ended in {keys!r}")
            shown.append(session.text[before:])
        session.process.send_signal(signal.SIGTERM)
        session.end()
    return session, shown


def _copy(path: Path, rewrite: Rewritten) -> Path:
    copy = path.with_name(f"{rewrite.__name__}.db")
    copy.unlink(missing_ok=True)
    return rewritten(path, copy, rewrite)


def _found(path: Path) -> None:
    found(path)
    with closing(open_store(path, "boss", Clock())) as store:
        factories.a_user(store, "ana", team="North")
        factories.a_user(store, "ben", team="South")
        a_day(store)
        due = a_prospect(
            store, "Own", date(2026, 11, 23), owner="ana", person="Paul Own"
        )
        _offered(store, due)
        factories.a_deal(store, "Another", owner="ana")
        _hidden(store)


def _offered(store: Store, follow_up: int) -> None:
    """Write what else has a name: a view, an activity, a slot with a place taken."""
    store.write(views.save_view, NewView("Everybody", Shape(ViewOf.PROSPECTS)))
    starts = datetime(2026, 11, 24, 9, tzinfo=UTC)
    slot = a_slot(store, an_activity(store), starts, host="boss", place="Room 2")
    a_booking(store, slot, follow_up)


def _hidden(store: Store) -> None:
    """Write a colleague's records, a token in each text."""
    company = factories.a_company(store, f"{TOKEN}-company", owner="ben")
    person = factories.a_person(
        store, f"{TOKEN}-first {TOKEN}-last", owner="ben", company=company
    )
    deal = factories.a_deal(
        store, f"{TOKEN}-deal", owner="ben", person=person, company=company
    )
    factories.a_note(store, f"{TOKEN}-note", deal=deal)
    comment = f"{TOKEN}-comment"
    factories.a_follow_up(store, deal=deal, assignee="ben", comment=comment)


if __name__ == "__main__":
    sys.exit(main())
