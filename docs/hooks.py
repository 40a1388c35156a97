"""MkDocs hook: a page per layer and their list, made from the catalogue at every build."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from layers.documentation import list_of, markdown_of
from layers.registry import load_catalogue


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The site's files with a page for each layer, and a page that lists them."""
    layers = load_catalogue().layers
    pages = {f"layers/{layer.id}.md": markdown_of(layer) for layer in layers}
    for path, content in (pages | {"layers/index.md": list_of(layers)}).items():
        files.append(File.generated(config, path, content=content))
    return files
