"""Refusals of everyday work, said whole on a line of 80 columns in both languages."""

import pytest

from models.errors import RuleBroken
from models.vocabulary import Language
from tui.cells import width
from tui.i18n import set_language
from tui.words.refusals import explain

LINE = 76
"""The cells of the message line of 80 columns, without its edges and its mark."""
USUAL = {
    "activity": "Cours de yoga",
    "batch": "12",
    "capacity": "12",
    "owner": "Alice Martin",
    "person": "Claire Fontaine",
    "rule": "Prospects web",
    "starts": "ven. 27 nov. 18:30",
    "text": "x",
    "type": "Relance téléphonique",
    "view": "Mes prospects tièdes",
    "who": "Alice Martin",
}
SAID = (
    "undo_only_import",
    "rules_give_nothing",
    "view_of_another",
    "company_of_another",
    "setting_changed",
    "view_of_other_list",
    "slot_full",
    "letter_taken",
    "letter_bad",
    "no_first_type",
    "type_not_first",
    "rule_of_others",
    "do_not_contact",
    "record_changed",
)


@pytest.mark.parametrize("code", SAID)
def test_a_refusal_in_french_is_whole_on_a_line_of_80_columns(code: str) -> None:
    set_language(Language.FR)
    refusal = explain(RuleBroken(code, **USUAL))
    assert refusal.then
    assert width(refusal.line) <= LINE
