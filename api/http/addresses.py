"""Absolute addresses as answers give them, at the server that the caller reached."""

from fastapi import Request

from layers.model.layer import Layer


def base_of(request: Request) -> str:
    """The server's address as the caller wrote it, without a slash at the end."""
    return str(request.base_url).rstrip("/")


def collection_address(request: Request, layer: Layer) -> str:
    """The address of a layer's collection."""
    return f"{base_of(request)}/api/collections/{layer.id}"


def item_address(request: Request, layer: Layer, number: int) -> str:
    """The address of one feature."""
    return f"{collection_address(request, layer)}/items/{number}"


def task_path(task_id: str) -> str:
    """The path of a task, as `Location` gives it."""
    return f"/api/tasks/{task_id}"
