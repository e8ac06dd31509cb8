"""Small programs for the supervisor's tests; run as a module, the supervisor of such programs."""

import sys
from pathlib import Path

from django.conf import settings

from operations.processes import Program
from operations.supervisor import Supervisor

# Says its name when asked to stop, so that the order of the stops can be read from the output.
OBEDIENT = """
import os, signal, time
def stop(*_):
    os.write(1, b"stopping\\n")  # print would fail where the signal came in the middle of one
    os._exit(0)
signal.signal(signal.SIGTERM, stop)
print("started", flush=True)
while True: time.sleep(0.05)
"""
STUBBORN = OBEDIENT.replace("    os._exit(0)\n", "")
# Its own child, which ignores the polite signal, must go with it.
PARENT = """
import subprocess, sys, time
deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", deaf])
print("grandchild", child.pid, flush=True)
time.sleep(60)
"""
FALLING = "print('có lỗi'); raise SystemExit(3)"
KINDS = {"obedient": OBEDIENT, "stubborn": STUBBORN, "parent": PARENT, "falling": FALLING}


def main(ready: Path, *kinds: str) -> int:
    """Supervise one program of each kind, called by its number; "ready" is said when the file is there."""
    programs = [
        Program(f"{number}-{kind}", (sys.executable, "-c", KINDS[kind]), grace=1.0)
        for number, kind in enumerate(kinds)
    ]
    return Supervisor(programs, {}, is_ready=ready.exists, ready_line="Ready: here").run()


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
