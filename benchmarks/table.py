"""The table as Markdown, line by line as the answers come."""

from collections.abc import Mapping

from benchmarks.comparison import Comparison

HEAD = (
    "| question | ours | ms | compared with | ms | ratio |\n"
    "|---|---|---:|---|---:|---:|"
)  # fmt: skip


def title(size: str, versions: Mapping[str, str], sizes: Mapping[str, int]) -> str:
    """What was measured, with which versions, and the head of the table."""
    software = ", ".join(f"{name} {version}" for name, version in versions.items())
    rows = ", ".join(f"{name} {count:,}" for name, count in sizes.items())
    return f"SIZE={size}: {software}\nrows: {rows}\n\n{HEAD}"


def line(comparison: Comparison) -> str:
    """One row of the table; a ratio above 1 tells how many times quicker the atlas is."""
    return (
        f"| {comparison.question} | {comparison.ours} | {comparison.ours_ms:,.2f}"
        f" | {comparison.other} | {comparison.other_ms:,.2f} | {comparison.ratio:,.2f} |"
    )
