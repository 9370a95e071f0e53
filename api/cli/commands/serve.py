"""Serving the page and GraphQL: `kith serve`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.commands.group import Failed
from api.cli.commands.options import StoreOption
from api.cli.output import write_stderr

if TYPE_CHECKING:
    from api.cli.context import CommandContext

HostOption = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Address to listen on (KITH_HOST).", show_default=False)
]
PortOption = Annotated[
    int | None, typer.Option(min=1, max=65_535, help="Port to listen on (KITH_PORT).", show_default=False)
]
WorkersOption = Annotated[
    int | None,
    typer.Option(min=1, max=64, metavar="N", help="Answer with so many processes (KITH_WORKERS).", show_default=False),
]


def serve(
    host: HostOption = None, port: PortOption = None, workers: WorkersOption = None, store: StoreOption = None
) -> None:
    """Serve the page and GraphQL until interrupted."""
    from api.cli.context import CommandContext

    with CommandContext(store, host=host, port=port, workers=workers) as context:
        refuse_taken(context.settings.host, context.settings.port, "kith serve")
        run_server(context)


def refuse_taken(host: str, port: int, command: str) -> None:
    """Raise Failed with what to do when nobody can listen there."""
    from api.http.ports import can_listen, next_free

    try:
        if can_listen(host, port):
            return
    except OSError as error:
        raise Failed(
            f"cannot listen on {host} port {port}: {error.strerror}; choose others with --host and --port"
        ) from error
    other = next_free(host, port)
    hint = f"{other} is free: {command} --port {other}" if other else "choose another with --port"
    raise Failed(f"port {port} on {host} is taken; {hint}")


def run_server(context: "CommandContext") -> None:
    """Serve until interrupted, from a store that is open; what is not there is said now, not in the first request."""
    settings, workspace = context.settings, context.workspace

    import uvicorn

    from api.auth.opening_rule import check_opening
    from api.http.running import allow_files, uvicorn_options
    from api.http.server import create_app
    from api.settings import hand_on, share_metrics

    app = create_app(workspace, closing=True)
    for sentence in check_opening(settings, app.state.authenticator):
        write_stderr(sentence)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    write_stderr(f"serving http://{host}:{settings.port} and /graphql; Ctrl-C ends it")
    allow_files(settings.max_connections)
    options = uvicorn_options(settings)
    if settings.workers == 1:
        uvicorn.run(app, **options)
        return
    workspace.close()  # workers are processes that begin anew, and open it for themselves
    hand_on(settings)
    with TemporaryDirectory(prefix="kith-metrics-") as folder:
        share_metrics(Path(folder))
        uvicorn.run("api.http.server:make_app", factory=True, workers=settings.workers, **options)
