"""Says that no package can be installed; the kernel sets the two names at its start."""

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS: list[str] = []


class NoPackagesError(Exception):
    """Shown as one sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


async def install(*requirements: object, **options: object) -> None:
    """Refuse, in words."""
    raise NoPackagesError(
        "浏览器里的练习本不联网，装不了别的包；要装包，请下载练习本，用 JupyterLab 打开。"
    )
