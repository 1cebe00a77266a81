"""Builds the documentation site, Chinese at its root and English beside it, from the documents of this repository.

    python docs/build_site.py [folder]        (or: make docs)

Each page has one source in Markdown, which reads as well where it lies. What exists in one language alone, because
it is for those who develop the program, is shown in both and says so. Links between documents become links between
pages; a link to a file that is no page keeps its words only. A link that leads nowhere stops the build.
"""  # noqa: INP001 - a script beside the documents, no package

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh", "en")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^)\s]+)\)")
FENCE = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef,;:)*」])\n *(?=[\u3000-\u9fff\uff00-\uffef(「])")
"""The end of a line within a Chinese paragraph, where no space belongs."""
CHINESE_ENDING = ".zh-CN.md"


@dataclass(frozen=True)
class Page:
    """One page: its name in the site, its source, and what the menu calls it.

    Attributes:
        name: its path in the site of one language, without an ending.
        source: the English document; `docs/en/` has its twin in `docs/zh/`, any other one beside it, or none.
        titles: Chinese and English.
        both: whether the one document speaks both languages.
    """

    name: str
    source: str
    titles: tuple[str, str]
    both: bool = False

    def source_in(self, language: str) -> str:
        """Where its text is in this language: the English one where there is no other."""
        if language == "en":
            return self.source
        chinese = self.source.replace("docs/en/", "docs/zh/")
        beside = self.source.removesuffix(".md") + CHINESE_ENDING
        return next((name for name in (chinese, beside) if name != self.source and (ROOT / name).exists()), self.source)

    def speaks(self, language: str) -> bool:
        """Whether it has a text in this language."""
        return self.both or language == "en" or self.source_in(language) != self.source


def _decisions() -> tuple[Page, ...]:
    """The decisions, each with the title it gives itself."""
    paths = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in paths]
    return tuple(
        Page(f"decisions/{path.stem}", f"docs/decisions/{path.name}", (title, title))
        for path, title in zip(paths, titles, strict=True)
    )


TAKING_PART = ("参与", "Taking part")
MENU: dict[tuple[str, str], tuple[Page, ...]] = {
    ("", ""): (Page("index", "docs/en/index.md", ("首页", "Welcome")),),
    ("给每个人", "For everybody"): (
        Page("resident", "docs/en/resident.md", ("居民", "Residents")),
        Page("volunteer", "docs/en/volunteer.md", ("志愿者", "Volunteers")),
        Page("secretary", "docs/en/secretary.md", ("书记", "Secretaries")),
        Page("operator", "docs/en/operator.md", ("运维", "Operators")),
        Page("commands", "docs/en/commands.md", ("命令", "Commands")),
    ),
    ("装好、看好", "Running it"): (
        Page("installing", "docs/INSTALLING.md", ("安装", "Installing")),
        Page("operating", "docs/OPERATING.md", ("日常运行", "Operating")),
        Page("log", "docs/LOGS.md", ("日志", "The log"), both=True),
    ),
    ("怎么工作", "How it works"): (
        Page("how-it-works", "docs/en/how-it-works.md", ("一单、一报、一分", "One claim, one digest, one award")),
        Page("promises", "docs/en/promises.md", ("保证什么,能撑多大", "What is promised")),
        Page("data", "docs/en/data.md", ("存什么、为什么", "What is kept, and why")),
        Page("tables", "docs/DATA.md", ("每张表存什么", "Table by table"), both=True),
        Page("reliability", "docs/RELIABILITY.md", ("可靠性(详细)", "Reliability")),
        Page("scaling", "docs/SCALING.md", ("规模(详细)", "Scaling")),
        Page("figures", "bench/RESULTS.md", ("测得多快", "Figures")),
    ),
    TAKING_PART: (
        Page("contributing", "CONTRIBUTING.md", ("参与开发", "Contributing")),
        Page("security", "SECURITY.md", ("安全", "Security")),
        Page("changes", "CHANGELOG.md", ("改了什么", "Changes")),
        Page("mutants", "docs/mutants.md", ("小错谁发现", "Small faults")),
    ),
}
WHY = ("为什么这样建", "Decisions")
DECISIONS = (Page("decisions/index", "docs/decisions/README.md", WHY), *_decisions())
"""Too many for the menu itself: they unfold below their own list."""
IN_ENGLISH_ALONE = '!!! note ""\n    这一页写给开发者和运维人员,只有英文。\n\n'
NAMES = ("微修 Weixiu", "Weixiu 微修")
SWITCH = ("English", "中文")


class BrokenLinkError(Exception):
    """A link leads to nothing."""


def pages() -> list[Page]:
    """Every page whose source exists, in the order of the menu."""
    listed = [page for group in (*MENU.values(), DECISIONS) for page in group]
    return [page for page in listed if (ROOT / page.source).exists()]


def by_source() -> dict[str, Page]:
    """The pages by each document that tells the same."""
    return {page.source_in(language): page for page in pages() for language in LANGUAGES}


