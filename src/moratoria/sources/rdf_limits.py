"""The process that parses foreign RDF: bytes in, N-Quads out, within limits that end it instead of the program."""

from __future__ import annotations

import sys

MEMORY_BYTES = 2 << 30
exit_reasons = {"syntax": 3}


def main(format_name: str) -> int:
    """Parse standard input and write N-Quads to standard output; gives the exit code."""
    from pyoxigraph import RdfFormat, parse, serialize

    _limit_memory()
    format = getattr(RdfFormat, format_name)
    try:
        quads = list(parse(sys.stdin.buffer, format=format))
    except SyntaxError as error:
        sys.stderr.write(f"{error.lineno or 0}\t{' '.join(str(error.msg).split())}")
        return exit_reasons["syntax"]
    except (ValueError, OSError) as error:
        sys.stderr.write(f"0\t{' '.join(str(error).split())}")
        return exit_reasons["syntax"]
    serialize(quads, sys.stdout.buffer, format=RdfFormat.N_QUADS)
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # no such limits outside Unix: the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
