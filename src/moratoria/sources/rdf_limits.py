"""The process that parses foreign RDF: bytes in, N-Quads out, within limits that end it instead of the program."""

from __future__ import annotations

import sys

MEMORY_BYTES = 1 << 30
exit_reasons = {"syntax": 3}


def main(format_name: str) -> int:
    """Parse standard input and write N-Quads to standard output; gives the exit code."""
    from pyoxigraph import RdfFormat, parse, serialize

    _limit_memory()
    format = getattr(RdfFormat, format_name)
    try:
        serialize(parse(sys.stdin.buffer, format=format), sys.stdout.buffer, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        sys.stderr.write(f"{error.lineno or 0}\t{' '.join(str(error.msg).split())}")
        return exit_reasons["syntax"]
    except (ValueError, OSError) as error:
        sys.stderr.write(f"0\t{' '.join(str(error).split())}")
        return exit_reasons["syntax"]
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # no such limits outside Unix: the time limit still holds
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    least = MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MEMORY_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (least, least))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
