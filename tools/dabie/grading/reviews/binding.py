"""What binds a review to an answer: a hash of item, text and rubric, never a row or a file.

So a review stays valid while the answer says the same, in whatever workbook and order it stands,
and stops being valid when the rubric it was scored by is another one.
"""

from __future__ import annotations

import hashlib
import json

from ...core.items import Item, LongFillIn
from ...core.text import normalise

LENGTH = 20
"""Characters of a code: 80 bits, so that no two answers ever share one."""


def code_of(item: Item, text: str) -> str:
    """Return the code of an answer to a long item; white space and width do not count."""
    interaction = item.interaction
    assert isinstance(interaction, LongFillIn)
    rubric = [[one.criterion, *one.levels] for one in interaction.rubric]
    content = json.dumps([item.id, normalise(text), rubric], ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:LENGTH]
