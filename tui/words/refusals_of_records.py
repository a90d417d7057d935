"""Refusals of records: rights, moves, closings, edits, follow-ups, undo."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

_NEAREST = N_("Did you mean {nearest}?")

_RIGHTS: Mapping[str, Words] = {
    "record_unknown": Words(
        N_("There is no such record."), N_("It was deleted, or it is not yours.")
    ),
    "not_allowed": Words(
        N_("Your role ({role}) does not allow that."), N_("Ask a manager.")
    ),
    "user_unknown": Words(
        N_("There is no user {login}."), N_("Check the login."), _NEAREST
    ),
    "user_inactive": Words(
        N_("The account {login} is switched off."), N_("Ask an administrator.")
    ),
    "company_of_another": Words(
        N_("That company is a colleague's; you may see its name only."),
        N_("Ask its owner or a manager."),
    ),
    "handover_needs_manager": Words(
        N_("A seller cannot give records to others yet."), N_("Ask a manager.")
    ),
    "owner_inactive": Words(
        N_("The account of {name} is switched off."), N_("Choose another person.")
    ),
    "owner_not_allowed": Words(
        N_("A seller makes records of one's own only."), N_("Leave the owner out.")
    ),
    "last_admin": Words(
        N_("{name} is the last administrator."), N_("Make another one first.")
    ),
    "login_taken": Words(N_("The login {login} is taken."), N_("Choose another one.")),
    "team_taken": Words(
        N_("There is a team {team} already."), N_("Choose another name.")
    ),
    "team_unknown": Words(
        N_("There is no such team."), N_("Name one that exists."), _NEAREST
    ),
    "record_changed": Words(
        N_("Someone changed this record meanwhile."), N_("Look at it, then save again.")
    ),
    "nothing_selected": Words(
        N_("Nothing is selected."), N_("Put the cursor on a deal first.")
    ),
}

_WINS = N_("`relance win` closes the deal as won.")
_LOSES = N_("`relance lose` closes the deal as lost.")
_REOPENS = N_("`relance reopen` opens it again.")

_MOVES: Mapping[str, Words] = {
    "stage_other_pipeline": Words(
        N_("That stage belongs to another pipeline."), N_("`m` lists the stages.")
    ),
    "stage_inactive": Words(
        N_("The stage {stage} is not used any more."), N_("`m` lists the stages.")
    ),
    "stage_intake": Words(
        N_("A deal cannot go back to the unsorted ones."),
        N_("`x` closes it as lost."),
        by_command=_LOSES,
    ),
    "stage_after_win": Words(
        N_("{stage} comes after the win."),
        N_("`w` closes the deal as won."),
        by_command=_WINS,
    ),
    "stage_none_open": Words(
        N_("This pipeline has no open stage."), N_("Add one in the settings.")
    ),
    "deal_lost_stays": Words(
        N_("A lost deal keeps its stage."),
        N_("`r` opens it again."),
        by_command=_REOPENS,
    ),
    "deal_won_stays": Words(
        N_("A won deal moves among the stages after the sale only."),
        N_("`r` opens it again."),
        by_command=_REOPENS,
    ),
    "deal_last_stage": Words(
        N_("{stage} is the last open stage."),
        N_("`w` closes the deal as won."),
        by_command=_WINS,
    ),
    "deal_first_stage": Words(
        N_("{stage} is the first stage."),
        N_("`x` closes the deal as lost."),
        by_command=_LOSES,
    ),
    "deal_last_post_sale": Words(
        N_("{stage} is the last stage."), N_("`<` goes back one.")
    ),
    "deal_first_post_sale": Words(
        N_("{stage} is the first stage after the sale."),
        N_("`r` opens it again."),
        by_command=_REOPENS,
    ),
}

_EDITS: Mapping[str, Words] = {
    "company_own_parent": Words(
        N_("A company cannot be part of itself."), N_("Choose another parent.")
    ),
    "field_unknown": Words(
        N_("There is no such field."), N_("Leave it out."), _NEAREST
    ),
    "field_value": Words(
        N_("“{text}” does not fit the field {key}."), N_("See its kind.")
    ),
    "field_integer": Words(N_("“{text}” is no whole number."), N_("Write digits.")),
    "field_number": Words(N_("“{text}” is no number."), N_("Write 12 or 12.5.")),
    "field_date": Words(N_("“{text}” is no date."), N_("Write 2026-12-15.")),
    "fields_changed": Words(
        N_("{who} changed the same fields, {when}."), N_("Choose mine or theirs.")
    ),
    "name_empty": Words(N_("A name is missing."), N_("Type one.")),
    "note_empty": Words(N_("Nothing to save."), N_("Type a few words.")),
    "probability_range": Words(
        N_("{value} is no chance."), N_("Type a whole number from 0 to 100.")
    ),
    "record_missing": Words(
        N_("It is about no record."), N_("Name a deal, a person or a company.")
    ),
    "pipeline_unknown": Words(
        N_("There is no such pipeline."), N_("Name one that exists."), _NEAREST
    ),
    "source_unknown": Words(
        N_("There is no such source."), N_("Name one that exists."), _NEAREST
    ),
    "stage_unknown": Words(
        N_("There is no such stage."), N_("Name one that exists."), _NEAREST
    ),
    "stage_not_open": Words(
        N_("A deal does not begin in {stage}."), N_("Name an open stage.")
    ),
    "type_unknown": Words(
        N_("There is no such type."), N_("Name one that exists."), _NEAREST
    ),
}

_UNDO: Mapping[str, Words] = {
    "undo_nothing": Words(N_("There is nothing to undo."), ""),
    "redo_nothing": Words(
        N_("There is nothing to redo."), N_("A new act clears what was undone.")
    ),
    "undo_only_import": Words(
        N_("The last act was import {batch}."),
        N_("relance imports --revert {batch} undoes it."),
    ),
    "undo_changed_since": Words(
        N_("Changed since by others: {changed}."), N_("Change it by hand.")
    ),
    "undo_blocked": Words(
        N_("Other records were built on it meanwhile."), N_("Undo those first.")
    ),
    "revert_no_import": Words(
        N_("{batch} is no import."), N_("relance imports lists them.")
    ),
    "revert_done": Words(N_("Import {batch} is reverted already."), ""),
}

_CLOSINGS: Mapping[str, Words] = {
    "deal_not_open": Words(
        N_("{deal} is closed already ({status})."),
        N_("`r` opens it again."),
        by_command=_REOPENS,
    ),
    "deal_not_open:deal": Words(
        N_("That deal is lost."), N_("Only an open or a won one has follow-ups.")
    ),
    "deal_already_open": Words(
        N_("{deal} is open."), N_("Only a closed deal is opened again.")
    ),
    "reason_required": Words(
        N_("A reason is missing."), N_("Press the letter of one.")
    ),
    "reason_inactive": Words(
        N_("The reason {reason} is not used any more."), N_("Choose another one.")
    ),
    "reason_unknown": Words(
        N_("There is no such reason."), N_("Choose one listed."), _NEAREST
    ),
    "note_required": Words(
        N_("{reason} asks for a note."), N_("Say in a few words why.")
    ),
}

_FOLLOW_UPS: Mapping[str, Words] = {
    "no_next_type": Words(
        N_("No step may follow this type."), N_("Choose another outcome.")
    ),
    "next_type_not_allowed": Words(
        N_("That type may not follow this one."), N_("Choose one listed.")
    ),
}

WORDS: Mapping[str, Words] = {
    **_RIGHTS,
    **_MOVES,
    **_CLOSINGS,
    **_FOLLOW_UPS,
    **_EDITS,
    **_UNDO,
}
"""What is said of each code of records."""
