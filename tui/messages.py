"""The one message that crosses screens."""

from textual.message import Message


class DataChanged(Message):
    """Something was committed by this session or another one (B1.27)."""
