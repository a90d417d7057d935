"""Rules of assignment in words: whom they take, how they choose, from whom (R-32)."""

from typing import assert_never

from models.views.assigning import Outlook
from models.views.assigning import RepLine
from models.views.assigning import RuleLine
from models.vocabulary import Strategy
from tui import formats
from tui import glyphs
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext


def strategy_words(strategy: Strategy) -> str:
    """Return how a rule chooses among its reps."""
    match strategy:
        case Strategy.FIXED:
            return _("always the first")
        case Strategy.ROUND_ROBIN:
            return _("in turn")
        case Strategy.LEAST_BUSY:
            return _("the least busy")
        case _:
            assert_never(strategy)


def taken_words(rule: RuleLine) -> str:
    """Say whom a rule takes: everybody, or those who meet all of its conditions."""
    asked = rule.fields
    told: list[str] = []
    if asked.source_id is not None:
        told.append(_("from {source}").format(source=rule.source))
    if asked.team_id is not None:
        told.append(_("of {team}").format(team=rule.team))
    if asked.postcode:
        told.append(_("postcode {begins}…").format(begins=asked.postcode))
    if asked.language:
        told.append(_("speaking {language}").format(language=asked.language))
    separator = f" {glyphs.current().separator} "
    return separator.join(told) or _("every prospect")


def reps_words(rule: RuleLine) -> str:
    """Name the reps of a rule, each with what keeps them from getting more."""
    return ", ".join(rep_words(rep) for rep in rule.reps)


def rep_words(rep: RepLine) -> str:
    """Name a rep, with what keeps them from getting more prospects."""
    if not rep.active:
        return _("{name} (switched off)").format(name=rep.name)
    if rep.paused:
        return _("{name} (paused)").format(name=rep.name)
    if rep.capacity is None:
        return rep.name
    sentence = _("{name} ({given} of {capacity})")
    if rep.given >= rep.capacity:
        sentence = _("{name} (full, {given} of {capacity})")
    return sentence.format(name=rep.name, given=rep.given, capacity=rep.capacity)


def outlook_words(told: Outlook) -> str:
    """Say what applying the rules now would do, in one line."""
    if not told.total:
        return _("Every prospect has a seller.")
    parts = [
        ngettext("{count} prospect", "{count} prospects", told.total).format(
            count=formats.number(told.total, language())
        ),
        *(
            _("{count} to {name}").format(
                count=formats.number(count, language()), name=name
            )
            for name, count in told.shares
        ),
    ]
    if told.nobody:
        count = formats.number(told.nobody, language())
        parts.append(_("{count} with nobody available").format(count=count))
    if told.untaken:
        count = formats.number(told.untaken, language())
        parts.append(_("{count} that no rule takes").format(count=count))
    return f" {glyphs.current().separator} ".join(parts)
