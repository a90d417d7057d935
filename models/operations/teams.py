"""The team tree: club, department, company (R-36)."""

from sqlmodel import select

from models.access import require
from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.tables import Team
from models.text import NAME
from models.text import clean
from models.text import fold
from models.views.done import Done

RENAMED = "team.renamed"
MOVED = "team.moved"


def rename_team(writer: Writer, team_id: int, typed: str) -> Done:
    """Give a team another name, which no other one has."""
    team = _team(writer, team_id)
    name = clean(typed, NAME).strip()
    if not name:
        raise BadValue("name_empty", "name")
    for other in writer.session.exec(select(Team)):
        if other.id != team.id and fold(other.name) == fold(name):
            raise BadValue("name_taken", "name", text=other.name)
    team.name = name
    writer.save(team, RENAMED)
    return writer.done(team, RENAMED, team=team.name)


def place_team(writer: Writer, team_id: int, parent_id: int) -> Done:
    """Hang a team under another one that is not below it; the root stays the root."""
    team, parent = _team(writer, team_id), _team(writer, parent_id)
    if team.parent_id is None:
        raise RuleBroken("team_root_stays", team=team.name)
    above: Team | None = parent
    while above is not None:
        if above.pk == team.pk:
            raise BadValue("team_below_itself", "parent", team=team.name)
        above = writer.session.get(Team, above.parent_id) if above.parent_id else None
    if team.parent_id != parent.pk:
        team.parent_id = parent.pk
        writer.save(team, MOVED)
    return writer.done(team, MOVED, team=team.name, parent=parent.name)


def _team(writer: Writer, team_id: int) -> Team:
    require(writer.actor)
    team = writer.session.get(Team, team_id)
    if team is None:
        raise NotFound("record_unknown", entity="Team", id=team_id)
    return team
