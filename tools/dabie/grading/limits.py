"""Every limit of grading, named once: what is beyond it is a refused row, never a lost batch."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE_LIMIT: Final = 64 * MEGABYTE
"""Largest submission, as a file or unpacked from a zip, in bytes."""
TOLERANT_LIMIT: Final = 16 * MEGABYTE
"""Largest file that is read a second time, tolerantly, when the typed reader refuses it.

The standard library's parser needs up to thirty times the memory of the text.
"""
ZIP_INDEX_LIMIT: Final = 32 * MEGABYTE
"""Largest table of contents of a zip: it is read before any member can be counted."""
ZIP_MEMBER_LIMIT: Final = 50_000
"""Most members of a zip."""
ZIP_TOTAL_LIMIT: Final = 4096 * MEGABYTE
"""Most bytes that all members of one zip may unpack to."""
ZIP_RATIO_LIMIT: Final = 200
"""Most bytes that one packed byte may unpack to; a notebook reaches 20."""
ZIP_RATIO_FROM: Final = MEGABYTE
"""Smaller members may have any ratio: they do no harm."""
REASONS_SHOWN: Final = 20
"""Most refused responses that are named in one row."""
NAME_SHOWN: Final = 40
"""Most characters of a foreign name that are repeated in a reason."""
TABLE_LIMIT: Final = 64 * MEGABYTE
"""Largest roster or filled review, in bytes."""
TABLE_UNPACKED_LIMIT: Final = 1024 * MEGABYTE
"""Most bytes that such a workbook may unpack to."""
TABLE_ROW_LIMIT: Final = 200_000
"""Most rows of one sheet that are read."""
TABLE_CELL_LIMIT: Final = 200
"""Most cells of one row that are read."""
FAULTS_SHOWN: Final = 30
"""Most faults of a roster or a review that are named at once."""
PORTION_FILES: Final = 512
"""Most files that a worker is given at once: a twentieth of a second's work."""
PORTION_BYTES: Final = 16 * MEGABYTE
"""Most bytes that a worker is given at once, but for one file that has more."""
PORTIONS_AHEAD: Final = 4
"""Portions per worker that are handed out before the first of them is back."""
WORKERS: Final = 61
"""Most processes: Windows cannot wait for more."""
WORTH_STARTING: Final = 500
"""Fewer files than this are graded before a second process has even started."""
CONNECTING: Final = 15
"""Seconds to wait for a scheduler."""
