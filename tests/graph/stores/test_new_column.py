"""A column that a later Kith adds, of which nothing is known, changes nothing: no load, no fingerprint."""

from pathlib import Path

from tests.graph.stores.conftest import Place
from tests.graph.stores.wider import COLUMN, load_both, load_wider

_PEOPLE = "id,handle,name,email\nx:1,ada,Ada,ada@engines.example\nx:2,bob,Bob,\nplaza:2,bob,Bobby,\n"


def test_what_is_loaded_again_is_unchanged_with_one_column_more(place: Place, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(_PEOPLE)
    first = load_both(place.url, place.state, people)
    assert first["loads"] == [[3, 0], [3, 0]]
    place.add_column("accounts", COLUMN)
    again = load_wider(place.url, place.state, people)
    assert again == {"loads": [[0, 3], [0, 3]], "fingerprint": first["fingerprint"]}
    # The same rows in a newer file: they are confirmed, and one person more is written.
    people.write_text(f"{_PEOPLE}x:3,cleo,Cleo,\n")
    assert load_wider(place.url, place.state, people)["loads"] == [[1, 3], [1, 3]]


def test_the_fingerprint_is_that_of_a_kith_without_the_column(place: Place, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(_PEOPLE)
    with_column = load_wider(f"sqlite:///{tmp_path / 'wider.db'}", tmp_path / "wider", people)
    assert with_column == load_both(place.url, place.state, people)
