"""The command line: parses, wires, prints; does nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ..catalog import FaultyCourse
from ..core.errors import DabieError, why
from .parser import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status and lets no traceback reach a person."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know every character; a question mark is better than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except FaultyCourse as error:
        print(error, file=sys.stderr)
        print(
            f"课程有 {len(error.faults)} 处要先改；运行 dabie check 看全部问题。", file=sys.stderr
        )
    except DabieError as error:
        print(f"dabie：{error}", file=sys.stderr)
    except OSError as error:
        name = f"：{error.filename}" if error.filename else ""
        print(f"dabie：{why(error)}{name}", file=sys.stderr)
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
    except Exception as error:
        if os.environ.get("DABIE_DEBUG"):
            raise
        print(
            f"dabie：程序自己出了错（{type(error).__name__}: {error}），不是你的文件有问题；"
            "设 DABIE_DEBUG=1 再运行一次，把显示的内容告诉维护者",
            file=sys.stderr,
        )
    return 2
