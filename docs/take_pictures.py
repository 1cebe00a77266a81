"""Takes the pictures of the README and of the site's pages: starts the demo, plays as people, and looks.

    python docs/take_pictures.py [--pages]        (or: make pictures; with --pages those of the pages alone)

Needs a Chromium (WEIXIU_CHROMIUM, or /usr/bin/chromium) and fonts with Chinese characters and coloured emoji:
on Debian, chromium, fonts-noto-cjk and fonts-noto-color-emoji.
"""  # noqa: INP001 - a script beside the documents, no package

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from page_pictures import CHINESE as CHINESE_WORDS
from page_pictures import ENGLISH as ENGLISH_WORDS
from page_pictures import Words
from page_pictures import play as play_pages
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = os.environ.get("WEIXIU_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = ViewportSize(width=1280, height=912)
PHONE = ViewportSize(width=390, height=780)
PHONE_SCALE = 1.5
TALL = ViewportSize(width=1180, height=1400)
TALL_SCALE = 1.6
MARGIN = 3  # around the messages of a picture, less than what is between two
CLAIMER = "小陈"
LAST_GOODS = "保温杯"  # what the demo's secretary puts on the shelf last
SECRETARY = "刘书记"
RESIDENT = "王阿姨"
PATIENCE = 30_000  # milliseconds
MOST_BYTES = 300_000
COLOURED = """() => {
    const pen = Object.assign(document.createElement("canvas"), {width: 32, height: 32}).getContext("2d");
    pen.font = "24px sans-serif";
    pen.fillText("🔧🎁", 0, 24);
    const dots = pen.getImageData(0, 0, 32, 32).data;
    return dots.some((value, at) => at % 4 === 0 && dots[at + 3] > 0 && value !== dots[at + 2]);
}"""
"""Whether emoji have colours; without a font for them they are drawn as black boxes."""


@dataclass(frozen=True)
class Story:
    """What is said and tapped in one language, and what people see when it has been done."""

    language: str
    before: tuple[tuple[str, str], ...]
    """What the secretary does privately before the picture: says or taps these words, then reads those."""
    orders: tuple[str, ...]
    urgent: str
    """Words of the card that is claimed by one person."""
    waiting: str
    """Words of the card that twenty want."""
    claim: str
    contact: str
    """What the winner is told privately."""
    pages: Words
    """What is said in the pictures of the site's pages."""


CHINESE = Story(
    language="zh",
    before=(),
    orders=(),
    urgent="厨房水管漏水",
    waiting="卧室门框开裂",
    claim="我来修",
    contact="归您啦",
    pages=CHINESE_WORDS,
)
ENGLISH = Story(
    language="en",
    before=(
        ("/settings", "⚙️"),
        ("语言", "全社区都换成英文吗"),
        ("✅ 改", "已改好"),
        ("/language", "Which language"),
        ("English", "I speak English"),
    ),
    orders=(
        "/order Building 5, Flat 302 the kitchen pipe is leaking, plumber, urgent, Mrs Wang 13900139000",
        "/order Building 2, Flat 1401 the bedroom door frame is cracked, carpenter, 2 people, Mr Liu 13800138000",
    ),
    urgent="kitchen pipe",
    waiting="door frame",
    claim="I'll fix",
    contact="is yours",
    pages=ENGLISH_WORDS,
)


class Actor:
    """Somebody at the page who acts as one person after another."""

    def __init__(self, page: Page, origin: str, language: str) -> None:
        self.page = page
        self._origin = origin
        self._language = language

    def arrives(self) -> None:
        """Open the page, put the newcomer's help away, and wait until the group is set up and has its orders."""
        self.page.goto(f"{self._origin}/?lang={self._language}")
        self.page.locator("[data-close=help]").click()
        self.reads("private", "书记")
        self.reads("group", "#1002")

    def becomes(self, name: str) -> None:
        """Act as this person from now on."""
        self.page.locator(f"[data-actor={name}]").click()
        expect(self.page.locator(f"[data-actor={name}][aria-current]")).to_be_attached()

    def says(self, side: str, words: str) -> None:
        """Write into the group or to the bot."""
        box = self.page.locator(f"#{side} textarea")
        box.fill(words)
        box.press("Enter")

    def reads(self, side: str, words: str) -> None:
        """Wait until these words are there."""
        expect(self.page.locator(f"#{side}-list .bubble", has_text=words)).not_to_have_count(0)

    def taps(self, side: str, words: str, *, under: str = "") -> None:
        """Tap the newest button with these words."""
        messages = self.page.locator(f"#{side}-list .message", has_text=under) if under else self.page
        messages.locator(".key", has_text=words).last.click()

    def starts(self) -> None:
        """Open the private chat for the first time."""
        self.page.locator("#private button:visible", has_text="START").first.click()
        expect(self.page.locator("#private textarea")).to_be_visible()

    def shows(self, name: str, side: str, *words: str) -> None:
        """Take the picture of the newest messages with each of these words, and of what lies between them."""
        messages = self.page.locator(f"#{side}-list .message")
        found = [messages.filter(has_text=each).last for each in words]
        for message in found:
            expect(message).to_be_visible()
        self.page.mouse.move(1, 1)
        boxes = [box for message in found for box in self._boxes(message)]
        left, top = (min(box[at] for box in boxes) - MARGIN for at in ("x", "y"))
        right = max(box["x"] + box["width"] for box in boxes) + MARGIN
        bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
        self.looks(f"{name}.{self._language}", FloatRect(x=left, y=top, width=right - left, height=bottom - top))

    @staticmethod
    def _boxes(message: Locator) -> list[FloatRect]:
        """Where its bubble and its buttons are."""
        return [box for part in message.locator(".bubble, .key").all() if (box := part.bounding_box())]

    def looks(self, name: str, clip: FloatRect | None = None) -> None:
        """Take the picture when all is quiet, of the whole page or of a part of it."""
        expect(self.page.locator(".toast")).to_have_count(0)
        file = PICTURES / f"{name}.png"
        self.page.screenshot(path=file, animations="disabled", clip=clip)
        sys.stdout.write(f"{file.name}: {file.stat().st_size} bytes\n")
        if file.stat().st_size > MOST_BYTES:
            sys.exit(f"{file.name} is too large for a README: more than {MOST_BYTES} bytes")


@contextmanager
def demo() -> Iterator[str]:
    """The demo on a port of its own; where its page is."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:  # noqa: S603 - ours
        try:
            found = re.search(r"http://[^/\s]+", process.stdout.readline() if process.stdout else "")
            if found is None:
                sys.exit("the demo did not start")
            yield found[0]
        finally:
            process.terminate()


def open_page(browser: Browser, size: ViewportSize, scale: float) -> Page:
    """A light page of this size, on which emoji have colours."""
    page = browser.new_context(viewport=size, device_scale_factor=scale, color_scheme="light").new_page()
    page.set_default_timeout(PATIENCE)
    if not page.evaluate(COLOURED):
        sys.exit("there is no font with coloured emoji (on Debian: fonts-noto-color-emoji)")
    return page


def settle_in(actor: Actor, story: Story) -> None:
    """Arrive, and have the community speak the story's language."""
    actor.arrives()
    for words, answer in story.before:
        if words.startswith("/"):
            actor.says("private", words)
        else:
            actor.taps("private", words)
        actor.reads("private", answer)


def play(actor: Actor, story: Story) -> None:
    """Two orders are there; one person takes the first, and twenty want the second."""
    settle_in(actor, story)
    for order, words in zip(story.orders, (story.urgent, story.waiting), strict=False):
        actor.says("group", order)
        actor.reads("group", words)
    actor.becomes(CLAIMER)
    actor.taps("group", story.claim, under=story.urgent)
    actor.reads("private", story.contact)
    actor.page.locator("#crowd").click()
    expect(actor.page.locator("#race .race-won")).to_have_count(2)
    actor.reads("group", "安师傅")


def take(browser: Browser, story: Story) -> None:
    """The pictures of one language."""
    with demo() as origin:
        actor = Actor(open_page(browser, DESKTOP, 1), origin, story.language)
        play(actor, story)
        actor.looks(f"demo.{story.language}")
        if story is CHINESE:
            phone = Actor(open_page(browser, PHONE, PHONE_SCALE), origin, story.language)
            phone.arrives()
            phone.becomes(CLAIMER)
            phone.page.locator("[data-show=private]").click()
            phone.reads("private", story.contact)
            phone.looks(f"phone.{story.language}")


def take_for_pages(browser: Browser, story: Story) -> None:
    """The pictures of the site's pages, in one language."""
    with demo() as origin:
        actor = Actor(open_page(browser, TALL, TALL_SCALE), origin, story.language)
        settle_in(actor, story)
        expect(
            actor.page.locator("#private-list .bubble", has_text="/shop").filter(has_text=LAST_GOODS)
        ).to_be_attached()
        play_pages(actor, story.pages, secretary=SECRETARY, resident=RESIDENT, volunteer=CLAIMER)


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for story in (CHINESE, ENGLISH):
            if "--pages" not in sys.argv:
                take(browser, story)
            take_for_pages(browser, story)
        browser.close()


if __name__ == "__main__":
    main()
