"""Responses in one piece of bytes: a tenth of the memory, and quick to send from a worker.

Only what looks into answers unpacks them: statistics of options, long answers, feedback.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Packed: TypeAlias = bytes | Mapping[str, object]

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, object]).decode


def packed(responses: Mapping[str, object]) -> Packed:
    r"""Return well-formed responses in a piece, or as they are where that cannot be.

    >>> packed({"a": ["b"]})
    b'\x81\xa1a\x91\xa1b'
    """
    try:
        return _encode(responses)
    except UnicodeEncodeError:
        # Half a surrogate pair is no text elsewhere.
        return responses


def unpacked(piece: Packed) -> Mapping[str, object]:
    r"""Return the responses.

    >>> unpacked(packed({"a": ["b"], "c": "\ud800"}))
    {'a': ['b'], 'c': '\ud800'}
    """
    return _decode(piece) if isinstance(piece, bytes) else piece
