"""The texts of what is planned: copied, or written as a draft of a mail (R-38)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from models import queries
from models.errors import BadValue
from models.errors import RelanceError
from models.rules.letters import filled
from models.text import slug
from models.views.letters import Letter
from models.views.letters import Letters
from tui.acts.keeping import keep
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.selection import Selection
from tui.words.refusals import explain


@dataclass(frozen=True, slots=True)
class Mail:
    """A text with its fields filled in, and the address that it is for."""

    name: str
    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A text as it may be chosen; ``wrong`` says why it cannot."""

    mail: Mail
    wrong: str = ""


def offered(screen: AppScreen, selection: Selection) -> list[Offered]:
    """Return the texts of what is planned with the selection, their fields filled."""
    ids = {"deal_id": selection.deal_id, "person_id": selection.person_id}
    if selection.deal_id is None and selection.person_id is None:
        return []
    try:
        found = screen.store.read(queries.letters.letters, **ids)
    except RelanceError:
        return []
    return list(_filled(found)) if found is not None else []


def write_draft(screen: AppScreen, mail: Mail) -> None:
    """Write a mail that any mail program opens as a draft, and say where it is."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if mail.to:
        message["To"] = mail.to
    message["Subject"] = mail.subject or mail.name
    message.set_content(mail.body)
    file = keep(screen, f"relance-{slug(mail.name)}.eml", message.as_string())
    if file:
        screen.say(_("Saved in {file}.").format(file=file))


def _filled(found: Letters) -> Iterator[Offered]:
    for letter in found.texts:
        try:
            yield Offered(_mail(found, letter))
        except BadValue as error:
            mail = Mail(letter.name, found.mail, letter.subject, letter.body)
            yield Offered(mail, explain(error).line)


def _mail(found: Letters, letter: Letter) -> Mail:
    return Mail(
        letter.name,
        found.mail,
        " ".join(filled(letter.subject, found.values).split()),
        filled(letter.body, found.values),
    )
