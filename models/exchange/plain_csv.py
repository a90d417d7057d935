"""Understands a plain file by its headers: deals, people, companies or follow-ups."""

import re
from collections.abc import Mapping
from collections.abc import Sequence

from models.errors import BadData
from models.exchange.entity_fields import FIELDS
from models.exchange.entity_fields import Kind
from models.exchange.entity_fields import refers
from models.exchange.mapping import Column
from models.exchange.mapping import Entity
from models.exchange.mapping import FileMapping
from models.exchange.mapping import Hint
from models.exchange.mapping import InputMap
from models.exchange.mapping import RecordMap
from models.exchange.mapping import Reference
from models.exchange.mapping import Unknown
from models.exchange.mapping import Value
from models.exchange.reading import Table
from models.exchange.rejects import ADDED
from models.rules.matching import nearest
from models.text import fold

SYSTEM = "csv"
"""The system under which the numbers of plain files are remembered."""

ALSO: Mapping[str, str] = {
    "titre": "title",
    "entreprise": "company",
    "organization": "company",
    "personne": "person",
    "contact": "person",
    "etape": "stage",
    "statut": "status",
    "montant": "amount",
    "devise": "currency",
    "responsable": "owner",
    "origine": "source",
    "motif": "reason",
    "loss_reason": "reason",
    "loss_note": "reason_note",
    "note": "reason_note",
    "ouverte_le": "opened_at",
    "cloture_prevue": "expected_close",
    "cloturee_le": "closed_at",
    "priorite": "priority",
    "value": "temperature",
    "valeur": "temperature",
    "prenom": "first_name",
    "nom_de_famille": "last_name",
    "fonction": "title",
    "telephone": "phone",
    "courriel": "email",
    "mail": "email",
    "e_mail": "email",
    "domaine": "domain",
    "website": "domain",
    "secteur": "industry",
    "effectif": "employees",
    "ville": "place",
    "city": "place",
    "societe_mere": "parent",
    "affaire": "deal",
    "planned_on": "due",
    "echeance": "due",
    "planned_at": "due_at",
    "commentaire": "comment",
    "resultat": "outcome",
}
"""Other names of headers, folded, spaces and hyphens as underscores."""

UNREAD = frozenset(
    (
        "phase",
        "probability",
        "weighted",
        "team",
        "people",
        "phones",
        "emails",
        "company_id",
        "person_id",
        "parent_id",
        "owner_login",
        "next",
        "next_at",
        "next_all_day",
        "days",
        "stage_since",
        "last_touch",
        "last_touch_at",
        "created_at",
        "updated_at",
        "version",
        "tags",
        "external_system",
        "external_id",
        "base_amount",
        *ADDED,
    )
)
"""Headers of our own files that follow from other columns or from the history."""

UNREAD_OF: Mapping[Entity, frozenset[str]] = {
    Entity.FOLLOW_UP: frozenset(
        (
            "tunnel_id",
            "action_kind",
            "status",
            "deal_id",
            "attempt",
            "snoozes",
            "contact_made",
        )
    ),
}
"""The like of one kind of file, which elsewhere would be strange."""

HINTS: Mapping[str, tuple[str, Hint]] = {
    "company": ("company_id", Hint.ID),
    "person": ("person_id", Hint.ID),
    "deal": ("deal_id", Hint.ID),
    "parent": ("parent_id", Hint.ID),
    "owner": ("owner_login", Hint.LOGIN),
}
"""Columns of our own exports that tell records of one name apart."""

PERSON_IDENTITIES = (("email",), ("phone", "name"), ("name", "company"))
"""How a person is found again; where one is blank the next counts, then the line."""

MAKES = frozenset({"company", "person"})
"""Fields whose record comes in where nobody has the name."""

NOTES = frozenset({"note", "notes"})
"""Columns of people that become notes of theirs."""

_CUSTOM = re.compile(r"field[.:](?P<key>[a-z][a-z0-9_]*)")
_BREAKS = re.compile(r"[\s-]+")


