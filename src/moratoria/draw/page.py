"""A picture as a page of its own: the SVG inlined, the same facts as a table, no script, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from moratoria.draw.style import DARK

_COLOUR = re.compile(r"((?:fill|stroke|stop-color): ?)(#[0-9a-f]{6})")
_ATTRIBUTE = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
"""A colour as an attribute, where a variable would not be understood; it becomes a style."""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; {light} }}
@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}
body {{ margin: 24px; background: var(--ffffff); color: var(--16191d); font: 14px/1.45 system-ui, sans-serif; }}
figure {{ margin: 0 0 32px; overflow-x: auto; }}
svg {{ max-width: none; height: auto; }}
table {{ border-collapse: collapse; }}
caption {{ text-align: left; font-weight: 600; padding: 0 0 8px; }}
th, td {{ text-align: left; vertical-align: top; padding: 5px 20px 5px 0; border-bottom: 1px solid var(--d7dad5); }}
th {{ border-bottom: 2px solid var(--16191d); }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{caption}</p>
<figure role="img" aria-label="{title}. The table below holds the same facts.">
{svg}
</figure>
<table>
<caption>The same as a table</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</body>
</html>
"""


def render_page(svg: str, words: tuple[str, str], columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The page of an SVG picture with its title and caption; it follows the reader's light or dark theme."""
    title, caption = map(escape, words)
    return _PAGE.format(
        title=title,
        caption=caption,
        light=_variables({colour: colour for colour in DARK}),
        dark=_variables(DARK),
        svg=_themed(svg),
        head="".join(f'<th scope="col">{escape(column)}</th>' for column in columns),
        body="\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows),
    )


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name[1:]}: {colour};" for name, colour in colours.items())


def _themed(svg: str) -> str:
    """The svg element alone, each known colour as a variable of the page."""
    body = svg[svg.index("<svg") :]
    body = _ATTRIBUTE.sub(r'style="\1: \2"', body)
    return _COLOUR.sub(lambda m: f"{m[1]}var(--{m[2][1:]})" if m[2] in DARK else m[0], body)
