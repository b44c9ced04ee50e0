"""Faults of the time limits: a rule whose words its article does not have, a way to nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.faults import Fault, nearest
from ..catalog.laws import Laws
from ..catalog.limits import LIMITS, Limits, Rule
from ..catalog.statutes import article_name, fold
from ..core.items import Course


def limit_faults(laws: Laws, limits: Limits, course: Course) -> Iterator[Fault]:
    """Yield what is wrong with `limits.toml`."""
    names = [rule.id for rule in limits.rules]
    for rule in limits.rules:
        if names.count(rule.id) > 1:
            yield Fault(LIMITS, f"{rule.key}.id", f"“{rule.id}”重复", "每条规则用一个名字")
        yield from _rule(laws, rule)
    for tree in limits.trees:
        for name in (*(step.otherwise for step in tree.steps), tree.end):
            if name not in names:
                yield Fault(LIMITS, tree.key, f"没有规则“{name}”", nearest(name, names))
    items = [item.id for exercise in course.exercises for item in exercise.items]
    for case in limits.cases:
        if case.item not in items:
            yield Fault(
                LIMITS, f"{case.key}.item", f"没有题目“{case.item}”", nearest(case.item, items)
            )
        if case.first and case.first not in names:
            said = f"没有规则“{case.first}”"
            yield Fault(LIMITS, f"{case.key}.first", said, nearest(case.first, names))
        if case.rule and case.rule not in names:
            yield Fault(
                LIMITS, f"{case.key}.rule", f"没有规则“{case.rule}”", nearest(case.rule, names)
            )


def _rule(laws: Laws, rule: Rule) -> Iterator[Fault]:
    law = laws.by_key.get(rule.law)
    if law is None:
        said = f"laws.toml 里没有“{rule.law}”"
        yield Fault(LIMITS, f"{rule.key}.law", said, nearest(rule.law, laws.by_key))
        return
    if law.text:
        article = law.articles.get(rule.article)
        if not rule.words or article is None or fold(rule.words) not in article.folded:
            said = f"“{rule.words}”不在《{law.name}》（{law.version}）{article_name(rule.article)}"
            where = "、".join(article_name(one) for one in law.holding(fold(rule.words))[:3])
            yield Fault(
                LIMITS,
                f"{rule.key}.words",
                said,
                f"它在{where}" if where else f"照 book/{law.file} 抄",
            )
        elif fold(rule.limit.partition("加")[0]) not in article.folded and rule.count != "workdays":
            said = f"“{rule.limit}”不在{article_name(rule.article)}"
            yield Fault(LIMITS, f"{rule.key}.limit", said, "照条文写")
    for basis in rule.basis:
        key, _, number = basis.partition(":")
        based = laws.by_key.get(key)
        if based is None or (based.text and number not in based.articles):
            yield Fault(LIMITS, f"{rule.key}.basis", f"没有“{basis}”", "写成 键:条号，例如 fa3:35")
