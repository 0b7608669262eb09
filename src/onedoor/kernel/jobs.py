"""Work that the calendar calls for, not an event: done by the worker, once for all workers.

The clock of a case needs no such work: dates are computed. A job only notices, in good time,
that a day has come, and calls the action that the day calls for.
"""

import logging
from collections.abc import Callable
from contextvars import copy_context
from threading import Thread
from threading import enumerate as enumerate_threads

from django.db import close_old_connections, connections
from procrastinate.contrib.django import app

log = logging.getLogger(__name__)

Job = Callable[[], object]

# China keeps one offset all year, and schedules are read in UTC.
_CHINA_AHEAD = 8


def every(minutes: int) -> Callable[[Job], Job]:
    """Run the function every so many minutes (a divisor of 60), once for all workers together."""
    return _scheduled("* * * * *" if minutes == 1 else f"*/{minutes} * * * *")


def daily(hour: int, minute: int = 0) -> Callable[[Job], Job]:
    """Run the function each day at this time in China. A run missed while nobody worked is not
    made up: write jobs that look at all that is due, not at what fell due since yesterday."""
    return _scheduled(f"{minute} {(hour - _CHINA_AHEAD) % 24} * * *")


def weekly(day: int, hour: int, minute: int = 0) -> Callable[[Job], Job]:
    """Run the function each week on this day (1 Monday … 7 Sunday) at this time in China. As with
    `daily`, a run missed is not made up."""
    # Before eight in China it is still the day before in UTC.
    there = day if hour >= _CHINA_AHEAD else day - 1
    return _scheduled(f"{minute} {(hour - _CHINA_AHEAD) % 24} * * {there % 7}")


def _scheduled(cron: str) -> Callable[[Job], Job]:
    def decorate(job: Job) -> Job:
        name = f"{job.__module__}.{job.__qualname__}"

        def run(timestamp: int) -> None:
            close_old_connections()
            job()

        # The lock keeps one run waiting at most, however long the worker was away.
        task = app.task(name=name, queueing_lock=name, lock=name)(run)
        app.periodic(cron=cron)(task)
        return job

    return decorate


def apart(work: Job) -> Thread | None:
    """Do what takes minutes in a thread of its own, so that no other job waits for it.

    One at a time of its kind in this process: None when it runs already. It ends with the process,
    half done or not: only for work that begins anew without harm. What it raises is logged.
    """
    name = f"{work.__module__}.{work.__qualname__}"
    if any(each.name == name for each in enumerate_threads()):
        return None

    def run() -> None:
        try:
            work()
        except Exception:
            log.exception("%s fell", name)
        finally:
            connections.close_all()

    # The day that the caller believes in goes with it.
    thread = Thread(target=copy_context().run, args=[run], name=name, daemon=True)
    thread.start()
    return thread


# A worker that was killed leaves its job marked as being done; half a minute without a sign of
# life and the job is given to another.
@app.periodic(cron="* * * * *")
@app.task(name="onedoor.kernel.jobs.take_up_what_was_dropped", queueing_lock="take-up")
async def take_up_what_was_dropped(timestamp: int) -> None:
    """Give the jobs of dead workers to living ones."""
    for job in await app.job_manager.get_stalled_jobs():
        log.warning("job %s was dropped by its worker and is taken up again", job.id)
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 19 * * *")
@app.task(name="onedoor.kernel.jobs.clear_away_old_jobs", queueing_lock="clear-away")
async def clear_away_old_jobs(timestamp: int) -> None:
    """Forget finished jobs after three days; the record of cases is elsewhere."""
    await app.job_manager.delete_old_jobs(nb_hours=72, include_failed=True)
