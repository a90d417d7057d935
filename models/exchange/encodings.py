"""Which encoding a file has: by its mark, by its bytes, else Western European."""

import codecs

from models.errors import BadData

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

SAMPLE = 65_536
WIDE = 0.4
"""Share of NULs at odd or even places from which text is taken to be UTF-16."""
STRANGE = 0.05
"""Share of control characters from which a file is no text."""

_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"


def recognise(content: bytes, path: str) -> str:
    """Return the name of the encoding; ``BadData`` where it is no text at all."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:SAMPLE]
    wide = _utf_16(sample)
    if wide:
        return wide
    strange = len(sample) - len(sample.translate(None, _CONTROL))
    if strange > STRANGE * len(sample):
        raise BadData("file_binary", path=path)
    return _eight_bit(content)


def decode(content: bytes, encoding: str, path: str) -> str:
    """Return the text; bytes that do not belong stay as lone surrogates.

    The line that holds one is refused by its number when it is cleaned.
    """
    try:
        if encoding in {"utf-8", "utf-8-sig"}:
            return content.decode(encoding, errors="surrogateescape")
        return content.decode(encoding)
    except LookupError as unknown:
        raise BadData("encoding_unknown", path=path, encoding=encoding) from unknown
    except UnicodeError as wrong:
        raise BadData("encoding_wrong", path=path, encoding=encoding) from wrong


def _utf_16(sample: bytes) -> str | None:
    half = len(sample) // 2
    if not half:
        return None
    if sample[1::2].count(0) > WIDE * half > sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > WIDE * half > sample[1::2].count(0):
        return "utf-16-be"
    return None


def _eight_bit(content: bytes) -> str:
    """Return UTF-8 where most of what is not ASCII is, else what Windows writes."""
    try:
        text = content.decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="surrogateescape")
    else:
        return "utf-8"
    broken = sum("\udc80" <= sign <= "\udcff" for sign in text)
    sound = sum(not sign.isascii() for sign in text) - broken
    if sound > broken:
        return "utf-8"
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
