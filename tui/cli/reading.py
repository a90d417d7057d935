"""``relance due``, ``show`` and ``search``: what the screens show, as text or JSON."""

from models import queries
from models.views.due import DueItem
from models.views.due import read_due
from models.views.hits import Hit
from models.views.hits import HitKind
from models.vocabulary import DueBucket
from models.vocabulary import Lifecycle
from models.vocabulary import Status
from tui.cli.shell import Shell
from tui.cli.shell import iso
from tui.i18n import N_
from tui.i18n import _
from tui.words.codes import lifecycle
from tui.words.codes import status
from tui.words.codes import temperature
from tui.words.due import NextStep
from tui.words.due import mark
from tui.words.due import when_column
from tui.words.due import when_forms

SECTIONS = {
    DueBucket.OVERDUE: N_("Overdue"),
    DueBucket.TODAY: N_("Today"),
    DueBucket.LATER: N_("Next days"),
}
KINDS = {
    HitKind.DEAL: N_("Deal"),
    HitKind.PERSON: N_("Person"),
    HitKind.COMPANY: N_("Company"),
}
Cell = int | str | None | dict[str, int | str]

BUCKETS = {
    DueBucket.OVERDUE: "overdue",
    DueBucket.TODAY: "today",
    DueBucket.LATER: "next",
}
"""The codes of the answer, the same as those of its counts."""

CSV_HEAD = (
    *("id", "bucket", "due", "all_day", "type", "attempt", "person", "company"),
    *("deal", "value", "assignee", "phone", "comment"),
)


def due(shell: Shell) -> int:
    """List what is due: overdue, today, the next days (R-21, rulings 19)."""
    days = shell.number("days")
    today = read_due(shell.store, shell.whose(), 7 if days is None else days)
    rows = [_row(shell, item) for item in today.items]
    if shell.as_json:
        shell.json(
            {
                "now": iso(shell.store.now(), shell.store.zone),
                "zone": shell.store.zone,
                "scope": str(shell.whose().scope),
                "counts": {
                    "overdue": today.counts.overdue,
                    "today": today.counts.today,
                    "next": today.counts.next_days,
                },
                "rows": rows,
            }
        )
    elif shell.as_csv:
        flat = [[_cell(row[key]) for key in CSV_HEAD] for row in rows]
        shell.csv(CSV_HEAD, flat)
    else:
        _list(shell, today.items)
    return 0


def _row(shell: Shell, item: DueItem) -> dict[str, Cell]:
    return {
        "id": item.id,
        "bucket": BUCKETS[item.bucket],
        "due": item.day.isoformat()
        if item.at is None
        else iso(item.due, shell.store.zone),
        "all_day": item.at is None,
        "type": item.type,
        "attempt": item.attempt,
        "person": _ref(item.person_id, item.person),
        "company": _ref(item.company_id, item.company),
        "deal": _ref(item.deal_id, item.deal),
        "value": None if item.temperature is None else str(item.temperature),
        "assignee": item.assignee,
        "phone": item.phone,
        "comment": item.comment,
    }


def _ref(record_id: int | None, name: str) -> dict[str, int | str] | None:
    return None if record_id is None else {"id": record_id, "name": name}


def _cell(value: Cell) -> int | str | None:
    return value["name"] if isinstance(value, dict) else value


def _list(shell: Shell, items: tuple[DueItem, ...]) -> None:
    if not items:
        shell.line(_("Nothing is due."))
        return
    for bucket, title in SECTIONS.items():
        of = [item for item in items if item.bucket is bucket]
        if not of:
            continue
        shell.line(f"{_(title)} {len(of)}")
        rows: list[list[str]] = []
        for item in of:
            step = NextStep(item.bucket, item.today, item.day, item.at)
            value = "" if item.temperature is None else temperature(item.temperature)
            name = item.deal or item.person or item.company
            words = when_column(step)
            if item.bucket is DueBucket.LATER:
                words = when_forms(step)[0]
            when = f"{mark(item.bucket)} {words}"
            rows.append([f"#{item.id}", when, item.type, name, value, item.phone])
        shell.rows(rows)


def show(shell: Shell) -> int:
    """Show one record with its whole timeline."""
    from tui.cli.shown import show_record

    return show_record(shell, shell.text("kind") or "deal", shell.id("id"))


def search(shell: Shell) -> int:
    """Search and rank; no hit is an answer, not an error."""
    text = shell.text("text") or ""
    hits = shell.store.read(queries.find.search, text)
    rows = [
        {
            "kind": str(hit.kind),
            "id": hit.id,
            "title": hit.title,
            "subtitle": hit.subtitle,
            "status": hit.status,
            "stage": hit.stage,
            "owner": hit.owner,
        }
        for hit in hits
    ]
    if shell.as_json:
        shell.json({"query": text, "count": len(rows), "hits": rows})
    elif shell.as_csv:
        head = ("kind", "id", "title", "subtitle", "status", "stage", "owner")
        shell.csv(head, [[row[key] for key in head] for row in rows])
    elif not rows:
        shell.line(_("Nothing found."))
    else:
        shell.rows([_hit(hit) for hit in hits], (1,))
    return 0


def _standing(kind: HitKind, code: str) -> str:
    return status(Status(code)) if kind is HitKind.DEAL else lifecycle(Lifecycle(code))


def _hit(hit: Hit) -> list[str]:
    kind = _(KINDS[hit.kind])
    stands = _standing(hit.kind, hit.status) if hit.status else ""
    return [kind, f"#{hit.id}", hit.title, hit.subtitle, stands, hit.stage, hit.owner]
