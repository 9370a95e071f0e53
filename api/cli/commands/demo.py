"""The made-up world, loaded, analysed and served: `kith demo`."""

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.commands.options import StoreOption
from api.cli.commands.serve import HostOption, PortOption, refuse_taken, run_server
from api.cli.output import write_stderr, write_stdout

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from graph.ledger.store import LedgerStore
    from ingest.demo.source import DemoSource

DEMO_STORE: Final = "sqlite:///demo.db"
"""The demo has a store of its own, whatever KITH_STORE says."""


def demo(
    host: HostOption = None,
    port: PortOption = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load and analyse only.")] = False,
    store: StoreOption = None,
) -> None:
    """Load a made-up world into demo.db, analyse it, and serve the page and GraphQL."""
    from api.cli.context import CommandContext

    with CommandContext(store or DEMO_STORE, create=True, host=host, port=port) as context:
        if not no_serve:
            refuse_taken(context.settings.host, context.settings.port, "kith demo")
        source = _prepare(context, served=not no_serve)
        _show_tour(source, context, served=not no_serve)
        if not no_serve:
            run_server(context)


def _prepare(context: "CommandContext", *, served: bool) -> "DemoSource":
    """Load the world, say who we are, and analyse; what is done already is not done again.

    Raises BadSetting before any of it when it is to be `served` to everybody and nobody said that it may be.
    """
    from api.auth.authenticator import Authenticator
    from api.auth.opening_rule import check_opening
    from ingest.demo.source import DemoSource

    source, store = DemoSource(), context.store
    if served:
        check_opening(context.settings, Authenticator(context.settings, lambda: store.state_folder))
    _load(source, store)
    _say_who_we_are(source, store, context.settings.actor)
    _analyse(context)
    return source


def _load(source: "DemoSource", store: "LedgerStore") -> None:
    from ingest.loading.loading import load
    from ingest.loading.progress import progress_for

    key = source.input_key()
    if any(done.source == source.name and done.input == key and done.finished_at for done in store.view().loads()):
        write_stderr("the demo world is loaded already")
        return
    write_stderr("loading the made-up world")
    with progress_for("demo") as progress:
        report = load(source, store, progress=progress)
    counts = report.counts
    write_stderr(
        f"  {counts.accounts:,} accounts, {counts.posts:,} posts, {counts.interactions:,} interactions,"
        f" {counts.transactions:,} transactions in {report.seconds:.1f} s"
    )


def _say_who_we_are(source: "DemoSource", store: "LedgerStore", actor: str) -> None:
    """Name the brand and the team, note who opted out, and keep watches; once, so that a visitor's own changes stay."""
    if store.view().team():
        return
    decisions = store.decisions(actor)
    for person in source.opted_out():
        decisions.opt_out(person)
    for watch in source.watches():
        decisions.save_watch(watch)
    ours = source.us()
    for relation in sorted(set(ours.values())):
        decisions.add_us([account for account, is_to_us in ours.items() if is_to_us is relation], relation)


def _analyse(context: "CommandContext") -> None:
    if context.newest().findings_or_none is not None:
        write_stderr("it is analysed already")
        return
    _compile_kernels(context)
    write_stderr("analysing")
    started = time.monotonic()
    context.analysed_in_stages(lines=True)
    write_stderr(f"  done in {time.monotonic() - started:.1f} s")


def _compile_kernels(context: "CommandContext") -> None:
    """Compile the kernels where none is compiled yet, and say how long that took."""
    from api.answers.precompile import precompile
    from api.workspace.kernel_cache import are_compiled, prepare_kernel_cache

    if are_compiled(prepare_kernel_cache(context.store.state_folder)):
        return
    write_stderr("compiling the kernels to machine code, once for all stores")
    started = time.monotonic()
    precompile(context.settings)
    write_stderr(f"  done in {time.monotonic() - started:.1f} s")


def _show_tour(source: "DemoSource", context: "CommandContext", *, served: bool) -> None:
    """Say what to try: each line can be copied into a second terminal."""
    names = [source.truth.loose_ties[1].account, source.truth.small_central]
    loose, central = (
        f"@{account.handle}" if account and account.handle else name
        for name, account in zip(names, context.view().accounts(names), strict=True)
    )
    where = f"--store {context.settings.store}"
    write_stdout("")
    write_stdout("Try, in a second terminal:" if served else "Try:")
    if shutil.which("kith") is None:
        write_stdout(f"  . {_shortest(Path(sys.prefix))}/bin/activate")
        write_stdout("      makes kith a command of that shell")
    write_stdout(f"  kith rank {where}")
    write_stdout("      who matters most, with the rank by plain degree beside it")
    write_stdout(f"  kith path {loose} {where}")
    write_stdout("      how a loose tie leads to a customer, hop by hop")
    write_stdout(f"  kith person {central} {where}")
    write_stdout("      somebody with few followers and much influence, and where each fact came from")
    write_stdout("")
    if not served:
        write_stdout(f"  kith serve {where}")
        write_stdout("      the page and GraphQL")


def _shortest(folder: Path) -> Path:
    """How a shell in the working folder names a folder."""
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
