"""The protocol as uvicorn's processes find it: with the limits in the environment."""

import os
from typing import ClassVar

from api.http.admission.protocol import Connections, PacedProtocol
from core.load_limits import LoadLimits


class ServedProtocol(PacedProtocol):
    """HTTP at the pace that the operator asks for."""

    limits: ClassVar[LoadLimits] = LoadLimits.from_environment(os.environ)
    open_connections: ClassVar[Connections] = Connections(limits)
