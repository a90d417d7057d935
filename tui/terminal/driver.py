"""The terminal driver: hang-up, end of file, quick Escape, repaint after ``fg``."""

import asyncio
import codecs
import contextlib
import contextvars
import io
import os
import select
import selectors
import signal
import sys
import termios
import threading
from collections.abc import Iterable
from typing import Final
from typing import Protocol
from typing import runtime_checkable

from textual import constants
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from typing_extensions import Buffer

from tui.terminal.background import QUESTION
from tui.terminal.background import AsksForBackground
from tui.terminal.background import Listener
from tui.terminal.pastes import PasteParser

ESCAPE_ALONE: Final = 0.025
"""Seconds after which a lone escape byte is the Escape key (ESCDELAY overrides it)."""

SPLIT_SEQUENCE: Final = 0.1
"""Seconds that the rest of a sequence may take: slow links split arrow keys."""

FRAME: Final = 1 << 18
"""Bytes kept until a frame is complete, so that it leaves in one piece."""

LAST_MOMENT: Final = 0.8
"""Seconds between a hang-up and the end of the process, whatever is still waiting."""

PUT_BACK: Final = (
    "\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l"
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Everything a terminal needs to be as it was; `relance repair-terminal` prints it."""


@runtime_checkable
class HangsUp(Protocol):
    """An app that saves its drafts before it goes."""

    def hang_up(self, signum: int) -> None:
        """Save what is typed and exit with 128 + *signum*."""
        ...


class PatientParser(PasteParser):
    """Textual's parser, told from outside when to stop waiting for a sequence."""

    @property
    def waiting(self) -> bool:
        """Whether a sequence has begun and may go on."""
        return self._timeout_time is not None

    def stop_waiting(self) -> Iterable[Message]:
        """Take what has come so far for what was pressed."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
        return self.tick()


class Terminal(io.RawIOBase):
    """The terminal as a file that takes everything, silently once it is gone.

    It bypasses ``sys.stderr``, whose unsent rest would turn the exit code into 120.
    """

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno
        self._gone = False

    def fileno(self) -> int:
        """Tell the descriptor of the terminal."""
        return self._fileno

    def writable(self) -> bool:
        """Say yes, gone or not."""
        return True

    def write(self, data: Buffer, /) -> int:
        """Send *data* whole."""
        whole = memoryview(data).cast("B")
        rest = whole
        while rest and not self._gone:
            try:
                rest = rest[os.write(self._fileno, rest) :]
            except BlockingIOError:
                select.select([], [self._fileno], [], 1)
            except OSError:
                self._gone = True
        return len(whole)


class RelanceDriver(LinuxDriver):
    """The Linux driver, made fit for slow links and lost terminals."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            app, debug=debug, mouse=mouse, size=size
        )
        terminal = sys.__stderr__
        self._output = Terminal(2 if terminal is None else terminal.fileno())
        self._file = io.TextIOWrapper(
            io.BufferedWriter(self._output, FRAME), "utf-8", "replace", newline=""
        )
        self._relance_app = app
        self._context = contextvars.copy_context()
        self._listener = Listener()
        self._wake: tuple[int, int] | None = None
        self._stopped = False
        self._hanging_up = False

    def start_application_mode(self) -> None:
        """Take the terminal, and answer the signals within the event loop."""
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(ending, self._hang_up, ending)
        # Within the loop a handler never interrupts a write that holds a lock.
        loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)
        self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Wake the input thread, then wait for its end."""
        if self._wake is not None:
            os.write(self._wake[1], b"\0")
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        super().stop_application_mode()
        if self._wake is not None:
            for end in self._wake:
                os.close(end)
            self._wake = None

    def run_input_thread(self) -> None:
        """Read keys until told to stop; a terminal that is gone is a hang-up."""
        wake = self._wake
        if wake is None:
            return
        parser = PatientParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake[0], selectors.EVENT_READ)
            patience: float | None = None
            while True:
                ready = [key.fd for key, _ in selector.select(patience)]
                if wake[0] in ready:
                    return
                if not ready:
                    self._feed(parser, self._listener.given_up())
                    self._send(parser.stop_waiting())
                    patience = None
                    continue
                typed = self._read()
                if typed is None:
                    continue
                if not typed:
                    self._terminal_gone()
                    return
                self._feed(parser, self._heard(decode(typed)))
                waiting = parser.waiting or self._listener.waiting
                patience = self._patience(typed) if waiting else None

    def _request_terminal_sync_mode_support(self) -> None:
        # The terminal echoes nothing any more here, and the first frame is not made.
        super()._request_terminal_sync_mode_support()
        app = self._relance_app
        if isinstance(app, AsksForBackground) and app.asks_for_background:
            self._listener.ask()
            self.write(QUESTION)
            self.flush()

    def _heard(self, text: str) -> str:
        """Return the keys; tell the app what else the terminal said."""
        keys = self._listener.heard(text)
        told, self._listener.told = self._listener.told, None
        if told is not None:
            self._send([told])
        return keys

    def _feed(self, parser: PatientParser, keys: str) -> None:
        # An empty text is the end of the file to the parser.
        if keys:
            self._send(parser.feed(keys))

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:
            self.write("\x1b[?1016l")

    def _sigtstp_application(self, *_: object) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
            self._stopped = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again; after a plain STOP its modes are unknown too."""
        if not self._auto_restart or self._hanging_up:
            return
        if not self._stopped:
            self.suspend_application_mode()
        self._stopped = False
        self._must_signal_resume = True
        self.resume_application_mode()
        self._relance_app.refresh(layout=True)

    def _read(self) -> bytes | None:
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _patience(self, typed: bytes) -> float:
        if "ESCDELAY" in os.environ:
            return constants.ESCAPE_DELAY
        return ESCAPE_ALONE if typed.endswith(b"\x1b") else SPLIT_SEQUENCE

    def _terminal_gone(self) -> None:
        # A closed loop means that the app is gone already.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(
                self._hang_up, signal.SIGHUP, context=self._context
            )

    def _hang_up(self, signum: signal.Signals) -> None:
        """Let the app save its drafts and go; nothing may keep it longer."""
        if self._hanging_up:
            return
        self._hanging_up = True
        watchdog = threading.Timer(LAST_MOMENT, self._go, (128 + signum,))
        watchdog.daemon = True
        watchdog.start()
        app = self._relance_app
        if isinstance(app, HangsUp):
            app.hang_up(signum)
        else:
            app.exit(return_code=128 + signum)

    def _go(self, code: int) -> None:
        """End the process now, the terminal put back as far as it listens."""
        with contextlib.suppress(OSError, termios.error):
            if select.select([], [self._output.fileno()], [], 0)[1]:
                os.write(self._output.fileno(), PUT_BACK.encode())
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        os._exit(code)
