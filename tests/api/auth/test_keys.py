"""Keys: their text, what is kept of them, and several who write at once."""

import json
import multiprocessing
import re
import stat
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.auth import key_ring
from api.auth.key import KeyState
from api.auth.key_ring import KeyRing
from api.auth.key_text import digest_of, id_in, new_id, new_text
from api.auth.pepper import pepper_of
from api.auth.role import Role
from api.bad_setting import BadSetting
from api.settings import read_settings
from graph.errors import NotKnown, StoreUnavailable

PEPPER = b"p" * 32


def now() -> datetime:
    return datetime.now(UTC)


def ring_in(folder: Path, pepper: bytes = PEPPER) -> KeyRing:
    return KeyRing(folder, lambda: pepper)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is looked at for every question, so that no test waits."""
    monkeypatch.setattr(key_ring, "LOOK_EVERY_SECONDS", 0.0)


def test_the_text_of_a_key_has_its_id_a_long_secret_and_a_checksum() -> None:
    text = new_text("abcd2345")
    assert re.fullmatch(r"kith_abcd2345_[0-9A-Za-z]{49}", text)
    assert 62**43 > 2**256
    assert id_in(text) == "abcd2345"
    assert len({new_text("abcd2345") for _ in range(50)}) == 50
    assert all(re.fullmatch(r"[2-9a-z]{8}", new_id()) for _ in range(50))


def test_a_mistyped_key_is_seen_by_its_checksum_whatever_letter_is_wrong() -> None:
    text = new_text("abcd2345")
    for place in range(len("kith_"), len(text)):
        other = "3" if text[place] != "3" else "4"
        assert id_in(text[:place] + other + text[place + 1 :]) is None
    for wrong in ("", "kith_", text + "a", text[:-1], text.upper(), f" {text}", text + "\n", "é" * 63):
        assert id_in(wrong) is None


def test_the_checksum_is_a_plain_crc_that_scanners_of_secrets_can_compute() -> None:
    text = new_text("abcd2345")
    number = 0
    for digit in text[-6:]:
        number = number * 62 + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".index(digit)
    assert number == zlib.crc32(text[:-6].encode())


def test_a_key_is_kept_without_its_secret_for_its_owner_only(tmp_path: Path) -> None:
    key, text = ring_in(tmp_path).create("nora", Role.MEMBER, days=7, account="x:1")
    kept = (tmp_path / "keys.json").read_text()
    assert text not in kept
    assert text.split("_")[2] not in kept
    assert key.digest == digest_of(text, PEPPER)
    assert digest_of(text, PEPPER) != digest_of(text, b"q" * 32)
    assert [stat.S_IMODE(path.stat().st_mode) for path in sorted(tmp_path.iterdir())] == [0o600, 0o600]
    (result,) = ring_in(tmp_path).keys().values()
    assert result == key
    assert (result.name, result.role, result.account, result.expires_at) == (
        "nora",
        Role.MEMBER,
        "x:1",
        result.created_at + timedelta(days=7),
    )


def test_a_key_opens_until_it_expires_or_is_revoked(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    key, text = ring.create("nora", Role.READER, days=7)
    assert ring.shown(text, now()) == (key, KeyState.LIVE)
    late = ring.shown(text, now() + timedelta(days=7))
    assert late is not None
    assert late[1] is KeyState.EXPIRED
    revoked = ring.revoke(key.id)
    assert ring.revoke(key.id).revoked_at == revoked.revoked_at
    shown = ring.shown(text, now())
    assert shown is not None
    assert shown[1] is KeyState.REVOKED
    assert ring.shown(new_text(key.id), now()) is None
    assert ring.shown(new_text("99999999"), now()) is None
    with pytest.raises(NotKnown, match="kith keys list"):
        ring.revoke("nobody")


@pytest.mark.usefixtures("at_once")
def test_what_another_process_does_with_keys_is_seen(tmp_path: Path) -> None:
    here, there = ring_in(tmp_path), ring_in(tmp_path)
    assert not here.any_made()
    key, text = there.create("nora", Role.READER)
    assert here.any_made()
    assert here.shown(text, now()) is not None
    there.revoke(key.id)
    shown = here.shown(text, now())
    assert shown is not None
    assert shown[1] is KeyState.REVOKED


def test_the_file_is_looked_at_again_well_within_five_seconds() -> None:
    assert key_ring.LOOK_EVERY_SECONDS <= 2


@pytest.mark.usefixtures("at_once")
def test_losing_the_file_of_keys_opens_nothing_while_we_run(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    _, text = ring.create("nora", Role.READER)
    assert ring.any_made()
    (tmp_path / "keys.json").unlink()
    assert ring.any_made()
    assert ring.shown(text, now()) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"keys": {"a": {}}}', '{"keys": 7}', "\xff"])
def test_a_file_of_keys_that_cannot_be_read_is_said_and_opens_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content, encoding="latin-1")
    with pytest.raises(StoreUnavailable, match=r"keys\.json cannot be read"):
        ring_in(tmp_path).any_made()


def test_keys_made_with_another_pepper_are_said_to_be_void(tmp_path: Path) -> None:
    _, text = ring_in(tmp_path).create("nora", Role.READER)
    other = ring_in(tmp_path, b"q" * 32)
    for ask in (other.check_pepper, lambda: other.shown(text, now()), lambda: other.create("ben", Role.READER)):
        with pytest.raises(StoreUnavailable, match="another pepper"):
            ask()
    ring_in(tmp_path).check_pepper()


def test_the_pepper_lies_beside_the_tombstone_key_or_comes_from_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pepper_of(read_settings(), tmp_path)
    assert (len(made), made) == (32, pepper_of(read_settings(), tmp_path))
    assert stat.S_IMODE((tmp_path / "key-pepper.key").stat().st_mode) == 0o600
    file = tmp_path / "secret"
    file.write_text("s" * 40 + "\n")
    monkeypatch.setenv("KITH_KEY_PEPPER_FILE", str(file))
    assert pepper_of(read_settings(), tmp_path) == b"s" * 40
    monkeypatch.delenv("KITH_KEY_PEPPER_FILE")
    monkeypatch.setenv("KITH_KEY_PEPPER", "a short one")
    with pytest.raises(BadSetting, match="KITH_KEY_PEPPER") as caught:
        read_settings()
    assert "a short one" not in str(caught.value)


def test_a_pepper_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key-pepper.key").write_bytes(b"short")
    with pytest.raises(StoreUnavailable, match="should hold 32 bytes"):
        pepper_of(read_settings(), tmp_path)


def _make_some(folder: Path, name: str) -> None:
    for _ in range(20):
        ring_in(folder).create(name, Role.READER)


def test_several_who_make_keys_at_once_lose_none(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    makers = [context.Process(target=_make_some, args=(tmp_path, name)) for name in ("ada", "ben", "cleo")]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    names = [key.name for key in ring_in(tmp_path).keys().values()]
    assert sorted(names) == ["ada"] * 20 + ["ben"] * 20 + ["cleo"] * 20
    assert {path.name for path in tmp_path.iterdir()} == {"keys.json", "keys.lock"}


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    ring.create("nora", Role.READER)
    before = (tmp_path / "keys.json").read_bytes()
    with pytest.raises(NotKnown):
        ring.revoke("nobody")
    assert (tmp_path / "keys.json").read_bytes() == before


@pytest.mark.usefixtures("at_once")
def test_the_use_of_a_key_is_written_once_a_minute(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    key, _ = ring.create("nora", Role.READER)
    first = now()
    assert ring.must_note(key, first)
    assert not ring.must_note(key, first + timedelta(seconds=59))
    ring.note_use(key.id, first)
    assert json.loads((tmp_path / "keys.json").read_text())["keys"][key.id]["used_at"] is not None
    known = ring.keys()[key.id]
    assert known.used_at == first
    assert not ring_in(tmp_path).must_note(known, first + timedelta(seconds=30))
    assert ring.must_note(known, first + timedelta(seconds=60))
    ring.note_use(key.id, first - timedelta(hours=1))
    assert ring.keys()[key.id].used_at == first


def test_digests_are_compared_in_constant_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def compare(left: str, right: str) -> bool:
        compared.append((left, right))
        return left == right

    asked: Callable[[str, str], bool] = compare
    monkeypatch.setattr("hmac.compare_digest", asked)
    ring = ring_in(tmp_path)
    key, text = ring.create("nora", Role.READER)
    assert ring.shown(text, now()) is not None
    assert ring.shown(new_text(key.id), now()) is None
    assert [left for left, _ in compared] == [key.digest, key.digest]
