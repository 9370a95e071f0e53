"""Mentions in texts, by the rules of the networks."""

import pytest

from ingest.formats.mentions import handles_in, mentioned_accounts


@pytest.mark.parametrize(
    ("network", "text", "handles"),
    [
        ("x", "@Ada: hi @bob_2, see @ada", ["Ada", "bob_2", "ada"]),
        ("x", "mail me at ada@example.org", []),
        ("x", "(@ada)/@bob", ["ada", "bob"]),
        ("x", "@a_handle_of_more_than_fifteen", []),
        ("twitter", "made@travel fun", []),
        ("bluesky", "hi @ada.example.org and @bob", ["ada.example.org"]),
        ("mastodon", "hi @ada@social.example.org and @bob", ["ada@social.example.org", "bob"]),
        ("forum", "hi @ada.l, @bob.", ["ada.l", "bob"]),
        ("x", "nobody", []),
    ],
)
def test_handles(network: str, text: str, handles: list[str]) -> None:
    assert handles_in(network, text) == handles


def test_each_account_is_mentioned_once_whatever_the_case() -> None:
    assert mentioned_accounts("x", "@Ada @ADA @bob") == ("x:@ada", "x:@bob")


def test_a_word_too_long_to_be_a_handle_mentions_nobody() -> None:
    assert mentioned_accounts("forum", "@" + "a" * 1_000_000) == ()


def test_links_to_profiles_in_the_html_of_mastodon_name_the_server() -> None:
    text = '<p>hi <span><a href="https://b.example/@bo" class="u-url">@<span>bo</span></a></span>, @cy@d.example'
    assert handles_in("mastodon", text) == ["bo@b.example", "cy@d.example"]
    assert handles_in(
        "mastodon", '<a href="https://b.example/@bo/12">a post</a> by <a href="https://b.example/users/eve">E</a>'
    ) == ["eve@b.example"]
    assert handles_in("x", "a < b @ada > c") == ["ada"]
