"""`tuganzher work`: does what waits in the queue, such as loading files."""

import typer

from api.cli.connection import database, opened_engine
from api.cli.serving.serve import migrate_private
from api.worker.jobs import work_on_tasks
from core.log import write_log
from core.text import Text
from layers.registry import load_catalogue


class WorkMessages:
    """What this command says."""

    WORK = Text(
        "Кезектегі жұмыстарды орындайды (файлдарды жүктеу); Ctrl-C тоқтатады. «serve» мұны өзі "
        "іске қосады.",
        "Выполняет задания из очереди (загрузку файлов); Ctrl-C останавливает. «serve» запускает "
        "это сам.",
        "Does the jobs in the queue (loading files); Ctrl-C stops it. “serve” starts this by "
        "itself.",
    )


def work(context: typer.Context) -> None:
    """Works until Ctrl-C."""
    settings = context.obj.settings
    write_log()
    with database(settings) as url:
        if settings.database_url is None:
            migrate_private(url)
        else:
            with opened_engine(settings):
                pass
        work_on_tasks(settings, load_catalogue(), url)
