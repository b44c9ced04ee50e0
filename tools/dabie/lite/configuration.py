"""How the page is configured: which parts are loaded, in which language, where things lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from .jupyter import entry

EXTENSION: Final = Path(__file__).parents[1] / "notebooks" / "labextension"
ASKED: Final = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
"""Packages that the kernel would fetch by itself unless they are named; our library has them."""
FILE_TYPES: Final = ("ipynb", "json", "plain", "py")
MEMORY: Final = ["memoryStorageDriver"]
"""Answers are kept where the book's pages keep them; a second copy would be left on the device."""
DISABLED: Final = (
    "@jupyter-notebook/application-extension:dirty",
    "@jupyter-notebook/application-extension:tab-title",
    "@jupyter-notebook/console-extension",
    "@jupyter-notebook/help-extension",
    "@jupyter-notebook/notebook-extension:checkpoints",
    "@jupyter-notebook/notebook-extension:edit-notebook-metadata",
    "@jupyter-notebook/notebook-extension:kernel-logo",
    "@jupyter-notebook/notebook-extension:tab-icon",
    "@jupyterlab/application-extension:faviconbusy",
    "@jupyterlab/apputils-extension:splash",
    "@jupyterlab/audio-extension",
    "@jupyterlab/cell-toolbar-extension",
    "@jupyterlab/celltags-extension",
    "@jupyterlab/completer-extension",
    "@jupyterlab/console-extension",
    "@jupyterlab/documentsearch-extension",
    "@jupyterlab/fileeditor-extension",
    "@jupyterlab/help-extension",
    "@jupyterlab/javascript-extension",
    "@jupyterlab/json-extension",
    "@jupyterlab/json-lines-extension",
    "@jupyterlab/logconsole-extension",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/mathjax-extension",
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/metadataform-extension",
    "@jupyterlab/notebook-extension:active-cell-tool",
    "@jupyterlab/notebook-extension:completer",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/notebook-extension:metadata-editor",
    "@jupyterlab/notebook-extension:search",
    "@jupyterlab/notebook-extension:toc",
    "@jupyterlab/notebook-extension:update-raw-mimetype",
    "@jupyterlab/theme-dark-high-contrast-extension",
    "@jupyterlab/toc-extension",
    "@jupyterlab/tooltip-extension",
    "@jupyterlab/vega5-extension",
    "@jupyterlab/video-extension",
    "@jupyterlite/application-extension:about",
    "@jupyterlite/application-extension:clear-browser-data",
    "@jupyterlite/application-extension:lsp-connection-manager",
    "@jupyterlite/application-extension:service-worker-manager",
    "@jupyterlite/application-extension:share-file",
)
"""What a learner does not need, and would have to wait for."""


def configuration(front: Path) -> dict[str, Any]:
    """Return a page's configuration; `%AT%` stands for the folder's own address."""
    built = json.loads((front / "jupyter-lite.json").read_text(encoding="utf-8"))
    ours = entry(json.loads((EXTENSION / "package.json").read_text(encoding="utf-8")))
    return {
        "appVersion": built["appVersion"],
        "notebookPage": "notebooks",
        "appUrl": "/notebooks",
        "defaultKernelName": "python",
        "faviconUrl": "%AT%icon.svg",
        "federated_extensions": [*built["federated_extensions"], ours],
        "disabledExtensions": DISABLED,
        "fileTypes": {name: built["fileTypes"][name] for name in FILE_TYPES},
        "fullLabextensionsUrl": "%AT%extensions",
        "fullStaticUrl": "%AT%build",
        "settingsUrl": "%AT%build/schemas",
        "themesUrl": "%FOLDER%build/themes",
        "contentsAllJsonFile": "all.json",
        "enableMemoryStorage": True,
        "contentsStorageDrivers": MEMORY,
        "settingsStorageDrivers": MEMORY,
        "workspacesStorageDrivers": MEMORY,
        "dabieSession": "%AT%session.js",
        "settingsOverrides": {
            "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
            "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
            "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
            # As the page was drawn; page.js knows.
            "@jupyterlab/apputils-extension:themes": {"theme": "%THEME%"},
        },
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "pyodideUrl": "%AT%kernel/early.mjs",
                "disablePyPIFallback": True,
                "pipliteUrls": [],
                "loadPyodideOptions": {
                    # Said to be there already; that they are is the work of early.mjs.
                    "packages": ASKED,
                },
            }
        },
    }
