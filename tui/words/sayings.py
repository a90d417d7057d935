"""What was done, in words: every verb of an act has its sentence here (D.4)."""

from collections.abc import Mapping

from models.views.done import Done
from models.vocabulary import InteractionKind
from models.vocabulary import Outcome
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Temperature
from tui import formats
from tui.cells import cut
from tui.cells import width
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.words import codes
from tui.words import sayings_of_desk
from tui.words import sayings_of_rules
from tui.words import sayings_of_settings
from tui.words.sayings_of_slots import SLOTS
from tui.words.sayings_of_slots import with_place
from tui.words.telling import Say
from tui.words.telling import Told
from tui.words.undone import undone_words

NAMES = ("about", "name", "deal", "person", "activity", "slot", "type", "next_type")
"""The values of an act that are names, which a long sentence shortens."""
SHORTEST = 12
"""The cells that a name keeps, so that it is known again."""


def said(done: Done, zone: str | None = None) -> str:
    """Return the sentence for an act in the language in use; hours in *zone*."""
    say = SAYINGS.get(done.verb, _unnamed)
    return say(Told(done, zone))


def said_within(done: Done, zone: str | None, cells: int) -> str:
    """Return the sentence for an act; long names give way to its date and its rest."""
    sentence = said(done, zone)
    names = {key: str(done.values.get(key) or "") for key in NAMES}
    for key in sorted(names, key=lambda key: -width(names[key])):
        over = width(sentence) - cells
        if over <= 0 or cells <= 0 or width(names[key]) <= SHORTEST:
            break
        short = cut(names[key], max(width(names[key]) - over, SHORTEST))
        done = done._replace(values={**done.values, key: short})
        sentence = said(done, zone)
    return sentence


def _unnamed(told: Told) -> str:
    return _("Saved ({verb}).").format(verb=told.done.verb)


def _created(told: Told) -> str:
    sentence = _("{deal} is new in {stage}.")
    return sentence.format(deal=told.text("deal"), stage=told.text("stage"))


def _updated(told: Told) -> str:
    priority = told.done.values.get("priority")
    if not isinstance(priority, Priority):
        return _("{name} saved.").format(name=told.text("deal"))
    word = codes.priority(priority)
    sentence = _("{deal}: the priority is {priority} now.")
    return sentence.format(deal=told.text("deal"), priority=word)


def _named(kind: str, sentence: str) -> Say:
    return lambda told: _(sentence).format(name=told.text(kind))


def _moved(told: Told) -> str:
    stage = told.text("stage")
    if "count" in told.done.values:
        sentence = ngettext(
            "{count} deal moved to {stage}.",
            "{count} deals moved to {stage}.",
            told.count(),
        )
        return sentence.format(count=told.count(), stage=stage)
    return _("{deal} moved to {stage}.").format(deal=told.text("deal"), stage=stage)


def _won(told: Told) -> str:
    if told.count() > 1:
        sentence = ngettext("{count} deal won.", "{count} deals won.", told.count())
        return sentence.format(count=told.count())
    if told.amount():
        sentence = _("{deal} is won: {amount}.")
        return sentence.format(deal=told.text("deal"), amount=told.amount())
    return _("{deal} is won.").format(deal=told.text("deal"))


def _lost(told: Told) -> str:
    if told.count() > 1:
        sentence = ngettext("{count} deal lost.", "{count} deals lost.", told.count())
        return sentence.format(count=told.count())
    if told.text("reason"):
        sentence = _("{deal} is lost: {reason}.")
        return sentence.format(deal=told.text("deal"), reason=told.text("reason"))
    return _("{deal} is lost.").format(deal=told.text("deal"))


def _reopened(told: Told) -> str:
    sentence = _("{deal} is open again in {stage}.")
    return sentence.format(deal=told.text("deal"), stage=told.text("stage"))


def _assigned(told: Told) -> str:
    owner = told.text("owner")
    if told.count() > 1:
        sentence = ngettext(
            "{count} deal given to {owner}.",
            "{count} deals given to {owner}.",
            told.count(),
        )
        return sentence.format(count=told.count(), owner=owner)
    name = told.text("deal") or told.text("person")
    deals = told.done.values.get("deals")
    if isinstance(deals, int) and deals:
        sentence = ngettext(
            "{name} is now {owner}'s, with {count} open deal.",
            "{name} is now {owner}'s, with {count} open deals.",
            deals,
        )
        return sentence.format(name=name, owner=owner, count=deals)
    return _("{name} is now {owner}'s.").format(name=name, owner=owner)


def _valued(told: Told) -> str:
    now = told.done.values.get("value")
    if not isinstance(now, Temperature):
        return _("{name} has no value now.").format(name=told.text("name"))
    word = codes.temperature(now)
    return _("{name} is {value} now.").format(name=told.text("name"), value=word)


