"""Asking an application without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeAlias

import httpx
import pytest

Ask: TypeAlias = Callable[..., httpx.Response]


@pytest.fixture
def asking() -> Callable[[Any], Ask]:
    """Return a function that makes an application answer addresses."""

    def of(application: Any) -> Ask:
        async def ask(address: str, headers: dict[str, str]) -> httpx.Response:
            transport = httpx.ASGITransport(application)
            async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
                return await client.get(address, headers=headers)

        return lambda address, **headers: asyncio.run(
            ask(address, {name.replace("_", "-"): value for name, value in headers.items()})
        )

    return of
