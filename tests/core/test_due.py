from __future__ import annotations

import pytest

from dabie.core.due import read_due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-11-30", "2026-12-01 00:00:00+08:00"),
        ("2026/1/5", "2026-01-06 00:00:00+08:00"),
        ("2026年1月5日18：00", "2026-01-05 18:00:00+08:00"),
        ("2026-11-30 18:00", "2026-11-30 18:00:00+08:00"),
        ("2026-11-30T10:00:00Z", "2026-11-30 10:00:00+00:00"),
        ("9999-12-31", None),
        ("9999-12-31 23:59-23:00", None),
        ("0001-01-01 00:00", None),
        ("明天", None),
        ("", None),
    ],
)
def test_due_times_are_read_as_people_write_them(text: str, due: str | None) -> None:
    read = read_due(text)
    assert (str(read) if read else None) == due
