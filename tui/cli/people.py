"""``relance users``: who works here, in which role and team (D.5)."""

from models import operations
from models import queries
from models.errors import BadValue
from models.views.people import Colleague
from models.vocabulary import Role
from tui.cli.shell import Shell
from tui.i18n import _


def users(shell: Shell) -> int:
    """List the users, or change one; only an admin may change any."""
    act = shell.text("act") or "list"
    if act == "list":
        return _list(shell)
    login = shell.needed("login", "LOGIN")
    write, acts = shell.store.write, operations.people
    match act:
        case "add":
            name = shell.text("name") or login
            role = _role(shell.needed("role", "--role"))
            return shell.did(
                write(acts.add_user, login, name, role, shell.text("team"))
            )
        case "role":
            return shell.did(
                write(acts.set_role, login, _role(shell.needed("to", "ROLE")))
            )
        case "team":
            return shell.did(write(acts.set_team, login, shell.needed("to", "TEAM")))
        case "disable":
            return shell.did(write(acts.disable_user, login))
        case _:
            return shell.did(write(acts.enable_user, login))


def _list(shell: Shell) -> int:
    found = shell.store.read(queries.listing.users)
    if shell.as_json:
        shell.json({"users": [_json(user) for user in found]})
        return 0
    head = ["login", "name", "role", "team", "active"]
    if shell.as_csv:
        rows = [[str(cell) for cell in _json(user).values()] for user in found]
        shell.csv(head, rows)
    else:
        words = [_("Login"), _("Name"), _("Role"), _("Team"), _("Active")]
        shell.table(words, [_said(user) for user in found])
    return 0


def _said(user: Colleague) -> list[str]:
    active = _("yes") if user.active else _("no")
    # The role as ``users role`` takes it.
    return [user.login, user.name, str(user.role), user.team, active]


def _json(user: Colleague) -> dict[str, str | bool]:
    return {
        "login": user.login,
        "name": user.name,
        "role": str(user.role),
        "team": user.team,
        "active": user.active,
    }


def _role(typed: str) -> Role:
    try:
        return Role(typed)
    except ValueError as unknown:
        roles = [str(role) for role in Role]
        raise BadValue("choice_unknown", "role", text=typed, choices=roles) from unknown
