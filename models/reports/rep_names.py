"""What the reps are called in figures."""

from collections import Counter

from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.tables import User
from models.views.people import integer
from models.views.people import string


def rep_names(reader: Reader) -> dict[int, str]:
    """Return the users' names; those who share one have their login behind it."""
    query = chosen(col(User.id), text(col(User.name)), text(col(User.login)))
    users = [
        (integer(user), string(name), string(login))
        for user, name, login in reader.session.connection().execute(query)
    ]
    shared = Counter(name for _user, name, _login in users)
    return {
        user: name if shared[name] == 1 else f"{name} ({login})"
        for user, name, login in users
    }
