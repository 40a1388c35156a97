"""The settings of the embedded PostgreSQL server."""

import os
from collections.abc import Mapping
from pathlib import Path

PORT = 5432
MEGABYTE = 1024 * 1024


def configuration_of(socket_folder: Path, options: Mapping[str, str]) -> str:
    """The text of atlas.conf: no network, memory by the machine's, `options` over everything."""
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket_folder}"',
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "max_connections": "200",
        "jit": "off",
        "shared_buffers": f"{min(max(memory_mb // 8, 128), 1024)}MB",
        "effective_cache_size": f"{max(memory_mb // 2, 256)}MB",
        "work_mem": "32MB",
        "maintenance_work_mem": "256MB",
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "server-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        **options,
    }
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())
