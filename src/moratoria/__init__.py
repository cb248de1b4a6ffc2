"""moratoria: who restricts which AI technology, for whom, where, since when, until what condition, and who says so.

>>> import moratoria
>>> graph = moratoria.open()
>>> answer = graph.ask("vendors-awaiting-federal-legislation", as_of="2020-12-31")
>>> sorted({row["vendorLabel"] for row in answer})
['Microsoft']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moratoria.pipeline.kg import Moratoria
    from moratoria.pipeline.kg import open_graph as open

__all__ = ["Moratoria", "open"]


def __getattr__(name: str) -> Any:
    """Import the graph only when it is used, so that the command line starts fast."""
    if name in __all__:
        from moratoria.pipeline import kg

        return kg.open_graph if name == "open" else kg.Moratoria
    raise AttributeError(f"module 'moratoria' has no attribute {name!r}")