def _logged(told: Told) -> str:
    kind = told.done.values.get("kind")
    word = codes.touch(kind) if isinstance(kind, InteractionKind) else ""
    if not told.text("deal"):
        return _("{kind} logged.").format(kind=word)
    return _("{kind} logged on {deal}.").format(kind=word, deal=told.text("deal"))


def _planned(told: Told) -> str:
    said = _("{type} planned with {about}: {when}.").format(
        type=told.text("type"), about=told.text("about"), when=told.when()
    )
    return said + with_place(told)


def _postponed(told: Told) -> str:
    said = _("{type} with {about} put off to {when}.").format(
        type=told.text("type"), about=told.text("about"), when=told.when()
    )
    return said + with_place(told)


def _reassigned(told: Told) -> str:
    return _("{type} with {about} is now {user}'s.").format(
        type=told.text("type"), about=told.text("about"), user=told.text("user")
    )


def _invoiced(told: Told) -> str:
    return _("Invoice {number} is linked to {about}.").format(
        number=told.text("number"), about=told.text("about")
    )


def _followed_up(told: Told) -> str:
    about = told.text("about")
    outcome = told.done.values.get("outcome")
    following = told.when("next_day", "next_moment")
    if outcome is Outcome.ENROLLED:
        if told.text("deal") == "won":
            return _("{about}: enrolled, the deal is won.").format(about=about)
        return _("{about}: enrolled.").format(about=about)
    if outcome is Outcome.NOT_INTERESTED:
        if told.text("deal") == "lost":
            return _("{about}: not interested, the deal is lost.").format(about=about)
        return _("{about}: not interested.").format(about=about)
    if outcome is Outcome.NEXT_STEP:
        sentence = _("{about}: next {type}, {when}.")
    else:
        sentence = _("{about}: {type} again, {when}.")
    kind = told.text("next_type") or told.text("type")
    said = sentence.format(about=about, type=kind, when=following)
    return said + with_place(told)


def _tunnel_closed(told: Told) -> str:
    sentence = _("{about}: not interested ({reason}), nothing is planned.")
    return sentence.format(about=told.text("about"), reason=told.text("reason"))


def _user(sentence: str) -> Say:
    return lambda told: _(sentence).format(
        name=told.text("name"), login=told.text("login"), team=told.text("team")
    )


def _role(told: Told) -> str:
    role = told.done.values.get("role")
    word = codes.role(role) if isinstance(role, Role) else str(role or "")
    return _("{name} ({login}) is {role} now.").format(
        name=told.text("name"), login=told.text("login"), role=word
    )


def _undone(told: Told) -> str:
    what = undone_words(told.text("what"), told.text("name"), told.count())
    return _("Undone: {what}").format(what=what)


def _redone(told: Told) -> str:
    what = undone_words(told.text("what"), told.text("name"), told.count())
    return _("Done again: {what}").format(what=what)


def _reverted(told: Told) -> str:
    sentence = _("Import {number} reverted: {rows} changes taken back.")
    rows = told.done.values.get("rows")
    return sentence.format(
        number=told.text("import"),
        rows=formats.number(rows if isinstance(rows, int) else 0, language()),
    )


SAYINGS: Mapping[str, Say] = {
    **SLOTS,
    "batch.redone": _redone,
    "batch.reverted": _reverted,
    "batch.undone": _undone,
    "deal.assigned": _assigned,
    "deal.converted": _moved,
    "deal.created": _created,
    "deal.lost": _lost,
    "deal.moved": _moved,
    "deal.reopened": _reopened,
    "deal.temperature_changed": _valued,
    "deal.updated": _updated,
    "deal.won": _won,
    "followup.done": _followed_up,
    "followup.planned": _planned,
    "followup.postponed": _postponed,
    "followup.reassigned": _reassigned,
    "interaction.logged": _logged,
    "invoice.linked": _invoiced,
    "organization.created": _named("company", N_("{name} is new.")),
    "organization.updated": _named("company", N_("{name} saved.")),
    "person.assigned": _assigned,
    "person.created": _named("person", N_("{name} is new.")),
    "person.temperature_changed": _valued,
    "person.updated": _named("person", N_("{name} saved.")),
    "team.created": _named("team", N_("The team {name} is new.")),
    "tunnel.closed": _tunnel_closed,
    "user.activated": _user(N_("{name} ({login}) may sign in again.")),
    "user.created": _user(N_("{name} ({login}) is new.")),
    "user.deactivated": _user(N_("{name} ({login}) may not sign in any more.")),
    "user.moved": _user(N_("{name} ({login}) is in {team} now.")),
    "user.role_changed": _role,
    "workspace.created": _named("name", N_("{name} is ready.")),
    **sayings_of_desk.SAYINGS,
    **sayings_of_rules.SAYINGS,
    **sayings_of_settings.SAYINGS,
}
"""The sentence of every verb that an operation answers with."""
