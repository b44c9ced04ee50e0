"""How a person answers: the same item by mouse, by finger, or by nothing but a keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from dabie.core.items import Choice, FillIn, Item, LongFillIn, Matching, Numeric, Sequencing

_ANY = re.compile(".")
LONGEST_WAY = 400
"""Presses of Tab after which an element counts as out of a keyboard's reach."""

ORDER = "board => Array.from(board.children, (row) => row.dataset.id)"


@dataclass(frozen=True)
class Place:
    """An item where it stands on a page, and what a person sees of it."""

    page: Page
    item: Item

    @property
    def section(self) -> Locator:
        return self.page.locator(
            f'.dabie-host[data-item="{self.item.id}"] section.dabie-item'
        ).first

    @property
    def state(self) -> Locator:
        return self.section.locator(".dabie-state")

    @property
    def outcome(self) -> Locator:
        return self.section.locator(".dabie-outcome:not(.dabie-trouble)")

    @property
    def trouble(self) -> Locator:
        return self.section.locator(".dabie-trouble")

    @property
    def reason(self) -> Locator:
        return self.section.locator(".dabie-reason")

    @property
    def check(self) -> Locator:
        long = isinstance(self.item.interaction, LongFillIn)
        return self.button("写好了" if long else "核对答案")

    def button(self, name: str) -> Locator:
        return self.section.get_by_role("button", name=name, exact=True)

    def option(self, option: str) -> Locator:
        """Return the control of a choice's option."""
        assert isinstance(self.item.interaction, Choice)
        role = "checkbox" if self.item.interaction.multiple else "radio"
        text = self.item.interaction.options[option].text
        return self.section.get_by_role(role, name=text, exact=True)

    def row(self, option: str) -> Locator:
        """Return the row of an option: what it says, its mark, its feedback."""
        return self.section.locator(".dabie-option, .dabie-row").filter(
            has_text=_option_text(self.item, option)
        )

    def mover(self, option: str, words: str) -> Locator:
        return self.button(f"{words}：{_option_text(self.item, option)}")

    def order(self) -> list[str]:
        given: list[str] = self.section.locator(".dabie-rows").evaluate(ORDER)
        return given

    def match(self, left: str) -> Locator:
        assert isinstance(self.item.interaction, Matching)
        return self.section.get_by_role(
            "combobox", name=self.item.interaction.left[left], exact=True
        )

    def blank(self, blank: str) -> Locator:
        assert isinstance(self.item.interaction, FillIn)
        at = list(self.item.interaction.key).index(blank) + 1
        return self.section.get_by_role("textbox", name=f"第 {at} 空", exact=True)

    @property
    def field(self) -> Locator:
        return self.section.get_by_role("textbox")

    def come(self) -> None:
        """Scroll to the item, which brings it to life."""
        self.page.locator(
            f'.dabie-host[data-item="{self.item.id}"]'
        ).first.scroll_into_view_if_needed()
        expect(self.section).to_have_attribute("data-state", _ANY)


class Mouse:
    """Answers by clicking and typing."""

    def press(self, target: Locator) -> None:
        target.click()

    def answer(self, place: Place, response: Any) -> None:
        """Give a response; the item is unanswered before."""
        place.come()
        match place.item.interaction:
            case Choice():
                for option in response:
                    self.press(place.option(option))
            case Sequencing():
                self.arrange(place, response)
            case Matching():
                for left, right in response.items():
                    place.match(left).select_option(right)
            case FillIn():
                for blank, text in response.items():
                    self.type(place.blank(blank), text)
            case Numeric() | LongFillIn():
                self.type(place.field, response)

    def type(self, field: Locator, text: str) -> None:
        self.press(field)
        field.page.keyboard.insert_text(text)

    def arrange(self, place: Place, order: list[str]) -> None:
        if place.order() == order:
            self.press(place.button("就按这个顺序"))
        for at, option in enumerate(order):
            for _ in range(place.order().index(option) - at):
                self.press(place.mover(option, "上移"))


