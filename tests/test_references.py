from __future__ import annotations

import pytest

from dabie.references import cited


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"author": "焦予玲", "title": "五大传奇", "journal": "党史博览", "year": "2018",
             "number": "第6期"},
            "焦予玲《五大传奇》，《党史博览》2018年第6期。",
        ),
        ({"title": "《徐向前回忆录》", "publisher": "解放军出版社"}, "《徐向前回忆录》，解放军出版社。"),
        ({"title": "词条", "year": "2021-05-12"}, "《词条》，2021-05-12。"),
    ],
)  # fmt: skip
def test_cites_the_chinese_way(fields: dict[str, str], text: str) -> None:
    assert cited(fields) == text
