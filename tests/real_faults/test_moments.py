"""Moments that spoil nothing: posts of the future, of the year 1 and 9999, and archives of different years."""

import math
from pathlib import Path
from typing import Any

import pytest

from algorithms.volume.bursts import Burst, find_bursts
from api.answers.span import LOOKED_BACK
from tests.api.command_line import answer_of, kith

HEADER = "id,network,author,at,text\n"
TODAY = [f"{n},x,{n % 3 + 1},2026-05-{n:02}T09:00:00Z,tea word{n} with @u{(n + 1) % 3 + 1}\n" for n in range(1, 15)]
ODD = {
    "future": "90,x,9,2036-05-01T09:00:00Z,tea odd @u8\n",
    "last": "90,x,9,9999-12-31T23:59:59Z,tea odd @u8\n",
    "first": "90,x,9,0001-01-01T00:00:00Z,tea odd @u8\n",
}


def loaded(folder: Path, name: str, rows: list[str]) -> dict[str, object]:
    """Load posts, with people whose handles they mention; returns the report."""
    people = "".join(f"{n},x,u{n}\n" for n in range(1, 10))
    (folder / "people.csv").write_text("id,network,handle\n" + people)
    (folder / f"{name}.csv").write_text(HEADER + "".join(rows))
    assert kith("load", "csv", "people.csv").exit_code == 0
    return answer_of("load", "csv", "--as", "posts", f"{name}.csv")


def hop(*options: str) -> dict[str, float]:
    """The only tie from the first person to the second, as `kith path` tells it."""
    (path, *_) = answer_of("path", "@u1", "@u2", *options)["paths"]
    (only,) = path["hops"]
    found: dict[str, float] = only
    return found


@pytest.mark.parametrize("kind", ODD)
def test_one_odd_moment_changes_no_tie_and_is_said(folder: Path, kind: str) -> None:
    loaded(folder, "posts", TODAY)
    usual = hop()
    report = loaded(folder, "odd", [ODD[kind]])
    assert report["in_future"] == (0 if kind == "first" else 1)
    assert hop() == usual
    # u1 speaks to u2 on days 3, 6, 9 and 12, u2 to u1 never; the last moment is day 14; half-life 90, mention 0.8.
    evidence = sum(0.8 * 0.5 ** ((14 - day) / 90) for day in (3, 6, 9, 12))
    assert math.isclose(usual["strength"], 1 - math.exp(-evidence / 5), rel_tol=1e-5)
    status = answer_of("status")
    assert status["in_future"] == (0 if kind == "first" else 2), "a post and its mention"
    assert status["until"].startswith("2026-05-14T09:00")
    assert answer_of("path", "@u9", "@u8")["paths"], "nothing is lost"


@pytest.mark.parametrize("kind", ODD)
def test_a_watch_looks_at_a_time_with_bounds(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def noted(at: Any, people: Any, since: int, until: int) -> list[Burst]:
        looked_at.append(until - since)
        return find_bursts(at, people, since, until)

    monkeypatch.setattr("api.answers.bursts.find_bursts", noted)
    loaded(folder, "posts", [*TODAY, ODD[kind]])
    assert kith("watch", "add", "Tea", "--kind", "product", "--term", "tea").exit_code == 0
    shown = answer_of("watch", "show", "Tea", "--by", "day")
    # By the hour, the years from 1 or to 9999 took half an hour and 6 GB.
    assert looked_at
    assert max(looked_at) <= LOOKED_BACK
    assert shown["posts"] == 15
    assert [point["posts"] for point in shown["volume"]] == [1] * 14
    table = kith("watch", "show", "Tea").stdout
    assert "1 post of another time" in " ".join(table.split())
    for command in ("trends", "themes", "communities", "rank"):
        assert kith(command).exit_code == 0


def test_an_archive_of_another_year_says_that_its_ties_decayed_and_how_to_see_them(folder: Path) -> None:
    loaded(folder, "posts", [row.replace("2026", "2017") for row in TODAY])
    old = hop()
    loaded(folder, "later", [f"9{row}".replace(",x,", ",x,10", 1).replace("@u", "@v") for row in TODAY])
    now = hop()
    assert 0 < now["strength"] < 1e-9
    text = " ".join(kith("path", "@u1", "@u2").stdout.split())
    assert "ties of 2017, decayed to nothing: --as-of 2017-05-14, or --half-life none" in text
    assert "0.000 " not in text
    assert hop("--as-of", "2017-05-14T09:00Z") == old
    evidence = 4 * 0.8
    assert math.isclose(hop("--half-life", "none")["strength"], 1 - math.exp(-evidence / 5), rel_tol=1e-5)
    assert hop() == now, "a question of its own changes nothing that is kept"


def test_rankings_as_of_another_moment_are_analysed_aside(folder: Path) -> None:
    loaded(folder, "posts", TODAY)
    usual = answer_of("rank")
    then = answer_of("rank", "--as-of", "2026-05-07")
    assert then["provenance"]["as_of"] == "2026-05-07T00:00:00Z"
    assert answer_of("rank") == usual


def test_what_is_no_moment_and_no_half_life_is_refused_in_a_sentence(folder: Path) -> None:
    loaded(folder, "posts", TODAY)
    for options, words in (
        (("--as-of", "yesterday"), "2026-03-01"),
        (("--half-life", "soon"), "days above 0, or none"),
    ):
        result = kith("rank", *options)
        assert result.exit_code == 2
        assert words in " ".join(result.stderr.replace("│", " ").split())
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--since", "0001-01-01", "--zone", "America/Lima"),
        ("--since", "9000-01-01", "--until", "9999-12-31", "--zone", "Asia/Tokyo"),
    ],
)
def test_the_ends_of_the_calendar_are_refused_in_a_sentence(folder: Path, options: tuple[str, ...]) -> None:
    loaded(folder, "posts", TODAY)
    assert kith("watch", "add", "Tea", "--kind", "product", "--term", "tea").exit_code == 0
    assert kith("analyse").exit_code == 0
    result = kith("watch", "show", "Tea", *options)
    assert "OverflowError" not in result.output
    assert result.exit_code == 0 or result.stderr.startswith("kith: ")


def test_where_no_act_has_a_moment_none_is_made_up(folder: Path) -> None:
    (folder / "edges.csv").write_text("source,target\nada,bo\nbo,cy\n")
    assert kith("load", "edges", "edges.csv").exit_code == 0
    for command in (("rank",), ("path", "edges:ada", "edges:cy")):
        result = kith(*command)
        assert result.exit_code == 0, result.output
        assert ", none of them with a moment (fingerprint " in result.stdout
        assert "1970" not in result.output
