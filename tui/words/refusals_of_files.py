"""Refusals of the database and of the disk (safety.md 3.3)."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "journal_unsafe": Words(
        N_("{path} is open elsewhere in a journal that SQLite {version} may damage."),
        N_("Close the other sessions, or install relance[wal]."),
    ),
    "backup_failed": Words(
        N_("No backup was made: {path} is full or cannot be written."),
        N_("Free some space, then try again."),
    ),
    "database_missing": Words(
        N_("No CRM data at {path}."),
        N_("relance init makes a new one."),
        N_("{backups} relance init makes a new one."),
    ),
    "database_empty": Words(
        N_("{path} is empty (0 bytes); it was not touched."),
        N_("Restore it from a backup: relance restore FILE."),
        N_("{backups}"),
    ),
    "database_not_ours": Words(
        N_("{path} is not a CRM database."), N_("Name another file with --db.")
    ),
    "database_of_another": Words(
        N_("{path} belongs to another program (application id {number})."),
        N_("Name another file with --db."),
    ),
    "database_damaged": Words(
        N_("{path} is damaged. Nothing was changed."),
        N_("Restore it from a backup: relance restore FILE."),
        N_("{newest}"),
    ),
    "database_mendable": Words(
        N_("{path} is damaged. Nothing was changed."),
        N_("It can be repaired: relance restore {path} --db NEW."),
        N_("{newest} It can be repaired: relance restore {path} --db NEW."),
    ),
    "database_newer": Words(
        N_("{path} was last opened by a newer version."),
        N_("Update Relance first (schema {schema}, this one knows {ours})."),
    ),
    "database_upgraded": Words(
        N_("This database was upgraded meanwhile."), N_("Quit and start again.")
    ),
    "database_busy": Words(
        N_("Another session is saving. Your text is kept."), N_("Save again.")
    ),
    "database_being_changed": Words(
        N_("{path} is being restored or upgraded."), N_("Try again in a moment.")
    ),
    "database_in_use": Words(
        N_("{path} is open elsewhere: {waiting}."), N_("Close those sessions first.")
    ),
    "upgrade_waits": Words(
        N_("{path} is of an older version; waiting for {waiting}."),
        N_("It is upgraded once they have quit."),
    ),
    "database_exists": Words(
        N_("{path} exists already; it was not touched."), N_("Name another file.")
    ),
    "database_read_only": Words(
        N_("You may look but not change: {path} is read-only."),
        N_("Ask its owner for the right to write."),
    ),
    "database_no_permission": Words(
        N_("No permission to open {path}."), N_("Ask its owner.")
    ),
    "database_on_network": Words(
        N_("{path} is on a network file system ({kind}), where saves get lost."),
        N_("Move it to a local disk; PostgreSQL for several hosts comes later."),
    ),
    "database_replaced": Words(
        N_("{path} was replaced while you worked. Nothing was saved."),
        N_("Copy what you typed, then quit and start again."),
    ),
    "disk_full": Words(
        N_("Disk full: not saved. Your text is kept as a draft."),
        N_("Free some space, then save again."),
    ),
    "disk_error": Words(
        N_("The disk refused the save: {path}. Your text is kept."),
        N_("Save again; if it fails, look at the disk."),
    ),
    "workspace_missing": Words(
        N_("This database has no workspace."), N_("relance init makes a new one.")
    ),
}
"""What is said of each code of the file."""

BY_COMMAND: Mapping[str, Words] = {
    "database_busy": Words(
        N_("Another session or program is saving. Nothing was changed."),
        N_("Try again in a moment."),
    ),
    "disk_full": Words(
        N_("Disk full: not saved. Nothing was changed."),
        N_("Free some space, then try again."),
    ),
    "disk_error": Words(
        N_("The disk refused the save: {path}. Nothing was changed."),
        N_("Try again; if it fails, look at the disk."),
    ),
}
"""What a command says in their place: it has no text to keep."""