class Finger(Mouse):
    """Answers by tapping."""

    def press(self, target: Locator) -> None:
        target.tap()


class Keyboard:
    """Answers by Tab, arrows, Space and Enter; goes forward through the page and never back."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, target: Locator) -> None:
        for _ in range(LONGEST_WAY):
            if target.and_(self.page.locator(":focus")).count():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def press(self, target: Locator) -> None:
        self.tab_to(target)
        self.page.keyboard.press("Enter")

    def answer(self, place: Place, response: Any) -> None:
        match place.item.interaction:
            case Choice(options=options, multiple=True):
                shown = [one for one in self._shown(place) if one in response]
                assert len(shown) == len(response) and set(response) <= set(options)
                for option in shown:
                    self.tab_to(place.option(option))
                    self.page.keyboard.press("Space")
            case Choice():
                self._pick(place, response[0])
            case Sequencing():
                self._arrange(place, response)
            case Matching(right=right):
                self._match(place, response, right)
            case FillIn():
                for blank, text in response.items():
                    self._type(place.blank(blank), text)
            case Numeric() | LongFillIn():
                self._type(place.field, response)

    def _shown(self, place: Place) -> list[str]:
        assert isinstance(place.item.interaction, Choice)
        texts = place.section.locator(".dabie-option > .dabie-text").all_inner_texts()
        by_text = {option.text: one for one, option in place.item.interaction.options.items()}
        return [by_text[text] for text in texts]

    def _pick(self, place: Place, option: str) -> None:
        shown = self._shown(place)
        self.tab_to(place.option(shown[0]))
        for one in shown[1 : shown.index(option) + 1]:
            self.page.keyboard.press("ArrowDown")
            expect(place.option(one)).to_be_focused()
            expect(place.option(one)).not_to_be_checked()
        self.page.keyboard.press("Space")

    def _arrange(self, place: Place, order: list[str]) -> None:
        if place.order() == order:
            self.press(place.button("就按这个顺序"))
        for at, option in enumerate(order):
            steps = place.order().index(option) - at
            for step in range(steps):
                self.press(place.mover(option, "上移"))
                # The focus goes along; at the top, where 上移 ends, it passes to 下移.
                at_top = at == 0 and step == steps - 1
                expect(place.mover(option, "下移" if at_top else "上移")).to_be_focused()

    def _match(self, place: Place, response: Mapping[str, str], right: Mapping[str, str]) -> None:
        for left, wanted in response.items():
            field = place.match(left)
            self.tab_to(field)
            for _ in right:
                if field.input_value() == wanted:
                    break
                self.page.keyboard.press("ArrowDown")
            expect(field).to_have_value(wanted)

    def _type(self, field: Locator, text: str) -> None:
        self.tab_to(field)
        self.page.keyboard.insert_text(text)


def full_score(item: Item) -> Any:
    """Return the first response that its author proves to be right, or complete."""
    return next(
        one.response
        for one in item.samples
        if not one.invalid and one.score in (item.max_score, None)
    )


def one_of_each(items: Iterable[Item]) -> list[Item]:
    """Return the first item of each kind, a choice of several counting as its own."""
    first: dict[object, Item] = {}
    for item in items:
        first.setdefault((item.kind, getattr(item.interaction, "multiple", False)), item)
    return list(first.values())


def spoken(item: Item) -> str:
    """Return how the outcome of a right answer begins, as a screen reader says it."""
    points = f"{item.max_score.normalize():f}"
    if isinstance(item.interaction, LongFillIn):
        return f"已保存，待评阅，满分 {points} 分"
    return f"答对了，{points} 分，满分 {points} 分"


def _option_text(item: Item, option: str) -> str:
    match item.interaction:
        case Choice(options=options):
            return options[option].text
        case Sequencing(options=texts):
            return texts[option]
        case _:
            raise AssertionError(f"{item.id} has no options")
