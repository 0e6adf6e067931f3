"""The printed table: medians and ratios, and what misses the wanted figures."""

from __future__ import annotations

from typing import Any

Results = dict[str, dict[str, Any]]
SMALL, LARGE = "city", "nation"
GROWTH, LAST, LIST, STUDIO, EXPORT, EXTRA, WORKER = 1.5, 1.5, 3.0, 2.0, 1.3, 30.0, 160.0
"""Wanted: at most so much (issue 3, point 10)."""


def table(database: str, results: Results) -> list[str]:
    """Lines for one database. `results`: size -> {"pages": key -> figures, "exports": key -> figures}."""
    sizes = [size for size in (SMALL, "province", LARGE) if size in results]
    if not sizes:
        return []
    largest = results[sizes[-1]]["pages"]
    lines = [f"\n{database}: median ms of a page (bare SQL), at {', '.join(sizes)}", _head(sizes)]
    missed: list[str] = []
    for key, page in largest.items():
        cells = [_cell(results[size]["pages"].get(key)) for size in sizes]
        grown = _ratio(page["ms"], results[SMALL]["pages"].get(key)) if SMALL in results and sizes[-1] != SMALL else 0.0
        last = _ratio(page["ms"], largest.get(page["first"])) if page["first"] else 0.0
        plain = _ratio(page["ms"], largest.get(page["plain"])) if page["plain"] else 0.0
        limit = STUDIO if key == "studio" else LIST
        probe = key == "empty" or key.startswith("plain")
        wrong = [
            *([f"{grown:.2f}x the cost at 500"] if grown > GROWTH and not probe else []),
            *([f"last page {last:.2f}x the first"] if last > LAST else []),
            *([f"{plain:.2f}x a plain list"] if plain > limit else []),
            *([f"{page['queries']} queries"] if page["queries"] > page["most"] and not probe else []),
            *([f"worker {page['rss']:.0f} MB"] if page["rss"] > WORKER else []),
        ]
        missed += [f"  {page['label']}: {'; '.join(wrong)}"] if wrong else []
        lines.append(
            f"{page['label'][:42]:42}{''.join(cells)}{_times(grown)}{_times(last)}{_times(plain)}"
            f"{page['queries']:5}{page['bytes'] / 1024:7.0f}{page['rss']:6.0f}{' !' if wrong else ''}"
        )
    for size in sizes:
        for key, figures in results[size].get("exports", {}).items():
            line, wrong = _export(key, size, figures)
            lines.append(line)
            missed += [f"  {wrong}"] if wrong else []
    return [*lines, f"{database}: {len(missed)} missed" if missed else f"{database}: every figure holds", *missed]


def _head(sizes: list[str]) -> str:
    columns = "".join(f"{size:>16}" for size in sizes)
    return f"{'':42}{columns}{'growth':>8}{'last':>8}{'plain':>8}{'sql':>5}{'kB':>7}{'MB':>6}"


def _cell(page: dict[str, Any] | None) -> str:
    if page is None:
        return f"{'':16}"
    return f"{page['ms']:9.1f} {f'({page_sql:.1f})' if (page_sql := page['sql']) else '':>6}"


def _ratio(value: float, other: dict[str, Any] | None) -> float:
    return value / other["ms"] if other and other["ms"] else 0.0


def _times(ratio: float) -> str:
    return f"{ratio:8.2f}" if ratio else f"{'':8}"


def _export(key: str, size: str, figures: dict[str, Any]) -> tuple[str, str]:
    ours, bare = figures["product"], figures["bare"]
    ratio, extra = ours["seconds"] / bare["seconds"], ours["megabytes"] - bare["megabytes"]
    cold = f" (the first time, cold: {ours['first']:.1f} s)" if "first" in ours else ""
    line = (
        f"export {key} ({size}): {ours['rows']:,} rows warm in {ours['seconds']:.1f} s{cold}, bare "
        f"{bare['seconds']:.1f} s: {ratio:.2f}x; {ours['megabytes']:.0f} MB more than before, "
        f"bare {bare['megabytes']:.0f} MB"
    )
    wrong = ratio > EXPORT or extra > EXTRA
    return line, f"export {key}: {ratio:.2f}x bare xlsxwriter, {extra:.0f} MB more" if wrong else ""
