"""Every command of this release, with its options (commands.md, defaults.md 9)."""

from tui.cli.parser import Argument
from tui.cli.parser import Command
from tui.cli.parser import number
from tui.cli.parser import option
from tui.cli.parser import switch
from tui.i18n import _

OUTCOMES = ("reschedule", "next", "next-step", "enrolled", "not-interested")
SCOPES = ("me", "team", "all")
RECORDS = ("deal", "person", "company")
MOST_DEALS = 1_000_000
MOST_YEARS = 50
MOST_DAYS = 36_500
"""Beyond a century calendars end sooner or later."""
EXPORTS = ("deals", "people", "companies", "followups", "events", "all")
USER_ACTS = ("list", "add", "role", "team", "disable", "enable")


def commands() -> tuple[Command, ...]:
    """Return the commands in the order in which help lists them."""
    return (
        *_begin(),
        *_reading(),
        *_adding(),
        *_following(),
        *_working(),
        *_closing(),
        *_figures(),
        *_files(),
        *_keeping(),
    )


def _begin() -> tuple[Command, ...]:
    return (
        Command(
            "demo",
            _("open the app on a believable sample"),
            "begin:demo",
            (
                option("keep", _("keep the sample in this file")),
                switch("no-open", _("write the sample without opening it")),
                number("seed", _("another seed makes another sample"), 1),
                number("deals", _("how many deals"), 300, 1, MOST_DEALS),
                number("years", _("how many years of history"), 2, 1, MOST_YEARS),
            ),
        ),
        Command(
            "init",
            _("make a database without asking"),
            "begin:init",
            (
                option("template", _("sales, lifecycle or club")),
                option("currency", _("the base currency, such as EUR")),
                option("zone", _("the time zone, such as Europe/Paris")),
                option("user", _("the login of the first user")),
                option("name", _("the name of the first user")),
            ),
        ),
    )


def _reading() -> tuple[Command, ...]:
    scope = Argument("--scope", _("whose: me, team or all"), choices=SCOPES)
    return (
        Command(
            "due",
            _("list the follow-ups that are due"),
            "reading:due",
            (scope, number("days", _("how many days ahead"), 7, most=MOST_DAYS)),
        ),
        Command(
            "show",
            _("show a record with its timeline"),
            "reading:show",
            (Argument("kind", choices=RECORDS), Argument("id")),
        ),
        Command(
            "search",
            _("search deals, people and companies"),
            "reading:search",
            (Argument("text", nargs="+"),),
        ),
    )


def _when() -> str:
    return _("such as 'tomorrow 10', +3d or 2026-12-15T14:30")


def _adding() -> tuple[Command, ...]:
    return (
        Command(
            "add",
            _("add a deal in one line, or a follow-up"),
            "adding:add",
            (
                Argument("kind", choices=("deal", "followup")),
                Argument("title", nargs="*"),
                option("company", _("the company, found by name or made")),
                option("person", _("the person: a name, or for a follow-up an id")),
                option("amount", _("the amount, such as 12k€")),
                option("source", _("where it came from")),
                option("value", _("hot, warm or cold")),
                option("step", _("the day of the next step")),
                option("close", _("the day the deal should close")),
                option("stage", _("the stage")),
                option("owner", _("the login of the owner")),
                option("pipeline", _("the pipeline")),
                option("deal", _("the id of the deal that the follow-up is for")),
                option("at", _when()),
                option("type", _("the type of follow-up")),
                option("to", _("the login of who does it")),
                option("comment", _("what to say or to know")),
            ),
        ),
    )


def _following() -> tuple[Command, ...]:
    return (
        Command(
            "done",
            _("log the outcome of a follow-up"),
            "working:done",
            (
                Argument("followup"),
                Argument("--outcome", _("how it went"), choices=OUTCOMES),
                option("type", _("the next type of follow-up")),
                option("at", _when()),
                option("reason", _("why not: a reason's code or name")),
                option("note", _("what the reason needs said")),
                option("invoice", _("the number of the invoice")),
                option("comment", _("what came of it")),
                switch("no-show", _("nobody came")),
                switch("no-contact", _("nobody answered")),
                switch("keep-deal", _("leave the deal open")),
            ),
        ),
        Command(
            "snooze",
            _("put a follow-up off"),
            "working:snooze",
            (Argument("followup"), Argument("when", nargs="+")),
        ),
    )


