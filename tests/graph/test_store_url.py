"""How people write where a store lies, and what is refused since it may be one of two."""

import os
from pathlib import Path

import pytest

from api.bad_setting import BadSetting
from api.settings import read_settings
from graph.errors import InvalidValue, StoreUnavailable
from graph.opening import open_store
from graph.store_url import plain_url
from tests.api.command_line import kith, load_three_people, refusal_of, settle


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("sqlite:///kith.db", "sqlite:///kith.db"),
        ("sqlite:///./kith.db", "sqlite:///kith.db"),
        ("sqlite:////srv/kith.db", "sqlite:////srv/kith.db"),
        ("sqlite://///srv//kith.db", "sqlite:////srv/kith.db"),
        ("sqlite:/srv/kith.db", "sqlite:////srv/kith.db"),
        ("sqlite:kith.db", "sqlite:///kith.db"),
        ("SQLite:///kith.db", "sqlite:///kith.db"),
        ("/srv/kith.db", "sqlite:////srv/kith.db"),
        ("kith.db", "sqlite:///kith.db"),
        ("../kith", "sqlite:///../kith"),
        ("~/kith.db", "sqlite:////home/ada/kith.db"),
        ("sqlite:///~/kith.db", "sqlite:////home/ada/kith.db"),
        ("file:kith.db", "sqlite:///kith.db"),
        ("file:///srv/my%20kith.db", "sqlite:////srv/my kith.db"),
        ("file://localhost/srv/kith.db", "sqlite:////srv/kith.db"),
        ("sqlite:///nowhere/kith.db", "sqlite:///nowhere/kith.db"),
        ("neo4j://localhost:7687", "neo4j://localhost:7687"),
        ("postgres://localhost", "postgres://localhost"),
    ],
)
def test_what_people_mean(text: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert plain_url(text) == url
    assert read_settings(store=text).store == url


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("sqlite://kith.db", "write sqlite:///kith.db for a file from the working folder on, sqlite:////kith.db"),
        ("kith", "expected a store such as"),
        ("", "expected a store such as"),
        (":memory:", "expected a store such as"),
        ("sqlite:///:memory:", "expected a file"),
        ("sqlite:///", "expected a file"),
        ("file://server/srv/kith.db", "file of the machine 'server'"),
        ("sqlite:///kith.db?mode=ro", "parameters"),
        ("~nobody-of-that-name/kith.db", "home of somebody who is not known"),
    ],
)
def test_what_is_refused(text: str, part: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        plain_url(text)
    assert part in str(refusal.value)
    if text:
        with pytest.raises(BadSetting, match="KITH_STORE"):
            read_settings(store=text)


@pytest.mark.skipif(os.name == "nt", reason="paths of Windows are right there")
@pytest.mark.parametrize("text", [r"C:\data\kith.db", "C:/data/kith.db", r"sqlite:///C:\kith.db", r"\\server\kith.db"])
def test_a_path_of_windows_is_called_one(text: str) -> None:
    with pytest.raises(InvalidValue, match="path of Windows"):
        plain_url(text)


def test_three_slashes_before_a_path_of_folders_mean_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`sqlite:///srv/kith.db` is relative by the letter, and many write it for `/srv/kith.db`."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    inside = (tmp_path / "there").relative_to("/")
    text = f"sqlite:///{inside}/kith.db"
    assert plain_url(text) == text, "neither is there: as it is written"
    (tmp_path / "there").mkdir()
    assert plain_url(text) == f"sqlite:////{inside}/kith.db"
    (here / inside).mkdir(parents=True)
    with pytest.raises(InvalidValue, match="may be"):
        plain_url(text)
    (here / inside / "kith.db").touch()
    assert plain_url(text) == text


def test_an_emptied_file_is_not_taken_for_a_new_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch)
    (tmp_path / "new.db").touch()
    open_store("new.db").close()
    load_three_people(tmp_path)
    assert kith("backup", "one.kith").exit_code == 0
    (tmp_path / "kith.db").write_bytes(b"")
    for command in (("status",), ("load", "csv", "people.csv")):
        sentence = refusal_of(*command)
        assert "is empty (0 bytes)" in sentence
        assert "kith restore" in sentence
    assert (tmp_path / "kith.db").stat().st_size == 0
    assert kith("restore", "one.kith").exit_code == 0
    assert kith("status").exit_code == 0
    with pytest.raises(StoreUnavailable, match="expected a store like"):
        open_store("postgres://localhost")
