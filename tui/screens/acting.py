"""The acts that every place offers on what is selected; each loads when first used."""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from tui.selection import Selection
from tui.still import StillScreen

if TYPE_CHECKING:
    from models.views.people_lists import Target
    from tui.screens.base import AppScreen


GLANCE = 0.001
"""Seconds between two looks whether a dialog is open."""
AT_ONCE = 8
"""How many looks come first without a pause: most dialogs open in a few turns."""


class Acting(StillScreen):
    """Actions named after the commands of the registry; the work is in tui.acts."""

    is_coming = False
    """Whether its rows are still read: until then nothing is said to be missing."""

    @property
    def here(self) -> "AppScreen":
        """The screen, as the acts take it."""
        raise NotImplementedError

    async def until_asked(self, act: Coroutine[None, None, None]) -> None:
        """Do an act; the next key waits until it asks, so that it goes there."""
        worker = self.run_worker(act)
        glances = 0
        while not (worker.is_finished or self._is_asking()):
            await asyncio.sleep(GLANCE if glances > AT_ONCE else 0)
            glances += 1

    @property
    def selection(self) -> Selection | None:
        """What the cursor is on, or nothing on an empty list."""
        raise NotImplementedError

    @property
    def targets(self) -> "tuple[Target, ...]":
        """What is marked, for the acts that are done to all of it (B1.15)."""
        from models.views.people_lists import Target

        selection = self.selection
        deals = selection.marked if selection is not None else ()
        return tuple(Target(deal_id, None, deal_id) for deal_id in deals)

    def unmark(self) -> None:
        """Take all marks away, where there are any."""

    async def action_deal_new(self) -> None:
        from tui.acts import creating

        await self.until_asked(creating.new_deal(self.here))

    async def action_followup_plan(self) -> None:
        from tui.acts import following

        if self.targets:
            from tui.acts import in_bulk

            await self.until_asked(in_bulk.plan(self.here))
        else:
            await following.plan(self.here)

    async def action_followup_done(self) -> None:
        from tui.acts import following

        await following.done(self.here)

    async def action_followup_snooze(self) -> None:
        from tui.acts import following

        await following.snooze(self.here)

    async def action_followup_assign(self) -> None:
        from tui.acts import following

        await self.until_asked(following.assign(self.here))

    async def action_followup_book(self) -> None:
        from tui.acts import following

        await self.until_asked(following.book(self.here))

    @work
    async def action_followup_give_back(self) -> None:
        from tui.acts import following

        await following.give_back(self.here)

    @work
    async def action_person_value(self) -> None:
        from tui.acts import changing

        if self.targets:
            from tui.acts import in_bulk

            await in_bulk.value(self.here)
        else:
            await changing.value(self.here)

    async def action_deal_assign(self) -> None:
        from tui.acts import changing

        await self.until_asked(changing.assign(self.here))

    async def action_record_edit(self) -> None:
        from tui.acts import changing

        await self.until_asked(changing.edit(self.here))

    async def action_note_log(self) -> None:
        from tui.acts import changing

        await self.until_asked(changing.note(self.here))

    async def action_invoice_link(self) -> None:
        from tui.acts import invoicing

        await self.until_asked(invoicing.link(self.here))

    async def action_deal_move(self) -> None:
        from tui.acts import moving

        await self.until_asked(moving.choose(self.here))

    @work
    async def action_deal_move_on(self) -> None:
        from tui.acts import moving

        await moving.step(self.here, 1)

    @work
    async def action_deal_move_back(self) -> None:
        from tui.acts import moving

        await moving.step(self.here, -1)

    async def action_deal_win(self) -> None:
        from tui.acts import closing

        await self.until_asked(closing.win(self.here))

    async def action_deal_lose(self) -> None:
        from tui.acts import closing

        await self.until_asked(closing.lose(self.here))

    async def action_deal_reopen(self) -> None:
        from tui.acts import closing

        await self.until_asked(closing.reopen(self.here))

    @work
    async def action_undo(self) -> None:
        from tui.acts import undoing

        await undoing.undo(self.here)

    @work
    async def action_redo(self) -> None:
        from tui.acts import undoing

        await undoing.redo(self.here)

    async def action_stage_guide(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.guide(self.here))

    async def action_copy(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.copy(self.here))

    async def action_search(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.search(self.here))

    async def action_palette(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.palette(self.here))

    async def action_help(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.show_help(self.here))

    async def action_settings(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.settings(self.here))

    async def action_rules_open(self) -> None:
        from tui.acts import ruling

        await self.until_asked(ruling.open_rules(self.here))

    async def action_slots_open(self) -> None:
        from tui.acts import slots

        await slots.open_slots(self.here)

    async def action_owner_scope(self) -> None:
        from tui.acts import looking

        await self.until_asked(looking.scope(self.here))

    def _is_asking(self) -> bool:
        """Tell whether the keys go to a dialog by now."""
        from tui.dialogs.frame import DialogFrame

        above: Screen[object] = self.app.screen  # pyright: ignore[reportUnknownMemberType]
        if above is not self:
            return above.is_mounted
        return any(isinstance(one, DialogFrame) and one.asking for one in self.children)
