"""How late something came, in words."""

from __future__ import annotations

from datetime import datetime


def lateness(saved_at: datetime | None, due: datetime | None) -> str:
    """Say how late it was saved, or return an empty text.

    >>> from dabie.core.due import CHINA, read_due
    >>> lateness(datetime(2026, 12, 2, 3, tzinfo=CHINA), read_due("2026-11-30"))
    '晚交 1 天 3 小时'
    """
    if saved_at is None or due is None or saved_at <= due:
        return ""
    minutes = int((saved_at - due).total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    said = [f"{days:,} 天"] if days else []
    said += [f"{hours} 小时"] if hours else []
    if not days and (minutes or not hours):
        said += [f"{minutes or 1} 分钟"]
    return f"晚交 {' '.join(said)}"
