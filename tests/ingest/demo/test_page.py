"""docs/demo-world.md names people of the demo world; it names the right ones."""

from collections.abc import Iterator

from ingest.demo.source import DemoSource
from tests.ingest.demo.test_world import accounts, posts, records, transactions, world
from tests.modules import ROOT

SEED = DemoSource().seed


def named(account: str) -> str:
    known = accounts(SEED)[account]
    return f"{known.name}, `{known.id}`"


def lines() -> Iterator[str]:
    """The lines of the page that depend on the seed."""
    truth = world(SEED).truth
    for broker, bridged in truth.brokers.items():
        yield f"| broker | {named(broker)} | {', '.join(bridged)} |"
    for loud in truth.loud:
        yield f"| loud and ignored | {named(loud)} | {accounts(SEED)[loud].followers:,} followers |"
    central = truth.small_central
    yield f"| small and central | {named(central)} | {accounts(SEED)[central].followers} followers |"
    for loose in truth.loose_ties:
        yield f"| loose tie | {named(loose.account)} | through {named(loose.through[0])} to {named(loose.customer)} |"
    yield f"| opted out | {named(truth.opted_out[0])} | the best way from {named(truth.detour.account)} leads here |"
    yield f"| strangers | {named(truth.strangers[0])} | knows only {named(truth.strangers[1])} |"
    yield f"| small voice | {named(truth.escalation.small_voice)} | complains in `{truth.escalation.post}` |"
    yield f"| large voice | {named(truth.escalation.large_voice)} | picks it up in `{truth.escalation.picked_up}` |"
    for pair in truth.same_person:
        yield f"| same person | {named(pair.left)} | and {named(pair.right)}: {pair.why} |"
    yield f"- {len(accounts(SEED)):,} accounts, {len(posts(SEED)):,} posts, {len(transactions(SEED))} deals"
    yield f"- {len(records(SEED)):,} records in all"
    pair = truth.same_person[0]
    yield f"kith path {truth.loose_ties[1].account} {pair.right}"
    yield f'kith judge {pair.left} {pair.right} --same --reason "{pair.why}"'
    yield f"kith path {truth.loose_ties[1].account} {truth.loose_ties[1].customer}"


def test_the_page_names_the_people_of_the_default_world() -> None:
    page = (ROOT / "docs" / "demo-world.md").read_text(encoding="utf-8")
    assert [line for line in lines() if line not in page] == []
