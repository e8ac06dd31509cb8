"""A program that reads files of strangers is ended with everything it started, whatever it does."""

import os
import sys
import time
from pathlib import Path

import pytest

from operations import confined
from operations.confined import MIB, Limits, run


def python(scratch: Path, program: str, seconds: float = 20.0, **options):
    limits = Limits(seconds=seconds, memory=512 * MIB, file_size=MIB)
    return run((sys.executable, "-c", program), limits=limits, scratch=scratch, **options)


def test_a_good_end_gives_its_output_and_its_own_folder_for_temporary_files(tmp_path):
    program = "import os, tempfile; print(tempfile.gettempdir(), os.nice(0), os.getcwd())"
    ended = python(tmp_path / "new", program)
    assert ended.ok
    folder = str(tmp_path / "new")
    assert ended.output.split() == [folder, str(os.nice(0) + 10), folder]


def test_time_that_runs_out_ends_the_whole_group(tmp_path):
    helper = f"{sys.executable} -c 'import time; time.sleep(60)' & echo $! > helper; wait"
    started = time.monotonic()
    ended = run(("/bin/sh", "-c", helper), limits=Limits(seconds=1.0), scratch=tmp_path)
    assert ended.timed_out
    assert not ended.ok
    assert time.monotonic() - started < 10
    assert not _runs(int((tmp_path / "helper").read_text()))


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    for _try in range(50):
        if not stat.exists() or ") Z " in stat.read_text():
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize(
    "greed",
    [
        "bytearray(2 << 30)",
        "open('large', 'wb').write(bytes(4 << 20))",
    ],
)
def test_memory_and_disk_are_limited(tmp_path, greed):
    ended = python(tmp_path, greed)
    assert not ended.ok
    assert not ended.timed_out


def test_whoever_waits_is_told_and_ends_the_program_by_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "BEAT", 0.1)

    class Enough(Exception):
        pass

    beats = []

    def beat():
        beats.append(time.monotonic())
        if len(beats) == 3:
            raise Enough

    program = "import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)"
    with pytest.raises(Enough):
        python(tmp_path, program, beat=beat)
    assert not _runs(int((tmp_path / "pid").read_text()))


def test_a_program_that_is_not_there_is_an_error_of_the_machine(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        run((str(tmp_path / "nowhere"),), limits=Limits(seconds=1.0), scratch=tmp_path)