def text_of(page: Page, language: str) -> str:
    """The page's Markdown, its links leading within the site."""
    source = ROOT / page.source_in(language)
    pieces = FENCE.split(source.read_text(encoding="utf-8"))
    text = "".join(piece if piece.lstrip().startswith("```") else _prose(piece, page, language) for piece in pieces)
    heading, _, rest = text.partition("\n")
    note = "" if page.speaks(language) else IN_ENGLISH_ALONE
    words = SWITCH[LANGUAGES.index(language)]
    return f'{heading}\n\n<p class="language">{_other(page, language, words)}</p>\n\n{note}{rest}'


def _prose(text: str, page: Page, language: str) -> str:
    """What is not code: without the ends of lines that Chinese does not want, and with links of the site."""
    return _linked(WRAPPED.sub("", text), page, language)


def _other(page: Page, language: str, words: str) -> str:
    """A link to the same page in the other language."""
    other = "en/" if language == "zh" else "../"
    up = "../" * page.name.count("/")
    return f'<a href="{up}{other}{page.name}.html">{words}</a>'


def _linked(text: str, page: Page, language: str) -> str:
    """The text with each link changed to where its target is in the site."""
    known, source = by_source(), ROOT / page.source_in(language)

    def changed(link: re.Match[str]) -> str:
        picture, words, target = link.groups()
        words = _linked(words, page, language)
        address, mark, anchor = target.partition("#")
        if not address or "://" in address or address.startswith("mailto:"):
            return f"{picture}[{words}]({target})"
        path = (source.parent / address).resolve()
        if not path.exists():
            raise BrokenLinkError(f"{source.relative_to(ROOT)}: {target}")
        name = path.relative_to(ROOT).as_posix()
        up = "../" * page.name.count("/")
        if known.get(name) == page:
            return _other(page, language, words)
        if name in known:
            return f"[{words}]({up}{known[name].name}.md{mark}{anchor})"
        return f"![{words}]({up}pictures/{path.name})" if picture else words

    return LINK.sub(changed, text)


def _menu(language: str) -> list[dict[str, object]]:
    """What the site's menu shows; the decisions unfold below the last of its parts."""
    place, known = LANGUAGES.index(language), pages()

    def entries(group: tuple[Page, ...]) -> list[dict[str, object]]:
        return [{page.titles[place]: f"{page.name}.md"} for page in group if page in known]

    menu: list[dict[str, object]] = []
    for titles, group in MENU.items():
        listed = entries(group)
        if titles == TAKING_PART:
            listed.append({WHY[place]: entries(DECISIONS)})
        if listed:
            menu += [{titles[place]: listed}] if titles[place] else listed
    return menu


def configuration(language: str) -> dict[str, object]:
    """What the generator is told. It reads YAML, of which JSON is a part."""
    name = NAMES[LANGUAGES.index(language)]
    links = {"zh": (".", "en/index.html"), "en": ("../index.html", ".")}[language]
    return {
        "site_name": name,
        "docs_dir": "pages",
        "site_dir": "site",
        "use_directory_urls": False,
        "extra_css": ["style.css"],
        "theme": {
            "language": language,
            "font": False,
            "favicon": "pictures/mark.svg",
            "logo": "pictures/mark.svg",
            "features": ["navigation.top", "navigation.footer", "navigation.sections", "navigation.indexes"],
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
        "nav": _menu(language),
        "markdown_extensions": ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"],
        "extra": {
            "generator": False,
            "alternate": [
                {"name": "中文", "link": links[0], "lang": "zh"},
                {"name": "English", "link": links[1], "lang": "en"},
            ],
        },
    }


def lay_out(language: str, work: Path) -> Path:
    """One language's sources and configuration in a folder of their own; where the configuration is."""
    sources = work / "pages"
    for page in pages():
        target = sources / f"{page.name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text_of(page, language), encoding="utf-8")
    shutil.copytree(ROOT / "docs/pictures", sources / "pictures")
    shutil.copy(ROOT / "docs/style.css", sources / "style.css")
    written = work / "mkdocs.yml"
    written.write_text(json.dumps(configuration(language), ensure_ascii=False), encoding="utf-8")
    return written


def build(language: str, work: Path, target: Path) -> None:
    """One language's pages; any complaint of the generator is an error."""
    written = lay_out(language, work)
    generator = Path(sys.executable).parent / "zensical"
    subprocess.run([generator, "build", "--strict", "--config-file", written], check=True)  # noqa: S603 - ours
    shutil.copytree(work / "site", target)


def main() -> None:
    """Build both languages."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "build/site").resolve()
    work = site.parent / f"{site.name}-sources"
    for folder in (site, work):
        shutil.rmtree(folder, ignore_errors=True)
    for language in LANGUAGES:
        build(language, work / language, site if language == "zh" else site / language)
    shutil.rmtree(work)
    sys.stdout.write(f"{site / 'index.html'}\n")


if __name__ == "__main__":
    main()
