"""Runs inside Pyodide: makes the kernel's library and the standard library out of bytecode alone.

What takes time when a kernel starts in a browser is compiling Python. The bytecode stands where the
source would, without any check against one.
"""

# mypy: ignore-errors
import importlib._bootstrap_external as machinery
import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TAKEN, MADE = Path("/taken"), Path("/made")
STDLIB = Path("/pyodide/python_stdlib.zip")
EPOCH = (1980, 1, 1, 0, 0, 0)


def bytecode(name, source):
    """Compile a file as an import system does, to be taken on trust."""
    code = compile(source, name, "exec", dont_inherit=True)
    return machinery._code_to_hash_pyc(code, b"\0" * 8, checked=False)


def write(archive, name, content):
    """Write a member; the same content gives the same bytes on any day."""
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, compresslevel=9)


def pack(target, members):
    """Write an archive of files, in order of name, with bytecode in place of source."""
    with ZipFile(target, "w") as archive:
        for name, content in sorted(members.items()):
            if name.endswith(".py"):
                content = bytecode(name, content)
                name += "c"
            write(archive, name, content)


def standard_library():
    """Pack the standard library anew."""
    unwanted = re.compile(r"^(?:pydoc_data/|ensurepip/|idlelib/|turtledemo/|lib2to3/|venv/)")
    with ZipFile(STDLIB) as archive:
        members = {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/") and not unwanted.search(name)
        }
    pack(MADE / "python_stdlib.zip", members)


def library():
    """Pack everything else that the kernel imports into one archive."""
    folder = TAKEN / "library"
    members = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    pack(MADE / "dabie_kernel.zip", members)


if __name__ == "__main__":
    standard_library()
    library()
