"""Running the server for agents: over standard input and output, or over HTTP on this machine."""

from __future__ import annotations

import socket

from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from moratoria.serve.agents.answers import Answers
from moratoria.serve.agents.server import build_server
from moratoria.serve.gate import LOCAL, Gate
from moratoria.serve.options import Options
from moratoria.serve.run import run_server
from moratoria.serve.served import Served

PATH = "/mcp"


def serve_stdio(options: Options) -> None:
    """Answer one client over standard input and output until it hangs up."""
    served = Served(options)
    try:
        build_server(Answers(served), options.token).run("stdio")
    finally:
        served.close()


def serve_http(options: Options, listening: socket.socket) -> None:
    """Answer clients on this machine over HTTP until the process is asked to stop."""
    served = Served(options)
    try:
        run_server(build_http(served, options), listening)
    finally:
        served.close()


def build_http(served: Served, options: Options) -> Starlette:
    """The application at `/mcp`: no sessions, a bounded body, and only names of this machine as Host and Origin."""
    hosts = [f"{name}{port}" for name in LOCAL for port in ("", ":*")]
    safety = TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=[f"http://{host}" for host in hosts])
    app = build_server(Answers(served), options.token).streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=safety,
        max_request_body_size=options.limits.body_bytes,
    )  # fmt: skip
    app.add_middleware(Gate, options=options)
    return app
