"""Exercise notebooks in the browser: JupyterLite and a Python kernel as plain files of the site."""
