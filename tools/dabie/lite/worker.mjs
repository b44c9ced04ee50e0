// The kernel's worker, begun with the page instead of when JupyterLite is ready for it.

import "./early.mjs";
import "%WORKER%";
