"""Interactive training courses on Jupyter: one item definition for page, notebook and grader.

In a notebook of one's own:

>>> from dabie import exercise, item, score
>>> county = item(
...     "choice",
...     "会址当时属于哪个县？",
...     options={"taihu": "太湖县", "yuexi": "岳西县"},
...     key="taihu",
... )
>>> score(county, ["taihu"]).state
'right'
>>> score(county, ["yuexi"]).score
Fraction(0, 1)
>>> warm_up = exercise(county)  # as the last line of a cell, it is shown
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .core.scoring import score
    from .notebooks.trainer import exercise, item

__version__ = "0.1.0"
__all__ = ["__version__", "exercise", "item", "score"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the command line and the kernel of an exercise start without them.
    if name == "score":
        from .core.scoring import score

        return score
    if name in ("exercise", "item"):
        from .notebooks import trainer

        return getattr(trainer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
