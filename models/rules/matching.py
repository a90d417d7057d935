"""What counts as the same person, company or word (B1.16, C-11)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field

from models.text import EMAIL
from models.text import PHONE
from models.text import fold

_PROVIDERS = """
aol.com bbox.fr bluewin.ch free.fr gmail.com gmx.ch gmx.de gmx.fr gmx.net
googlemail.com hotmail.co.uk hotmail.com hotmail.fr icloud.com laposte.net live.com
live.fr mac.com mail.com me.com msn.com neuf.fr numericable.fr orange.fr outlook.com
outlook.fr pm.me proton.me protonmail.com sfr.fr skynet.be videotron.ca wanadoo.fr
web.de yahoo.ca yahoo.co.uk yahoo.com yahoo.fr ymail.com
"""
PUBLIC_DOMAINS = frozenset(_PROVIDERS.split())
"""Mail providers: an address there says nothing about a company."""

_FORMS = """
ab ag aps as asbl bv bvba co company corp corporation eurl gie gmbh inc
incorporated kg limited llc llp ltd ltda nv oy plc pty sa sarl sas sasu sca sci scop
scs snc spa srl ste societe
"""
LEGAL_FORMS = frozenset(_FORMS.split())
"""Words that a company's name may carry or not."""

ALIKE = 0.6
"""How near a word must be to be proposed, from 0 to 1."""

LONGEST_WORD = 40
LONGEST_LINK = 2_000

_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]+")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_WORD_BREAK = re.compile(r"[\W_]+")
_LETTER_DOTS = re.compile(r"\b(?:\w\.){2,}")


@dataclass(frozen=True, slots=True)
class PersonTraits:
    """What two persons are compared by; every text already normalised."""

    name: str = ""
    company: str = ""
    emails: frozenset[str] = field(default_factory=frozenset[str])
    phones: frozenset[str] = field(default_factory=frozenset[str])


@dataclass(frozen=True, slots=True)
class CompanyTraits:
    """What two companies are compared by; every text already normalised."""

    name: str = ""
    domain: str = ""


def normalise_email(text: str) -> str | None:
    """Return the address in its one form, None if it is not an address."""
    address = text.strip().removeprefix("mailto:").strip("<>").casefold()
    if len(address) > EMAIL or not _EMAIL.fullmatch(address):
        return None
    return address


def normalise_phone(text: str, region: str) -> str | None:
    """Return the number as E.164, read in ``region`` (FR), None if it is none."""
    # 20 ms, needed only where a number is written or searched.
    import phonenumbers  # noqa: PLC0415

    if len(text) > PHONE:
        return None
    try:
        number = phonenumbers.parse(text, region.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_name(text: str) -> str:
    """Return a person's name whatever its case, accents, hyphens or word order."""
    return " ".join(sorted(_words(text)))


def normalise_company(text: str) -> str:
    """Return a company's name without its legal form, accents or punctuation."""
    words = _words(_LETTER_DOTS.sub(lambda dotted: dotted[0].replace(".", ""), text))
    own = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(own or words)


def domain_of(text: str) -> str | None:
    """Return the domain of an address, a link or a bare host, without ``www.``."""
    place = text[:LONGEST_LINK].strip().casefold()
    place = re.split(r"[/?#]", place.partition("://")[2] or place, maxsplit=1)[0]
    host = place.rpartition("@")[2].partition(":")[0].removeprefix("www.").rstrip(".")
    return host if _HOST.fullmatch(host) else None


def company_domain(text: str) -> str | None:
    """Return the domain unless everybody may have an address there."""
    domain = domain_of(text)
    return None if domain in PUBLIC_DOMAINS else domain


def same_person(one: PersonTraits, other: PersonTraits) -> bool:
    """Say whether to warn: a shared address or number, or name and company alike."""
    if one.emails & other.emails or one.phones & other.phones:
        return True
    same_place = one.company == other.company
    return bool(one.name) and one.name == other.name and same_place


def same_company(one: CompanyTraits, other: CompanyTraits) -> bool:
    """Say whether to warn: the same name but for its form, or the same own domain."""
    if one.name and one.name == other.name:
        return True
    own = one.domain and one.domain not in PUBLIC_DOMAINS
    return bool(own) and one.domain == other.domain


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice probably meant, None if none is near."""
    # 10 ms, needed only to word a refusal.
    from difflib import get_close_matches  # noqa: PLC0415

    known = {fold(choice): choice for choice in choices}
    typed = fold(word[:LONGEST_WORD])
    if typed in known:
        return known[typed]
    begun = [choice for choice in known if len(typed) > 1 and choice.startswith(typed)]
    close = begun or get_close_matches(typed, known, n=1, cutoff=ALIKE)
    return known[close[0]] if close else None


def _words(text: str) -> list[str]:
    return [word for word in _WORD_BREAK.split(fold(text)) if word]
