"""A host for a team as docs/ssh.md sets it up: a private sshd on a loopback port."""

import getpass
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "ssh.md"
OF_THE_PAGE = "/opt/relance/bin/python -I /opt/relance/bin/relance --as ana"
"""What the page's line of a key starts, and the tests on another database."""
KEYS_OF_THE_PAGE = "/etc/relance/authorized_keys"
PATIENCE = 10.0


def page_block(start: str) -> str:
    """Return the block of the page that begins so."""
    blocks: list[str] = re.findall(
        r"^```\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S
    )
    return next(block for block in blocks if block.startswith(start))


def tool(name: str) -> str:
    """Return where a program of OpenSSH is; without it the test is skipped."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: openssh-server)")
    return found


class Host:
    """Runs sshd for the account of the tests and knows the keys of its people."""

    def __init__(self, folder: Path, command: str, environ: dict[str, str]) -> None:
        self._sshd, self._ssh = tool("sshd"), tool("ssh")
        self._folder = folder
        self._command = Path(command)
        self._environ = environ
        self._keys = folder / "authorized_keys"
        self._keys.touch(0o644)
        self._log = folder / "sshd.log"
        self._port = _free_port()
        self._process = self._start()

    def key(self, name: str) -> Path:
        """Make a key pair and return the private one."""
        file = self._folder / name
        if not file.exists():
            words = ("-q", "-t", "ed25519", "-N", "", "-C", f"{name}@laptop")
            subprocess.run([tool("ssh-keygen"), *words, "-f", file], check=True)
        return file

    def let_in(self, login: str, *options: str) -> None:
        """Add the page's line for somebody's key."""
        public = self.key(login).with_suffix(".pub").read_text("ascii").strip()
        python = self._command.with_name("python")
        told = " ".join(f"{name}={value}" for name, value in self._environ.items())
        calls = f"env {told} {python} -I {self._command} {' '.join(options)}"
        line = page_block("restrict,").strip()
        assert OF_THE_PAGE in line
        line = line.replace(OF_THE_PAGE, f"{calls} --as {login}")
        line = line.replace("ssh-ed25519 AAAA… ana@laptop", public)
        with self._keys.open("a", encoding="ascii") as file:
            file.write(line + "\n")

    def call(self, key: str, *options: str, remote: tuple[str, ...] = ()) -> list[str]:
        """Return the words that call the host with somebody's key."""
        told = (
            *("BatchMode=yes", "IdentitiesOnly=yes", "LogLevel=ERROR"),
            *("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"),
        )
        words = [self._ssh, "-F", "none", *options, "-p", str(self._port)]
        words += [word for name in told for word in ("-o", name)]
        words += ["-i", str(self.key(key)), f"{getpass.getuser()}@127.0.0.1"]
        return [*words, *remote]

    def answer(
        self, key: str, *options: str, remote: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Call the host without a terminal and return what it says."""
        return subprocess.run(
            self.call(key, *options, remote=remote),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            timeout=20,
        )

    @property
    def port(self) -> int:
        """The port that sshd listens on."""
        return self._port

    def close(self) -> None:
        """End sshd; the sessions that it has started end with their clients."""
        self._process.terminate()
        self._process.wait(PATIENCE)

    def _start(self) -> subprocess.Popen[bytes]:
        keygen = [tool("ssh-keygen"), "-q", "-t", "ed25519", "-N", ""]
        subprocess.run([*keygen, "-f", self._folder / "host_key"], check=True)
        settings = self._folder / "sshd_config"
        settings.write_text(self._settings(), encoding="utf-8")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        subprocess.run([self._sshd, "-t", "-f", settings], check=True)
        words = [self._sshd, "-D", "-f", str(settings), "-E", str(self._log)]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not _listens(self._port):
            if time.monotonic() > deadline or process.poll() is not None:
                pytest.fail(f"sshd did not start:\n{self._log.read_text('utf-8')}")
            time.sleep(0.02)
        return process

    def _settings(self) -> str:
        """Return the page's settings, for the account that the tests run as."""
        page = page_block("AcceptEnv")
        assert KEYS_OF_THE_PAGE in page
        page = page.replace(KEYS_OF_THE_PAGE, str(self._keys))
        page = page.replace("Match User relance", f"Match User {getpass.getuser()}")
        # The folder of the tests is below /tmp, which everybody may write to.
        own = (
            *("ListenAddress 127.0.0.1", f"Port {self._port}", "StrictModes no"),
            *(f"HostKey {self._folder / 'host_key'}", "PidFile none", "UsePAM no"),
        )
        return "\n".join((*own, page))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
