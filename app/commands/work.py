"""`work`: a worker alone, beside web processes that share its PostgreSQL database."""

from __future__ import annotations

import signal
import sys
import threading
from datetime import timedelta

from app.clock import now
from app.main import configure_logs, open_house
from app.pipeline import Means, mail_server, steps
from app.settings import Settings
from app.work.local import LocalExecutor

# Nobody in this process calls `wake`, so the rows are looked at more often.
POLL = timedelta(seconds=1)
STOP_WITHIN = timedelta(seconds=40)


def run(settings: Settings) -> int:
    """Work until SIGTERM or Ctrl-C. 2 on SQLite, where the serving process holds the only writer's place."""
    if not settings.database_url:
        print("on one machine `serve` works by itself; `work` needs OMP_DATABASE_URL (PostgreSQL)", file=sys.stderr)
        return 2
    configure_logs(json=settings.log_json)
    house = open_house(settings)
    try:
        server = mail_server(settings, house.notice)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    means = Means(
        house.database, house.vault, house.notice, server, readers=settings.readers, prints=settings.pages_dir
    )
    executor = LocalExecutor(steps(means), now=now, poll=POLL)
    asked_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())
    executor.start()
    asked_to_stop.wait()
    executor.stop(within=STOP_WITHIN)
    house.database.close()
    return 0
