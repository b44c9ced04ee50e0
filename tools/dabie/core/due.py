"""By when something is due, as people write it; in China's time where no other is stated."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))
_CHINESE = re.compile(r"\s*[年月/.]\s*")


def read_due(text: str) -> datetime | None:
    """Return the moment after which it is late; a date alone lasts until its end.

    >>> str(read_due("2026-11-30")), str(read_due("2026年11月30日 18:00"))
    ('2026-12-01 00:00:00+08:00', '2026-11-30 18:00:00+08:00')
    >>> read_due("下周五") is None
    True
    """
    words = _CHINESE.sub("-", text.strip().replace("日", " ")).replace("：", ":")
    words = " ".join(words.split())
    # 2026-1-5 is how people write it.
    words = re.sub(r"(?<=-)(\d)(?!\d)", r"0\1", words)
    try:
        due = datetime.fromisoformat(words)
    except ValueError:
        return None
    if due.tzinfo is None:
        due = due.replace(tzinfo=CHINA)
    try:
        # To UTC and back, so that no later comparison runs off the calendar.
        due.astimezone(UTC)
        return due + timedelta(days=1) if due.time() == time() and len(words) == 10 else due
    except OverflowError:
        return None
