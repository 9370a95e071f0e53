"""The settings: what they read, how they refuse, and that their page is fresh."""

import os
from pathlib import Path

import pytest

from api.bad_setting import BadSetting
from api.pages.settings import settings_page
from api.settings import read_settings
from tests.modules import ROOT


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("KITH_"):
            monkeypatch.delenv(name)


def test_defaults_are_those_of_the_design() -> None:
    settings = read_settings()
    assert settings.store == "sqlite:///kith.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.encoder == "lexical"
    assert settings.state is None
    assert settings.actor


def test_the_environment_wins_over_defaults_and_options_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PORT", "8123")
    monkeypatch.setenv("KITH_STORE", "sqlite:///other.db")
    monkeypatch.setenv("KITH_LOG_LEVEL", "WARNING")
    settings = read_settings(store="sqlite:///mine.db", host=None)
    assert (settings.store, settings.port, settings.log_level) == ("sqlite:///mine.db", 8123, "warning")


def test_text_of_the_environment_becomes_what_the_field_is(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"KITH_OPEN": "1", "KITH_STATE": "/srv/kith", "KITH_RATE_PER_SECOND": "2.5", "kith_port": "8123"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert (settings.open, settings.state, settings.rate_per_second) == (True, Path("/srv/kith"), 2.5)
    assert settings.port == 8123, "names are read in small letters too"


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_STATE", "")
    monkeypatch.setenv("KITH_NEO4J_PASSWORD_FILE", "")
    assert read_settings().state is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KITH_PORT", "eighty", "KITH_PORT: .*integer.*'eighty'"),
        ("KITH_PORT", "70000", "KITH_PORT: .*65535.*'70000'"),
        ("KITH_LOG_LEVEL", "loud", "KITH_LOG_LEVEL: .*'debug', 'info', 'warning' or 'error'.*'loud'"),
        ("KITH_ENCODER", "word2vec", "KITH_ENCODER: .*sentence-transformers.*'word2vec'"),
        ("KITH_HALF_LIFE_DAYS", "0", "KITH_HALF_LIFE_DAYS: expected half_life_days from .* got 0"),
        ("KITH_SEED", "-1", "KITH_SEED: expected seed .* got -1"),
        ("KITH_MAX_BODY_BYTES", "7", "KITH_MAX_BODY_BYTES: .*1000.*'7'"),
        ("KITH_QUERY_DEADLINE_SECONDS", "0", "KITH_QUERY_DEADLINE_SECONDS: .*greater than 0.*'0'"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=said):
        read_settings()


def test_every_bad_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PORT", "eighty")
    monkeypatch.setenv("KITH_LOG_LEVEL", "loud")
    with pytest.raises(BadSetting) as caught:
        read_settings()
    assert "KITH_PORT" in str(caught.value)
    assert "KITH_LOG_LEVEL" in str(caught.value)


def test_a_mistyped_variable_is_refused_with_a_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PROT", "8001")
    with pytest.raises(BadSetting, match="KITH_PROT is no setting of Kith; did you mean KITH_PORT"):
        read_settings()


def test_a_variable_like_no_other_is_refused_too_but_those_of_the_tests_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KITH_TEST_NEO4J", "bolt://127.0.0.1:7687")
    read_settings()
    monkeypatch.setenv("KITH_QQQQ", "1")
    with pytest.raises(BadSetting, match=r"KITH_QQQQ is no setting of Kith; docs/settings\.md"):
        read_settings()


def test_an_option_that_is_no_setting_is_refused() -> None:
    with pytest.raises(BadSetting, match="KITH_COLOUR"):
        read_settings(colour="red")


def test_a_secret_is_read_from_its_file_without_the_line_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("correct horse \r\n", encoding="utf-8")
    monkeypatch.setenv("KITH_NEO4J_PASSWORD_FILE", str(file))
    password = read_settings().neo4j_password
    assert password is not None
    assert password.get_secret_value() == "correct horse "


@pytest.mark.parametrize("content", ["", "\n", "one\ntwo\n", None])
def test_a_secret_file_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setenv("KITH_NEO4J_PASSWORD_FILE", str(file))
    with pytest.raises(BadSetting, match=f"KITH_NEO4J_PASSWORD_FILE names {file}") as caught:
        read_settings()
    assert "two" not in str(caught.value)


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KITH_NEO4J_PASSWORD", "a")
    monkeypatch.setenv("KITH_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    with pytest.raises(BadSetting, match="KITH_NEO4J_PASSWORD and KITH_NEO4J_PASSWORD_FILE are both set"):
        read_settings()


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_NEO4J_PASSWORD", "xyzzy")
    settings = read_settings()
    assert "xyzzy" not in repr(settings)
    assert "xyzzy" not in settings.model_dump_json()
    with pytest.raises(BadSetting, match="without user and password") as caught:
        read_settings(store="neo4j://neo4j:plugh@db:7687")
    assert "plugh" not in str(caught.value)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().port = 1


def test_the_page_about_settings_is_fresh() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "run: python -m api.pages.settings > docs/settings.md"