def plain_mapping(tables: Sequence[Table]) -> FileMapping:
    """Return the mapping that the headers suggest; ``BadData`` names a strange one."""
    cards = all(table.rows is not None for table in tables)
    return FileMapping(
        name="vCard" if cards else "CSV",
        system=SYSTEM,
        inputs=tuple(_input(table) for table in tables),
        own_export=True,
    )


def _input(table: Table) -> InputMap:
    words = {_word(header): header for header in table.headers}
    notes = [words.pop(word) for word in _notes(words)]
    entity = _entity(words)
    if entity is None:
        raise BadData(
            "headers_unknown",
            path=str(table.path),
            unknown=table.headers,
            nearest=None,
        )
    fields: dict[str, Value] = {}
    custom: dict[str, Value] = {}
    for word, header in words.items():
        own = _CUSTOM.fullmatch(word)
        name = _name(word, entity, words)
        if own is not None:
            custom[own["key"]] = Column(header)
        elif name in FIELDS[entity]:
            fields[name] = _value(entity, name, header, words)
        elif name not in UNREAD and word not in UNREAD_OF.get(entity, ()):
            known = (*FIELDS[entity], *UNREAD)
            raise BadData(
                "headers_unknown",
                path=str(table.path),
                unknown=(header,),
                nearest=nearest(word, known),
            )
    if "id" in fields:
        fields.pop("external_id", None)
    first, *fallbacks = _identities(entity, fields)
    record = RecordMap(entity, fields, custom, first, fallbacks=tuple(fallbacks))
    noted = [_note(header) for header in notes]
    return InputMap(table.name, table.headers, (record, *noted))


def _notes(words: Mapping[str, str]) -> list[str]:
    """Return the columns that are notes: those of people, whom a note is kept of."""
    if _entity(words) is not Entity.PERSON:
        return []
    return [word for word in words if word in NOTES]


def _note(header: str) -> RecordMap:
    """Return the note that a row makes of its person."""
    whose = Reference(Entity.PERSON, "")
    return RecordMap(Entity.INTERACTION, {"person": whose, "body": Column(header)})


def _word(header: str) -> str:
    return _BREAKS.sub("_", fold(header))


def _name(word: str, entity: Entity, words: Mapping[str, str]) -> str:
    if word == "nom":
        return "last_name" if "prenom" in words else "name"
    return word if word in FIELDS[entity] else ALSO.get(word, word)


def _entity(words: Mapping[str, str]) -> Entity | None:
    """Return what the file is about, by the headers that only one kind has."""
    names = {ALSO.get(word, word) for word in words}
    if "due" in names:
        return Entity.FOLLOW_UP
    is_named = "name" in names or "nom" in words
    if names & {"first_name", "last_name"} or (is_named and names & {"email", "phone"}):
        return Entity.PERSON
    if "title" in names:
        return Entity.DEAL
    return Entity.COMPANY if is_named else None


def _value(entity: Entity, name: str, header: str, words: Mapping[str, str]) -> Value:
    if FIELDS[entity][name] is not Kind.RECORD:
        return Column(header)
    is_party = entity is not Entity.FOLLOW_UP
    unknown = Unknown.CREATE if is_party and name in MAKES else Unknown.REJECT
    column, hint = HINTS.get(name, ("", Hint.LOGIN))
    hints = {hint: words[column]} if column in words else {}
    return Reference(refers(entity, name), header, unknown, hints)


def _identities(
    entity: Entity, fields: Mapping[str, Value]
) -> tuple[tuple[str, ...], ...]:
    """Return the identity that the columns allow, and what counts where it is blank."""
    for name in ("id", "external_id"):
        if name in fields:
            return ((name,),)
    if entity is Entity.COMPANY:
        return (("name",),)
    names = {"name"} if fields.keys() & {"first_name", "last_name"} else set[str]()
    known = fields.keys() | names
    found = tuple(one for one in PERSON_IDENTITIES if known >= set(one))
    return found if entity is Entity.PERSON and found else (("row",),)
