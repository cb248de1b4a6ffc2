"""Runs jobs one by one, each in a forked child of little memory and little time, and says how each ended.

The parent imports the program once and opens no store, so that it has no threads when it forks and a crash of a job is
that job's alone. Jobs come as JSON lines on standard input, outcomes leave as JSON lines on standard output.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1 << 30
ADDRESS_BYTES = 6 << 30
"""Addresses, not memory: the engine reserves far more than it uses, and aborts where it may not reserve."""
NOBODY = 65534
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto")


def main() -> None:
    """Take jobs until standard input ends."""
    _import_all()
    for line in sys.stdin:
        print(json.dumps(run_limited(json.loads(line))), flush=True)


def _import_all() -> None:
    """Import and compile what every job needs, so that a job costs a fork and not a start."""
    for name in (
        "rich.progress", "moratoria.cli.app", "moratoria.export.graphs", "moratoria.pipeline.doctor",
        "moratoria.pipeline.load", "moratoria.pipeline.migrate", "moratoria.pipeline.reload",
        "moratoria.pipeline.kg", "moratoria.validate.report", "moratoria.store.remote",
    ):  # fmt: skip
        import_module(name)
    from moratoria.pipeline.plan import shipped_checker

    sys.path.insert(0, str(Path(__file__).parent))
    shipped_checker()


def run_limited(job: dict[str, Any]) -> dict[str, Any]:
    """How a job ended: exit code or signal, seconds, peak memory, what it said, and what it connected to."""
    folder = Path(job["scratch"])
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("network", "digest"):
        (folder / name).unlink(missing_ok=True)
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _be_child(job, folder)
    hung, status, usage = _wait(pid, began + job.get("seconds", 5.0))
    return {
        "name": job["name"],
        "code": os.waitstatus_to_exitcode(status),
        "hung": hung,
        "seconds": round(time.monotonic() - began, 3),
        "rss": usage.ru_maxrss * 1024,
        "stdout": _said(folder / "stdout"),
        "stderr": _said(folder / "stderr"),
        "network": _said(folder / "network").splitlines(),
        "digest": _said(folder / "digest"),
    }


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _wait(pid: int, deadline: float) -> tuple[bool, int, resource.struct_rusage]:
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return False, status, usage
        if time.monotonic() > deadline:
            os.killpg(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
            return True, status, usage
        time.sleep(0.003)


def _be_child(job: dict[str, Any], folder: Path) -> None:
    """Run a job and end the process; never returns."""
    os.setsid()
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), number)
    _watch_network(folder / "network")
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_BYTES, ADDRESS_BYTES))
    if "file_bytes" in job:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_bytes"], job["file_bytes"]))
    if job.get("as_nobody") and os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    code = 70
    try:
        code = _command(job["argv"]) if "argv" in job else _task(job["task"], job["given"])
        if "digest" in job:
            from tasks import digest

            (folder / "digest").write_text(digest(job["digest"]))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _watch_network(path: Path) -> None:
    def note(event: str, values: tuple[Any, ...]) -> None:
        if event in _NETWORK:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{event} {values[-2:]!r}\n")

    sys.addaudithook(note)


def _command(argv: list[str]) -> int:
    """The exit code of the program's command line."""
    from moratoria.cli.app import main

    sys.argv = ["moratoria", *argv]
    return main()


def _task(name: str, given: dict[str, Any]) -> int:
    """Run `name` of the module beside this one that has it, and print what it gives as JSON."""
    module, _, function = name.partition(":")
    print(json.dumps(getattr(__import__(module), function)(**given)))
    return 0


if __name__ == "__main__":
    main()
