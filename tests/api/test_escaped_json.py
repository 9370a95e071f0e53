"""JSON on a terminal: what nobody sees is escaped, and parses to the same."""

import json
import unicodedata

import orjson
import pytest

from api.cli import output
from api.escaped_json import escaped_json

HIDDEN = [
    *("\x7f", "\x80", "\x9b", "\u00ad", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029"),
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
    *("\ufeff", "\ue000", "\U000e0001", "\U000e0041", "\U0010ffff", "\x00", "\x1b"),
]
SEEN = ["Ada", "Grüße", "日本語", "عربى", "👩‍🚀", "क्‍ष", "e\u0301", "\u00a0"]


@pytest.mark.parametrize("character", HIDDEN)
def test_what_steers_or_hides_is_escaped_and_parses_to_the_same(character: str) -> None:
    document = {f"a{character}b": [character, {"c": f"{character}\n\t\\u"}]}
    text = escaped_json(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    assert character not in text
    assert all(unicodedata.category(sign)[0] != "C" for sign in text if sign != "\n")
    assert json.loads(text) == document


@pytest.mark.parametrize("word", SEEN)
def test_what_people_read_stays_readable(word: str) -> None:
    assert word in escaped_json(orjson.dumps({"name": f"{word}\u202e"}).decode())


def test_commands_print_it(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_json({"name": "Ada\u202e\x9b31m"})
    text = capsys.readouterr().out
    assert text == '{\n  "name": "Ada\\u202e\\u009b31m"\n}\n'
