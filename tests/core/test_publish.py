from __future__ import annotations

from pathlib import Path

from dabie.catalog import load_course
from dabie.core.publish import permute, publish, revision


def definitions(tiny: Path, exercise: str) -> dict[str, dict[str, object]]:
    found = load_course(tiny).exercise(exercise)
    assert found
    return {str(one["id"]): one for one in publish(found, render=lambda source: source)}


def test_practice_tells_key_feedback_and_reason(tiny: Path) -> None:
    shown = definitions(tiny, "practice")
    assert shown["county"]["key"] == ["taihu"]
    assert shown["county"]["feedback"]["yuexi"] == "那时还没有岳西县，要到第二年。"  # type: ignore[index]
    assert shown["count"] | {"key": "2980", "tolerance": "20"} == shown["count"]
    assert shown["gap"]["key"] == {"1": ["三", "3"], "2": ["军"]}
    assert shown["names"]["key"] == {"huangan": "hongan", "lishan": "dawu"}
    assert {"explanation", "sources"} <= shown["essay"].keys()
    assert "samples" not in shown["county"]


def test_an_assessment_tells_nothing(tiny: Path) -> None:
    shown = definitions(tiny, "final")
    assert shown["secret-county"].keys() == {
        "id", "kind", "prompt", "max_score", "seconds", "multiple", "options"
    }  # fmt: skip
    assert "CANARY" not in str(shown)


def test_blanks_become_places(tiny: Path) -> None:
    prompt = definitions(tiny, "practice")["gap"]["prompt"]
    assert '一般<span data-blank="1"></span>五人' in str(prompt)


def test_sequencing_never_starts_solved(tiny: Path) -> None:
    order = definitions(tiny, "practice")["order"]
    assert [one["id"] for one in order["options"]] != order["key"]  # type: ignore[attr-defined]
    for seed in map(str, range(50)):
        assert permute("ab", seed=seed, avoid=["a", "b"]) == ["b", "a"]


def test_one_option_has_one_order() -> None:
    assert permute(["a"], seed="s", avoid=["a"]) == ["a"]


def test_revision_follows_what_is_shown(tiny: Path) -> None:
    one, other = definitions(tiny, "practice"), definitions(tiny, "final")
    assert revision([*one.values()]) == revision([*one.values()])
    assert revision([*one.values()]) != revision([*other.values()])
    assert revision([]).startswith("sha256:")
