"""Where the tests' browser is, and how it is started."""

from __future__ import annotations

import os
import shutil

INTRANET = "intranet.test"
"""A name for this machine that no browser takes for it: plain http there is no secure context."""
# What no page sees. Its own user interface, two pages that offer addresses, is drawn anew in every
# window, and takes nearly half of the time that a short visit does. The others are Playwright's
# own, since of two such lists Chromium heeds the last: they load, look up or upgrade by themselves.
FEATURES_OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades",
    "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    # Without these Chromium looks up hosts of its own accord, which would hide ours doing so.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(FEATURES_OFF)}",
    f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str:
    """Return the path of a Chromium; without one the tests fail, they are never skipped."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("no Chromium: run apt-get install chromium, or set CHROMIUM to its path")
    return found
