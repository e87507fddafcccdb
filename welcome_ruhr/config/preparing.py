"""What has to be done before the portal can start, each step only when what goes into it has changed."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from .compiling import compile_translations

LOCALE_DIR = settings.ROOT / "welcome_ruhr" / "locale"
LEFT_OUT = {"tests", "locale", "__pycache__"}
STYLES = {"requirements", "static", "css", "design"}
"""Folders from which static files come: the packages' own, the rooms', and the design room, which assembles styles."""

SEARCH_RULES = {"requirements", "words", "index", "findable", "findable.py", "flows"}
"""Folders and files that say what the search keeps of a document; on a portal without pages it costs nothing."""


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    digest: str
    """changes whenever the step has to be done again"""
    run: Callable[[], None]
    in_database: bool = True
    """whether the database or the data folder remembers that it was done"""


def prepare() -> None:
    """Do what is due, saying what happens and how long it took."""
    compile_translations(LOCALE_DIR)
    due = [step for step in _steps() if not _is_done(step)]
    if due:
        _do(due)
    connections.close_all()


def _do(due: list[Step]) -> None:
    import django

    django.setup()
    for number, step in enumerate(due, start=1):
        print(f"[{number}/{len(due)}] {step.label} …", flush=True)
        began_at = time.monotonic()
        step.run()
        _remember(step)
        print(f"      {time.monotonic() - began_at:.1f} s", flush=True)


def digest_of(folders: Iterable[Path], only: Set[str] = frozenset()) -> str:
    """Return a digest of the names and contents of all files in `folders`; tests, translations and caches left out.

    With `only`, just those files count that have one of these names or lie in a folder that has.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            wanted = not only or not only.isdisjoint({folder.name, *inside})
            if wanted and LEFT_OUT.isdisjoint(inside) and path.is_file():
                content = path.read_bytes()
                digest.update(f"{'/'.join(inside)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _steps() -> list[Step]:
    code = [settings.ROOT / "requirements", settings.ROOT / "welcome_ruhr"]
    found = [*code, settings.CONTENT_DIR / "flows"]
    steps = [
        Step("database", "Bringing the database up to date", digest_of(code), _migrate),
        Step("static", "Collecting styles, scripts and icons", digest_of(code, STYLES), _collect_static, False),
        Step("search", "Laying out the search", digest_of(found, SEARCH_RULES), _lay_out_search),
        Step("content", "Importing the content files", digest_of([*code, settings.CONTENT_DIR]), _import_content),
    ]
    if settings.DEMO:
        roles = digest_of([settings.ROOT / "welcome_ruhr"], {"roles.py"})
        steps.append(Step("demo_accounts", "Making the demo accounts", roles, _make_demo_accounts))
        steps.append(Step("demo_enquiries", "Making invented enquiries", "made", _make_demo_enquiries))
    return steps


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _lay_out_search() -> None:
    from django.core.management import call_command

    call_command("index_search")


def _import_content() -> None:
    from django.core.management import call_command

    call_command("import_content")


def _make_demo_accounts() -> None:
    from welcome_ruhr.accounts.actions import make_demo_accounts

    accounts = make_demo_accounts(settings.DATA_DIR)
    width = max(len(account.email) for account in accounts)
    for account in accounts:
        print(f"      {account.email:{width}}  {account.password}  ({account.role})")


def _make_demo_enquiries() -> None:
    from welcome_ruhr.enquiries.demo import make_demo_enquiries

    print(f"      {make_demo_enquiries()} enquiries of people who do not exist")


def _is_done(step: Step) -> bool:
    if step.in_database:
        return _done_in_database().get(step.name) == step.digest
    return _done_in_folder().get(step.name) == step.digest and (settings.STATIC_ROOT / "staticfiles.json").exists()


def _remember(step: Step) -> None:
    if step.in_database:
        from .models import PreparedStep

        PreparedStep.objects.update_or_create(name=step.name, defaults={"digest": step.digest})
    else:
        _state_file().write_text(json.dumps(_done_in_folder() | {step.name: step.digest}, indent=2))


def _done_in_database() -> dict[str, str]:
    # Below Django's models: a start with nothing to do must not load them all first.
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    try:
        cursor.execute("SELECT name, digest FROM config_preparedstep")
        return dict(cursor.fetchall())
    except connection.Database.Error:  # type: ignore[attr-defined]  # each backend has it; the table is not there yet
        return {}
    finally:
        cursor.close()


def _done_in_folder() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(_state_file().read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found


def _state_file() -> Path:
    return Path(settings.DATA_DIR) / "state.json"
