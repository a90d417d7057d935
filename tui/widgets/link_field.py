"""A field that names another record: the linked one, a chosen one, or a new one."""

from models.views.choices import Ref
from models.views.drafts import Named
from tui.widgets.text_field import TextField


class LinkField(TextField):
    """Knows which record its text stands for, as long as the text stays."""

    def __init__(self, label: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(label, id=id)
        self._known: Named | None = None
        self._settled = False

    def begin(self, linked: Ref | None) -> None:
        """Start anew with the record that is linked, if any."""
        self.clear()
        self._known = Named(linked.name, linked.id) if linked else None
        self._settled = linked is not None
        self.value = linked.name if linked else ""

    def settle(self, chosen: Named) -> None:
        """Take the record that was chosen for the text that stands here."""
        typed = self.value.strip()
        self._known = Named(typed, chosen.id)
        self._settled = True

    @property
    def named(self) -> Named | None:
        """What is named: by id where it is known, nothing where the field is empty."""
        typed = self.value.strip()
        if not typed:
            return None
        if self._known is not None and self._known.name == typed:
            return self._known
        return Named(typed)

    @property
    def settled(self) -> bool:
        """Whether nobody has to be asked who is meant."""
        named = self.named
        return named is None or (self._settled and named is self._known)
