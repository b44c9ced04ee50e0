"""Texts on disk are the texts that were put there, one by one, in pieces and in other processes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabie.grading.shelf import Shelf, alongside


@settings(max_examples=30)
@given(texts=st.lists(st.text(max_size=20) | st.sampled_from(["", "\ud800", "字" * 3000])))
def test_shelved_texts_are_a_list(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelved = Shelf(tmp_path_factory.mktemp("shelf"))(iter(texts))
    assert len(shelved) == len(texts) and list(shelved) == texts
    assert [shelved[at] for at in range(len(texts))] == texts
    assert shelved[1:3] == texts[1:3] and shelved[5:1] == texts[5:1] and shelved[::2] == texts[::2]
    assert list(pickle.loads(pickle.dumps(shelved))) == texts
    assert list(alongside(shelved, str.upper, "upper")) == [one.upper() for one in texts]
    with pytest.raises(IndexError):
        shelved[len(texts)]


def test_each_has_a_file_of_its_own(tmp_path: Path) -> None:
    keep = Shelf(tmp_path)
    one, other = keep(["a"]), keep(["b"])
    assert (one[0], other[0]) == ("a", "b")
    assert alongside(["a"], str.upper, "upper") == ["A"]