def _working() -> tuple[Command, ...]:
    return (
        Command(
            "move",
            _("move a deal to a stage"),
            "working:move",
            (Argument("deal"), Argument("stage", nargs="+")),
        ),
        Command(
            "assign",
            _("give a deal or a person to someone"),
            "working:assign",
            (
                Argument("kind", choices=("deal", "person")),
                Argument("id"),
                Argument("login"),
            ),
        ),
        Command(
            "note",
            _("log a note"),
            "working:note",
            (
                Argument("kind", choices=("deal", "person")),
                Argument("id"),
                Argument("text", nargs="+"),
            ),
        ),
        Command("undo", _("undo what you did last"), "working:undo"),
        Command("redo", _("do again what you undid"), "working:redo"),
    )


def _closing() -> tuple[Command, ...]:
    return (
        Command(
            "win",
            _("close a deal as won"),
            "working:win",
            (
                Argument("deal"),
                option("on", _("the day it was won, today by default")),
                option("amount", _("the final amount")),
            ),
        ),
        Command(
            "lose",
            _("close a deal as lost"),
            "working:lose",
            (
                Argument("deal"),
                option("reason", _("why: a reason's code or name")),
                option("note", _("what the reason needs said")),
                option("on", _("the day it was lost, today by default")),
            ),
        ),
        Command(
            "reopen",
            _("open a closed deal again"),
            "working:reopen",
            (Argument("deal"), option("stage", _("the stage to return to"))),
        ),
    )


def _figures() -> tuple[Command, ...]:
    return (
        Command(
            "stats",
            _("tell the figures of a report"),
            "figures:stats",
            (
                Argument("report"),
                option("from", _("the first day")),
                option("to", _("the day after the last")),
                Argument("--scope", _("whose: me, team or all"), choices=SCOPES),
                option("by", _("what the rows are grouped by")),
                option("basis", _("final, recorded, cohort or cohort:DAYS")),
                option("pipeline", _("the pipeline")),
            ),
        ),
    )


def _files() -> tuple[Command, ...]:
    return (
        Command(
            "import",
            _("take in CSV files"),
            "files:take_in",
            (
                Argument("files", nargs="*"),
                option("map", _("the mapping file")),
                option("preset", _("a mapping for a well-known export")),
                switch("dry-run", _("check everything, write nothing")),
                switch("strict", _("all rows or none")),
                option("rejects", _("the file for rows that are refused")),
                number("revert", _("take a past batch back whole")),
            ),
        ),
        Command(
            "imports",
            _("list past imports, or take one back"),
            "files:imports",
            (number("revert", _("take this batch back whole")),),
        ),
        Command(
            "export",
            _("write records to a file"),
            "files:export",
            (
                Argument("what", choices=EXPORTS),
                Argument("--output", _("the file, or the folder of `all --csv`")),
            ),
        ),
    )


def _keeping() -> tuple[Command, ...]:
    return (
        Command(
            "restore",
            _("put back an archive or a backup"),
            "keeping:restore",
            (Argument("file"),),
        ),
        Command(
            "backup",
            _("save a consistent copy while in use"),
            "keeping:backup",
            (Argument("file", nargs="?"),),
        ),
        Command(
            "users",
            _("list users; add one, change a role or a team"),
            "people:users",
            (
                Argument("act", nargs="?", choices=USER_ACTS),
                Argument("login", nargs="?"),
                Argument("to", nargs="?"),
                option("name", _("the person's name")),
                option("role", _("seller, manager or admin")),
                option("team", _("the team")),
            ),
        ),
        Command(
            "doctor",
            _("check the database, the settings and the themes"),
            "keeping:doctor",
        ),
    )
