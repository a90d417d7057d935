"""Refusals of records: rights, moves, closings, edits, follow-ups, undo."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.refusal_words import Words

_RIGHTS: Mapping[str, Words] = {
    "record_unknown": Words(
        N_("There is no such record."), N_("It was deleted, or it is not yours.")
    ),
    "not_allowed": Words(
        N_("Your role ({role}) does not allow that."), N_("Ask a manager.")
    ),
    "user_unknown": Words(N_("There is no user {login}."), N_("Check the login.")),
    "user_inactive": Words(
        N_("The account {login} is switched off."), N_("Ask an administrator.")
    ),
    "record_changed": Words(
        N_("Someone changed this record meanwhile."), N_("Look at it, then save again.")
    ),
    "nothing_selected": Words(
        N_("Nothing is selected."), N_("Put the cursor on a deal first.")
    ),
}

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
    ),
    "stage_after_win": Words(
        N_("{stage} comes after the win."), N_("`w` closes the deal as won.")
    ),
    "stage_none_open": Words(
        N_("This pipeline has no open stage."), N_("Add one in the settings.")
    ),
    "deal_lost_stays": Words(
        N_("A lost deal keeps its stage."), N_("`r` opens it again.")
    ),
    "deal_won_stays": Words(
        N_("A won deal moves among the stages after the sale only."),
        N_("`r` opens it again."),
    ),
    "deal_last_stage": Words(
        N_("{stage} is the last open stage."), N_("`w` closes the deal as won.")
    ),
    "deal_first_stage": Words(
        N_("{stage} is the first stage."), N_("`x` closes the deal as lost.")
    ),
    "deal_last_post_sale": Words(
        N_("{stage} is the last stage."), N_("`<` goes back one.")
    ),
    "deal_first_post_sale": Words(
        N_("{stage} is the first stage after the sale."), N_("`r` opens it again.")
    ),
}

_CLOSINGS: Mapping[str, Words] = {
    "deal_not_open": Words(
        N_("{deal} is closed already ({status})."), N_("`r` opens it again.")
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
    "reason_unknown": Words(N_("There is no such reason."), N_("Choose one listed.")),
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

WORDS: Mapping[str, Words] = {**_RIGHTS, **_MOVES, **_CLOSINGS, **_FOLLOW_UPS}
"""What is said of each code of records."""
