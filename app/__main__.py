"""The command line. Heavy imports stay inside commands, so that `--version` and a typing error answer at once.

Exit status: 0 done; 1 done, but something needs a human; 2 the request makes no sense or cannot be carried out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from app import __version__
from app.refusals import Refused

cli = typer.Typer(
    name="run", no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None
)

Json = Annotated[bool, typer.Option("--json", help="Lines for programs instead of a table for people.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@cli.callback()
def start(
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Receives, reads, screens and decides on the dossiers of a recruitment notice."""


@cli.command()
def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the site, with a worker inside on one machine."""
    from app.commands import serve as command

    _end(command.run(_settings(), host=host, port=port))


@cli.command()
def work() -> None:
    """Run a worker alone (PostgreSQL)."""
    from app.commands import work as command

    _end(command.run(_settings()))


@cli.command()
def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the ranking.")] = False,
    data: Annotated[Path | None, typer.Option(help="A data folder to keep; else a fresh one.")] = None,
    host: str = "127.0.0.1",
    port: int = 8000,
) -> None:
    """Show the whole house on a sample mailbox. Nothing leaves the machine."""
    from app.commands import demo as command

    _end(command.run(serve=not no_serve, data=data, host=host, port=port))


@cli.command("import-mailbox")
def import_mailbox(source: str) -> None:
    """Take in an mbox file, a Maildir, a folder of .eml, or imaps://user@host/folder."""
    from app.commands import import_mailbox as command

    _end(command.run(_settings(), source))


@cli.command()
def screen(
    paths: list[Path],
    as_json: Json = False,
    notice: Annotated[Path | None, typer.Option(help="Another notice's TOML file.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Dossiers judged at the same time.")] = 1,
    trace: Annotated[
        bool, typer.Option("--trace", help="Show sections, entries, periods and the rules that fired.")
    ] = False,
) -> None:
    """Judge dossier folders or bare CV files, without a database."""
    from app.commands import screen as command

    _end(command.run(paths, as_json=as_json, notice_path=notice, jobs=jobs, trace=trace))


@cli.command()
def read(file: Path, as_json: Json = False) -> None:
    """Print the text of one document; with --json its pages, words and boxes."""
    from app.commands import read as command
    from app.work.child import fork_from_here

    fork_from_here()
    _end(command.run(file, as_json=as_json))


@cli.command()
def ranking(as_json: Json = False) -> None:
    """List the dossiers kept, with verdicts and points."""
    from app.commands import ranking as command

    _end(command.run(_settings(), as_json=as_json))


@cli.command()
def explain(reference: str, language: Annotated[str, typer.Option(help="fr or ar")] = "fr") -> None:
    """Say why, criterion by criterion, with quotes."""
    from app.commands import explain as command

    _end(command.run(_settings(), reference, language=language))


@cli.command("add-member")
def add_member(email: str, name: Annotated[str, typer.Option(help="The person's name.")] = "") -> None:
    """Give a person of the direction an account; the password is shown once."""
    from app.commands import add_member as command

    _end(command.run(_settings(), email, name=name))


@cli.command("check-notice")
def check_notice(file: Path) -> None:
    """Prove that a notice's file can be used, or say line by line why not."""
    from app.commands import check_notice as command

    _end(command.run(file))


@cli.command()
def doctor() -> None:
    """Say whether this machine is fit for the service, and what to install if not."""
    from app.commands import doctor as command

    _end(command.run(_settings()))


@cli.command()
def health(url: str = "http://127.0.0.1:8000/healthz") -> None:
    """Ask the running service whether it is well (used by the container)."""
    from app.commands import health as command

    _end(command.run(url))


def _settings() -> Any:
    from pydantic import ValidationError

    from app.settings import Settings, unknown_names

    unknown = unknown_names(os.environ)
    if unknown:
        _refuse(f"unknown setting in the environment: {', '.join(unknown)} (see .env.example)")
    try:
        return Settings()
    except ValidationError as error:
        told = "; ".join(f"OMP_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors())
        _refuse(told)


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise SystemExit(2)


def _end(status: int) -> None:
    sys.stdout.flush()
    raise SystemExit(status)


def main() -> None:
    """Run the command line; whatever the rules refuse becomes one sentence and exit status 2."""
    from app.clock import StaleZoneTable, use_pinned_zone_table

    if sys.stdout is None:  # started with its output closed (`>&-`): there is nobody to tell
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    try:
        use_pinned_zone_table()
        cli(prog_name="run")
    except StaleZoneTable as error:
        _refuse(f"the zone table of this machine is wrong, legal time cannot be trusted: {error}")
    except Refused as refused:
        from app.commands.sentences import sentence_of

        _refuse(sentence_of(refused))
    except SystemExit as ended:
        # Typer ends with 1 when the reader of our output (`head`) has gone; that is no fault, and needs nobody.
        if isinstance(ended.__context__, BrokenPipeError):
            raise SystemExit(0) from None
        raise
    except OSError as error:
        # A path of the command or of the settings that the system denies, or a disk without room for our output.
        _refuse(f"{error.filename or 'cannot go on'}: {error.strerror or error}")


if __name__ == "__main__":
    main()
