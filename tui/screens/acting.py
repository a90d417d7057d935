"""The acts that every place offers on what is selected; each loads when first used."""

from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from tui.selection import Selection

if TYPE_CHECKING:
    from tui.screens.base import AppScreen


class Acting(Screen[None]):
    """Actions named after the commands of the registry; the work is in tui.acts."""

    @property
    def here(self) -> "AppScreen":
        """The screen, as the acts take it."""
        raise NotImplementedError

    @property
    def selection(self) -> Selection | None:
        """What the cursor is on, or nothing on an empty list."""
        raise NotImplementedError

    @work
    async def action_deal_new(self) -> None:
        from tui.acts import creating

        await creating.new_deal(self.here)

    async def action_followup_plan(self) -> None:
        from tui.acts import following

        await following.plan(self.here)

    async def action_followup_done(self) -> None:
        from tui.acts import following

        await following.done(self.here)

    async def action_followup_snooze(self) -> None:
        from tui.acts import following

        await following.snooze(self.here)

    @work
    async def action_person_value(self) -> None:
        from tui.acts import changing

        await changing.value(self.here)

    @work
    async def action_deal_assign(self) -> None:
        from tui.acts import changing

        await changing.assign(self.here)

    @work
    async def action_record_edit(self) -> None:
        from tui.acts import changing

        await changing.edit(self.here)

    @work
    async def action_note_log(self) -> None:
        from tui.acts import changing

        await changing.note(self.here)

    @work
    async def action_deal_move(self) -> None:
        from tui.acts import moving

        await moving.choose(self.here)

    @work
    async def action_deal_move_on(self) -> None:
        from tui.acts import moving

        await moving.step(self.here, 1)

    @work
    async def action_deal_move_back(self) -> None:
        from tui.acts import moving

        await moving.step(self.here, -1)

    @work
    async def action_deal_win(self) -> None:
        from tui.acts import closing

        await closing.win(self.here)

    @work
    async def action_deal_lose(self) -> None:
        from tui.acts import closing

        await closing.lose(self.here)

    @work
    async def action_deal_reopen(self) -> None:
        from tui.acts import closing

        await closing.reopen(self.here)

    @work
    async def action_undo(self) -> None:
        from tui.acts import undoing

        await undoing.undo(self.here)

    @work
    async def action_redo(self) -> None:
        from tui.acts import undoing

        await undoing.redo(self.here)

    @work
    async def action_stage_guide(self) -> None:
        from tui.acts import looking

        await looking.guide(self.here)

    @work
    async def action_copy(self) -> None:
        from tui.acts import looking

        await looking.copy(self.here)

    @work
    async def action_search(self) -> None:
        from tui.acts import looking

        await looking.search(self.here)

    @work
    async def action_palette(self) -> None:
        from tui.acts import looking

        await looking.palette(self.here)

    @work
    async def action_help(self) -> None:
        from tui.acts import looking

        await looking.show_help(self.here)

    @work
    async def action_settings(self) -> None:
        from tui.acts import looking

        await looking.settings(self.here)

    @work
    async def action_owner_scope(self) -> None:
        from tui.acts import looking

        await looking.scope(self.here)
