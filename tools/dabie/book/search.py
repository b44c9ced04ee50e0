"""Chinese full-text search by pairs of characters: any word is found, whoever would split it how.

Sphinx's own Chinese search needs a dictionary, which knows no 凉亭坳. Its JavaScript drops numbers
and makes terms of one or two characters optional; the marks put before terms here prevent both.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

MARK: Final = "zz"
"""Before each Han term and number in the index."""
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_MARKED = re.compile(rf"^#?(?:[{_HAN}]|\d+$)")


class Bigrams(SearchLanguage):
    """Splits Han into overlapping pairs, and indexes single characters too."""

    lang = "zh"
    language_name = "Chinese"
    stopwords: set[str] = set()
    # Python's twin; a number is marked at once, because a bare one would be dropped.
    js_splitter_code = rf"""
function splitQuery(query) {{
  const terms = [];
  for (const run of query.match(/[{_HAN}]+|[a-z0-9\u00c0-\u024f]+/gi) || []) {{
    if (!/[{_HAN}]/.test(run)) terms.push(/^\d+$/.test(run) ? `#${{run}}` : run);
    else if (run.length === 1) terms.push(run);
    else for (let at = 0; at < run.length - 1; at += 1) terms.push(run.slice(at, at + 2));
  }}
  return terms;
}}
"""
    # Loaded after Sphinx's own translation, whose sentence for nothing found is not ours.
    js_splitter_code += """
Documentation.TRANSLATIONS[
  "Your search did not match any documents. Please make sure that all words are spelled " +
    "correctly and that you've selected enough categories."
] = "没有找到。换一个词，或少打几个字。";
"""
    js_stemmer_code = rf"""
var Stemmer = function() {{
  const marked = /^#?([{_HAN}]|\d+$)/;
  this.stemWord = (word) => marked.test(word) ? "{MARK}" + word.replace("#", "") : word;
}}
"""

    def split(self, input: str) -> list[str]:
        """Return the terms of a text."""
        terms: list[str] = []
        for run in _RUN.findall(input.replace("\u2060", "")):
            if re.match(rf"[{_HAN}]", run):
                terms += [*run, *(run[at : at + 2] for at in range(len(run) - 1))]
            else:
                terms.append(run)
        return terms

    def stem(self, word: str) -> str:
        """Return a term as it stands in the index."""
        return MARK + word.removeprefix("#") if _MARKED.match(word) else word.lower()

    def word_filter(self, word: str) -> bool:
        """Keep every term."""
        return bool(word)


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's Chinese."""
    app.add_search_language(Bigrams)
