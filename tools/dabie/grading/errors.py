"""What stops the whole command, unlike `SubmissionError`, which refuses one file."""

from __future__ import annotations

from ..core.errors import DabieError


class GradingError(DabieError):
    """An organiser's: grading itself cannot run; the text says what to do (exit status 2)."""
