"""Hashtags: the rules that X, Mastodon and Bluesky have published, each on texts made up for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from algorithms.text.hashtags import LONGEST, hashtags_in
from graph.text.tokens import tokenize

Cases = list[tuple[str, list[str]]]

EVERYWHERE: Cases = [
    ("a #kettle sings", ["kettle"]),
    ("#Kettle #KETTLE", ["kettle", "kettle"]),
    ("#2pots #pot2", ["2pots", "pot2"]),
    ("line 16 is not #16", []),
    ("# kettle", []),
    ("#", []),
    ("no tag at all", []),
    ("#tea_time", ["tea_time"]),
    ("#mañana #чай #お茶 #차 #ชา #茶葉", ["mañana", "чай", "お茶", "차", "ชา", "茶葉"]),
    ("a#kettle", []),
    ("日本#茶", []),
    ("line one\n#tea\nline two", ["tea"]),
    ("https://tea.example/#pots", []),
    ("read tea.example/pots/#green now", []),
    ("&#39; is no tag, &#x27; neither", []),
    ('<p>I like <a href="https://m.example/tags/tea" class="mention hashtag">#<span>tea</span></a></p>', ["tea"]),
    ("<p>pots</p><p>#tea</p>", ["tea"]),
]
"""What all three agree on."""

X: Cases = [
    # one of its characters is a letter, so that neither digits nor underscores are enough
    ("#_ #1_2 #१२३", []),
    ("#१२चाय", ["१२चाय"]),
    ("#12-pots #3!pots", []),
    # after `&` or a word there is none; after other marks there is
    ("tea &#pots", []),
    ("AT&amp;T&amp;#pots", []),
    ("_#pots ·#pots", []),
    ("(#pots )#cups [#spoons ’#lids’#trays", ["pots", "cups", "spoons", "lids", "trays"]),
    (".#pots ,#cups !#spoons /#lids。#trays", ["pots", "cups", "spoons", "lids", "trays"]),
    ("\u2764\ufe0f#pots", ["pots"]),
    # marks end it
    ("#pots, #cups. #lids! #trays? #spoons: #jars;", ["pots", "cups", "lids", "trays", "spoons", "jars"]),
    ("#茶。#急須！", ["茶", "急須"]),
    ("#pot's #pot-lid #pot.lid", ["pot", "pot", "pot"]),
    # some signs are letters of words, in Catalan, Hebrew, Persian, Japanese and Tibetan
    ("#col·lecció", ["col·lecció"]),
    ("#צה״ל #ג׳ירפה #בית־ספר", ["צה״ל", "ג׳ירפה", "בית־ספר"]),
    ("#می\u200cنوشم", ["می\u200cنوشم"]),
    ("#ティー・ポット #あ～お #あ〜お", ["ティー・ポット", "あ～お", "あ〜お"]),
    ("#ཇ་ཁང་", ["ཇ་ཁང་"]),
    # full width
    ("＃ｐｏｔ１", ["ｐｏｔ１"]),
    # followed by another `#` or by `://` there is none
    ("#pots#cups", []),
    ("#http://tea.example", []),
    ("#tea://pots", []),
    # the emoji of the key with a hash
    ("#\ufe0f\u20e3pots", []),
    # beyond the basic plane
    ("#\U00020021 #a\U000104a0", ["\U00020021", "a\U000104a0"]),
]

MASTODON: Cases = [
    ("#pots #2pots #_pots #pots_", ["pots", "2pots", "_pots", "pots_"]),
    ("#one·two #ティー・ポット #می\u200cنوشم", ["one·two", "ティー・ポット", "می\u200cنوشم"]),
    ("#·pots", []),
    ("#pots· #cups・", ["pots", "cups"]),
    ("#0123 #_ #1_", []),
    ("#1·2 #1_2", ["1·2", "1_2"]),
    ("#12-pots #pot-lid", ["pot"]),
    ("x)#pots =#pots /#pots", []),
    ("a\u00a0#pots", ["pots"]),
    ("＃ｐｏｔ", ["ｐｏｔ"]),
]

BLUESKY: Cases = [
    ("#pots #pots #cups", ["pots", "pots", "cups"]),
    # all up to the next space, other marks and signs included
    ("#pot-lid #pot,lid #p0t@lid #pot#lid", ["pot-lid", "pot,lid", "p0t@lid", "pot#lid"]),
    ("#tea’s", ["tea’s"]),
    # but for marks at its end, of any script
    ("#pots, #cups. #lids!!! #trays__... #jars”", ["pots", "cups", "lids", "trays", "jars"]),
    ("#茶。 #急須！", ["茶", "急須"]),
    # digits and marks alone are none
    ("#1 #1? #2026-01 #? #... #«»", []),
    # signs that are no punctuation are something
    ("#c++ #$", ["c++", "$"]),
    ("#\U0001f98b #tea\U0001f98bpot", ["\U0001f98b", "tea\U0001f98bpot"]),
    # it begins a word
    ("(#pots) .#cups x#lids", []),
    ("##pots", ["#pots"]),
    ("##", []),
    ("＃pots", ["pots"]),
    # at most 64 characters, those that are cut off not counted
    ("#" + "a" * 64, ["a" * 64]),
    ("#" + "a" * 64 + "!?", ["a" * 64]),
    ("#" + "a" * 65, []),
    # characters that nobody sees end it
    ("#po\u200bts #cup\u200b #\u200blid #\u20e2tray", ["po", "cup"]),
    ("#po\u00adts", ["po"]),
    ("#\ufe0f\u20e3pots", []),
]


@pytest.mark.parametrize("network", ["x", "twitter", "mastodon", "bluesky"])
@pytest.mark.parametrize(("text", "tags"), EVERYWHERE)
def test_what_all_networks_agree_on(network: str, text: str, tags: list[str]) -> None:
    assert hashtags_in(network, text) == tags


@pytest.mark.parametrize("network", ["x", "twitter"])
@pytest.mark.parametrize(("text", "tags"), X)
def test_what_x_makes_a_hashtag(network: str, text: str, tags: list[str]) -> None:
    assert hashtags_in(network, text) == tags


@pytest.mark.parametrize(("text", "tags"), MASTODON)
def test_what_mastodon_makes_a_hashtag(text: str, tags: list[str]) -> None:
    assert hashtags_in("mastodon", text) == tags


@pytest.mark.parametrize(("text", "tags"), BLUESKY)
def test_what_bluesky_makes_a_hashtag(text: str, tags: list[str]) -> None:
    assert hashtags_in("bluesky", text) == tags


def test_other_networks_have_the_rule_of_the_tokens() -> None:
    text = "#pots #2cups #16 a#lids (#trays) #茶 #pot-lid"
    assert hashtags_in("demo", text) == [token[1:] for token in tokenize(text) if token.startswith("#")]
    assert hashtags_in("demo", text) == ["pots", "2cups", "trays", "茶", "pot"]


@pytest.mark.parametrize("network", ["x", "mastodon", "demo"])
def test_what_is_too_long_is_no_hashtag(network: str) -> None:
    assert hashtags_in(network, f"#{'a' * LONGEST} #{'b' * (LONGEST + 1)}") == ["a" * LONGEST]


@given(st.sampled_from(["x", "mastodon", "bluesky", "demo"]), st.text("#＃a1_é茶·-.! \n\u200b\ufe0f", max_size=30))
def test_a_hashtag_stands_in_the_text_after_its_sign_and_holds_no_space(network: str, text: str) -> None:
    for tag in hashtags_in(network, text):
        assert f"#{tag}".replace("＃", "#") in text.casefold().replace("＃", "#")
        assert tag
        assert not any(sign.isspace() for sign in tag)
