"""`kith keys`: making, listing and revoking, and the rule by which `kith serve` starts."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.auth.key_text import id_in
from tests.api.command_line import answer_of, csv_of, kith, load_three_people, refusal_of, rows_of, settle


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    return load_three_people(tmp_path)


def test_a_key_is_made_shown_once_listed_and_revoked() -> None:
    made = kith("keys", "create", "nora", "--role", "member", "--days", "30", "--account", "@ada")
    assert made.exit_code == 0, made.output
    text = made.stdout.strip()
    identifier = id_in(text)
    assert identifier is not None
    assert "this once" in made.stderr
    (row,) = rows_of("keys", "list")
    assert (row["id"], row["name"], row["role"], row["state"]) == (identifier, "nora", "member", "live")
    assert (row["account"], row["used_at"], row["revoked_at"]) == ("x:1", None, None)
    lasts = datetime.fromisoformat(row["expires_at"]) - datetime.fromisoformat(row["created_at"])
    assert lasts == timedelta(days=30)
    assert text not in kith("keys", "list").stdout + kith("keys", "list", "--json").stdout
    assert answer_of("keys", "revoke", identifier)["state"] == "revoked"
    (row,) = csv_of("keys", "list")
    assert row["state"] == "revoked"
    assert row["revoked_at"] <= datetime.now(UTC).isoformat()
    assert "is revoked" in kith("keys", "revoke", identifier).stdout


def test_the_answer_of_create_holds_the_key_and_nothing_of_its_hash() -> None:
    made = answer_of("keys", "create", "dashboard", "--role", "reader")
    assert id_in(made["key"]) == made["id"]
    assert made["expires_at"] is None
    assert set(made) == {"key", *rows_of("keys", "list")[0]}
    assert "digest" not in made


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "x"),
        ("create", "x", "--role", "owner"),
        ("create", "x", "--role", "reader", "--days", "0"),
        ("create", "x", "--role", "reader", "--days", "4000"),
        ("create", " ", "--role", "reader"),
        ("create", "a\nb", "--role", "reader"),
        ("create", "a" * 201, "--role", "reader"),
        ("create", "--role", "reader"),
        ("revoke",),
    ],
)
def test_wrong_usage_makes_no_key(arguments: tuple[str, ...]) -> None:
    assert kith("keys", *arguments).exit_code == 2
    assert rows_of("keys", "list") == []


def test_what_is_not_there_is_said() -> None:
    assert "there is no key 'nobody'" in refusal_of("keys", "revoke", "nobody")
    assert "nobody is known as '@zed'" in refusal_of("keys", "create", "z", "--role", "reader", "--account", "@zed")
    assert "@bob" in refusal_of("keys", "create", "b", "--role", "reader", "--account", "@bob")
    assert "there is no store" in refusal_of("keys", "list", "--store", "sqlite:///gone.db")
    assert "no key was made yet" in kith("keys", "list").stdout


def test_keys_of_a_lost_pepper_are_said_to_be_void(loaded: Path) -> None:
    kith("keys", "create", "nora", "--role", "member")
    (loaded / "kith.db.state" / "key-pepper.key").write_bytes(os.urandom(32))
    assert "another pepper" in refusal_of("keys", "create", "ben", "--role", "member")
    assert [row["name"] for row in rows_of("keys", "list")] == ["nora"]
