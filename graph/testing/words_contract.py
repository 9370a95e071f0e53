"""The contract of a row store's index of words: it misses no post that speaks of a term, and follows what posts say."""

from hypothesis import given
from hypothesis import strategies as st

from graph.rows.table import Table
from graph.testing.paging_contract import PagingContract
from graph.testing.row_store_contract import few
from graph.testing.row_strategies import HOSTILE_TEXT, POSTS
from graph.text.tokens import matches
from graph.text.word_index import phrases_for_index

WORDS = [
    "acme",
    "Phone",
    "#acme",
    "#AcmePhone",
    "@acme",
    "xylo",
    "größe",
    "東京",
    "don't",
    "and",
    "NOT",
    "3.5",
    "naïve",
]
"""Words of several scripts, words of query languages among them."""


class WordsContract(PagingContract):
    """The clauses of the index of words, beside those of the rows."""

    def test_words_find_every_post_that_speaks_of_a_term_and_follow_its_text(self) -> None:
        @few
        @given(st.data())
        def check(data: st.DataObject) -> None:
            self.start(Table.POSTS)
            texts = data.draw(st.lists(st.one_of(st.lists(st.sampled_from(WORDS)).map(" ".join), HOSTILE_TEXT)))
            for number, text in enumerate(texts):
                self.put(Table.POSTS, [self.plain(Table.POSTS, POSTS[number % len(POSTS)], text=text)], {})
            gone = data.draw(st.sampled_from(POSTS))
            self.row_store.write(lambda s: s.delete(Table.POSTS, [gone]))
            there = {i: row["text"] or "" for i, row in self.walk(Table.POSTS).items()}
            term = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join))
            hits = self.row_store.read(lambda s: s.find_words(phrases_for_index(term)))
            assert hits == sorted(hits)
            assert {i for i, text in there.items() if matches(term, text)} <= set(hits) <= set(there)
            # What is found has at least the words in a row, be they hashtags or not.
            bare = term.replace("#", "")
            assert all(matches(bare, there[i].replace("#", "")) or matches(term, there[i]) for i in hits)

        check()
