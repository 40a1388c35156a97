"""The application as uvicorn's processes make it: on the database in the environment."""

import gc
import multiprocessing
import multiprocessing.process
import os
import signal
import threading

from fastapi import FastAPI

from api.app import create_app
from core.log import write_log
from core.settings import Settings
from layers.registry import load_catalogue


def application() -> FastAPI:
    """The application; called once in each process."""
    write_log(os.environ["ATLAS_LOG_LEVEL"])
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=[parent], daemon=True).start()
    app = create_app(Settings.from_environment(), load_catalogue(), os.environ["DATABASE_URL"])
    gc.freeze()  # what is loaded by now stays: it need not be looked through again and again
    return app


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """Tell this process to stop once the one that started it is gone."""
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
