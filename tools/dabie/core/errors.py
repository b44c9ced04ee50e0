"""What can go wrong, and whose concern it is.

DabieError
├── CourseError      an author's: a course, exercise or item file says something impossible
├── ResponseError    a learner's: this one response is malformed; it counts 0 with its reason
└── SubmissionError  an organiser's: this one file cannot be graded; the others can
"""

from __future__ import annotations


class DabieError(Exception):
    """Base of every error that a person is meant to read."""


class CourseError(DabieError):
    """A fault in a course; `where` names the file and `key` the place in it."""

    def __init__(self, message: str, *, where: str = "", key: str = "") -> None:
        self.message, self.where, self.key = message, where, key
        super().__init__("：".join(part for part in (where, key, message) if part))


class ResponseError(DabieError):
    """A response that is not of its item's form; the text says what would be."""


class SubmissionError(DabieError):
    """A file that is no submission of this course; the text says why and what to do."""
