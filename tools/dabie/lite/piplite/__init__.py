"""What `%pip install` calls in a notebook in the browser, where nothing can be fetched."""

from . import piplite

install = piplite.install

__all__ = ["install"]
