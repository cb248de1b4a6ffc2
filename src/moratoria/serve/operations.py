"""How the server is: alive, ready, measured."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from moratoria.serve.asked import served_by


class Measures:
    """What a server counts of itself, in the terms of Prometheus."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "moratoria_requests", "Requests by route and status.", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "moratoria_request_seconds", "Time to answer, by route.", ["route"], registry=self.registry,
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
        )  # fmt: skip
        self.refused = Counter("moratoria_refused", "Requests refused, by reason.", ["reason"], registry=self.registry)
        self.snapshots = Counter("moratoria_snapshots", "Snapshots opened.", registry=self.registry)
        self.queries = Counter("moratoria_queries", "Foreign queries by outcome.", ["outcome"], registry=self.registry)
        self.workers = Gauge("moratoria_workers_busy", "Workers at a foreign query.", registry=self.registry)


def routes() -> list[Route]:
    """The addresses that an operator asks."""
    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


async def healthz(request: Request) -> Response:
    """200 while the process answers at all."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """200 with the mark of the snapshot that is served."""
    return JSONResponse({"status": "ready", "snapshot": served_by(request).snapshot.mark})


async def metrics(request: Request) -> Response:
    """The measures in Prometheus' text format."""
    measures: Measures = request.app.state.measures
    return Response(generate_latest(measures.registry), media_type=CONTENT_TYPE_LATEST)
