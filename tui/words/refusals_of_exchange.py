"""Refusals of imports, exports, archives and what commands are given."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

_ANOTHER_NAME = N_("Name another file.")
_NEAREST = N_("Did you mean {nearest}?")

_FILES: Mapping[str, Words] = {
    "file_missing": Words(N_("There is no file {path}."), N_("Check its name.")),
    "file_not_plain": Words(N_("{path} is no plain file."), N_("Name one that is.")),
    "file_is_folder": Words(N_("{path} is a folder."), N_("Name a file in it.")),
    "file_no_permission": Words(N_("No permission for {path}."), N_("Ask its owner.")),
    "file_unreadable": Words(N_("{path} cannot be read."), N_("Copy it elsewhere.")),
    "file_too_large": Words(
        N_("{path} is larger than {limit} bytes."), N_("Split it into smaller files.")
    ),
    "file_endless": Words(
        N_("{path} sent nothing for {seconds} seconds."), N_("Name a plain file.")
    ),
    "file_binary": Words(N_("{path} is no text file."), N_("Save it as CSV.")),
    "file_empty": Words(N_("{path} is empty."), N_("It needs a line of headers.")),
    "file_no_lines": Words(
        N_("{path} has no line ends: it is no table."), N_("Save it as CSV.")
    ),
    "file_unmatched": Words(
        N_("The columns of {path} are none that the mapping knows: {headers}."),
        N_("It knows: {inputs}."),
    ),
    "file_exists": Words(N_("{path} exists; it was not touched."), _ANOTHER_NAME),
    "file_unsaved": Words(N_("{path} could not be written."), _ANOTHER_NAME),
    "folder_missing": Words(N_("There is no folder {path}."), N_("Make it first.")),
    "disk_full_file": Words(
        N_("Disk full: {path} was not written."), N_("Free some space.")
    ),
    "cards_missing": Words(
        N_("{path} holds no vCard."), N_("Export the contacts again as vCard.")
    ),
    "encoding_unknown": Words(
        N_("There is no encoding {encoding}."), N_("Name utf-8 or cp1252.")
    ),
    "encoding_wrong": Words(
        N_("{path} is not written in {encoding}."), N_("Name another --encoding.")
    ),
    "header_blank": Words(
        N_("Column {column} of {path} has no header."), N_("Name it in the first line.")
    ),
    "header_broken": Words(
        N_("The headers of {path} cannot be read."), N_("Look at its quotation marks.")
    ),
    "header_doubled": Words(
        N_("{path} has two columns {column}."), N_("Rename one of them.")
    ),
    "headers_unknown": Words(
        N_("{path} has columns that are not known: {unknown}."),
        N_("Name a mapping with --map."),
        _NEAREST,
    ),
    "column_missing": Words(
        N_("{path} has no column {column}."), N_("Correct the mapping."), _NEAREST
    ),
    "archive_broken": Words(
        N_("{path} is no archive that can be read."), N_("Take another backup.")
    ),
    "archive_too_large": Words(
        N_("{path} is too large for an archive."), N_("Take another backup.")
    ),
    "restore_itself": Words(
        N_("{path} is the database that is open."), N_("Name a backup of it.")
    ),
    "rejects_exists": Words(
        N_("{path} exists; rejected lines would overwrite it."), N_("Move it away.")
    ),
    "rejects_unsaved": Words(
        N_("The rejected lines could not be written to {path}."),
        N_("Run it where you may write."),
    ),
}

_MAPPINGS: Mapping[str, Words] = {
    "mapping_not_toml": Words(
        N_("{path} is no TOML file: {reason}."), N_("Correct that line.")
    ),
    "mapping_not_utf8": Words(N_("{path} is not UTF-8 text."), N_("Save it as UTF-8.")),
    "mapping_key_missing": Words(
        N_("{path}: {key} is missing."), N_("Add it to the mapping.")
    ),
    "mapping_key_unknown": Words(
        N_("{path}: there is no {key}."), N_("Leave it out."), _NEAREST
    ),
    "mapping_type": Words(
        N_("{path}: {key} is of another kind."), N_("See the manual for its form.")
    ),
    "mapping_value_unknown": Words(
        N_("{path}: {key} cannot be that."), N_("See the manual."), _NEAREST
    ),
}

_ROWS: Mapping[str, Words] = {
    "date_out_of_range": Words(
        N_("“{text}” lies outside the calendar."), N_("Write a year from 1900 on.")
    ),
    "date_unclear": Words(
        N_("“{text}” is no date in the mapping's form."), N_("Known are: {formats}.")
    ),
    "external_id_taken": Words(
        N_("Another record has that external id."), N_("Each one needs its own.")
    ),
    "id_of_other_record": Words(
        N_("That number belongs to a record of another name."), N_("Check the column.")
    ),
    "identity_ambiguous": Words(
        N_("Several records fit that line."),
        N_("Give its e-mail or phone, or name more fields in identity."),
    ),
    "list_unclear": Words(
        N_("“{text}” is no list."), N_("Write the values with ; between them.")
    ),
    "number_not_whole": Words(
        N_("“{text}” is no whole number."), N_("Write digits only.")
    ),
    "number_unclear": Words(N_("“{text}” is no number."), N_("Write 1234.56.")),
    "share_unclear": Words(N_("“{text}” is no share."), N_("Write 0.4, 40 or 40%.")),
    "record_not_allowed": Words(
        N_("“{text}” is not yours to change."), N_("Ask a manager.")
    ),
    "reference_ambiguous": Words(
        N_("Several records are called “{text}”."),
        N_("Tell which by id, e-mail or phone, or make the name plainer."),
    ),
    "reference_unknown": Words(
        N_("There is no “{text}”."),
        N_("Make it first, or say unknown = create."),
        _NEAREST,
    ),
    "team_cycle": Words(
        N_("A team cannot stand below itself."), N_("Correct its parent.")
    ),
    "user_is_admin": Words(
        N_("An import changes no administrator."), N_("Use relance users.")
    ),
}

_COMMANDS: Mapping[str, Words] = {
    "template_unknown": Words(
        N_("“{text}” is no template."), N_("Known are: {known}.")
    ),
    "choice_unknown": Words(
        N_("“{text}” cannot be chosen here."), N_("Known are: {choices}.")
    ),
    "cell_unlisted": Words(
        N_("The column {text} opens no list."), N_("Choose one that counts.")
    ),
    "day_unclear": Words(N_("“{text}” is no day."), N_("Write 2026-12-15.")),
    "moment_unclear": Words(
        N_("“{text}” is no moment."), N_("Write 2026-12-15T14:30.")
    ),
    "deal_or_person": Words(
        N_("It is for a deal or for a person."), N_("Name --deal or --person.")
    ),
    "id_unclear": Words(
        N_("“{text}” is no number of a record."), N_("Write 12 or #12.")
    ),
    "name_ambiguous": Words(
        N_("Several are called “{text}”."), N_("Name one by number: {ids}.")
    ),
    "map_or_preset": Words(
        N_("A mapping is named by its file or as a preset, not both."),
        N_("Name --map or --preset."),
    ),
    "preset_unknown": Words(
        N_("“{text}” is no preset."), N_("Name a file with --map."), _NEAREST
    ),
    "option_empty": Words(
        N_("{option} is empty."), N_("Give it a value, or leave it out.")
    ),
    "option_of_other": Words(
        N_("{option} does not go with {kind}."), N_("Leave it out.")
    ),
    "option_missing": Words(N_("{option} is missing."), N_("Add it.")),
    "options_apart": Words(
        N_("{option} does not go with {other}."), N_("Leave one of them out.")
    ),
    "server_not_yet": Words(
        N_("A database server cannot be used yet."), N_("Name a file with --db.")
    ),
}

WORDS: Mapping[str, Words] = {**_FILES, **_MAPPINGS, **_ROWS, **_COMMANDS}
"""What is said of each code of files that come and go."""
