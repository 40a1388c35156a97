"""One module per subject; each has a `router` or an ASGI application that `api.app` includes."""
