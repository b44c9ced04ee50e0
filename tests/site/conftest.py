"""Asking an application without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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

        def answer(address: str, **headers: str) -> httpx.Response:
            # In a thread of its own: where a browser test ran before in the same process,
            # Playwright's event loop is still running in this one.
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(lambda: asyncio.run(ask(address, named))).result()

        return answer

    return of
