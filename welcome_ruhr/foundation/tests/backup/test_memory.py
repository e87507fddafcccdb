"""A large folder passes through; it is never in memory."""

from pathlib import Path

from welcome_ruhr.foundation.backup import archive, envelope

from .conftest import PASSPHRASE

MEGABYTE = 1024 * 1024
LARGE = 64 * MEGABYTE


def memory_peak():
    """Return the most memory this process has had since `forget_peak`, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def forget_peak():
    Path("/proc/self/clear_refs").write_text("5")  # man 5 proc_pid_clear_refs


def test_large_file_is_written_and_restored_in_little_memory(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"")
    with (tmp_path / "film.mp4").open("r+b") as film:
        film.truncate(LARGE)
    forget_peak()
    before = memory_peak()
    with envelope.written(tmp_path / "a.age", PASSPHRASE) as stream, archive.packing(stream) as tar:
        kept = archive.pack(tar, "film.mp4", tmp_path / "film.mp4")
    with envelope.opened(tmp_path / "a.age", PASSPHRASE) as stream:
        archive.unpack(stream, tmp_path / "back")
    assert archive.kept_in(tmp_path / "back") == {"film.mp4": kept}
    assert memory_peak() - before < 8 * MEGABYTE


def test_heads_of_files_are_not_collected(tmp_path):
    (tmp_path / "small.txt").touch()
    with envelope.written(tmp_path / "a.age", PASSPHRASE) as stream, archive.packing(stream) as tar:
        for number in range(3):
            archive.pack(tar, f"{number}.txt", tmp_path / "small.txt")
        assert tar.members == []
