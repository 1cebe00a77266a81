"""Draws how one claim, one digest and one award travel, as pictures that are readable in light and in the dark.

    python docs/draw_diagrams.py        (or: make pictures)

Each picture is a table of lanes and steps below; the drawing is arithmetic, so that the same words give the same file.
"""  # noqa: INP001 - a script beside the documents, no package

from dataclasses import dataclass
from html import escape
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
LANGUAGES = ("zh", "en")
Words = tuple[str, str]
"""Chinese and English."""


@dataclass(frozen=True)
class Step:
    """One thing that happens: an arrow from a lane to another, or a note in a lane.

    Attributes:
        start: the lane it begins in.
        end: the lane it leads to; the same one for a note.
        words: what happens.
        kept: whether the database holds it from here on.
    """

    start: int
    end: int
    words: Words
    kept: bool = False


@dataclass(frozen=True)
class Diagram:
    """Lanes side by side, and what happens between them, from top to bottom."""

    name: str
    title: Words
    lanes: tuple[Words, ...]
    steps: tuple[Step, ...]


PHONE, INTAKE, DATABASE, POSTMAN, GROUP = range(5)
CLAIM = Diagram(
    "claim",
    ("一单怎么抢", "One claim"),
    (
        ("志愿者的手机", "a phone"),
        ("收件", "intake"),
        ("数据库", "database"),
        ("邮差", "postman"),
        ("群和私聊", "chats"),
    ),
    (
        Step(PHONE, INTAKE, ("点「我来修」", "a tap: “I'll fix it”")),
        Step(INTAKE, DATABASE, ("先存下来,再向 Telegram 签收", "stored first, acknowledged then"), kept=True),
        Step(DATABASE, DATABASE, ("一次写入:有空位才占得到", "one write takes a place, if one is free"), kept=True),
        Step(
            DATABASE,
            DATABASE,
            ("同时记下:要对谁说什么", "the same write notes what is owed to whom"),
            kept=True,
        ),
        Step(DATABASE, PHONE, ("马上回答:抢到,或谁更快", "answered at once: yours, or who was first")),
        Step(DATABASE, POSTMAN, ("欠着的话,一条一条取", "what is owed, one by one")),
        Step(POSTMAN, GROUP, ("按此刻的状态改同一张卡片", "the same card, as things are now")),
        Step(POSTMAN, GROUP, ("电话和门牌只私信给接单人", "number and flat, to the holder alone")),
        Step(
            POSTMAN,
            DATABASE,
            ("说过的记下;断电后接着说没说的", "noted as said; after a crash the rest is said"),
            kept=True,
        ),
    ),
)
DIGEST = Diagram(
    "digest",
    ("一份简报怎么发", "One digest"),
    (("时钟", "clock"), ("定时", "ticks"), ("数据库", "database"), ("邮差", "postman"), ("维修群", "group")),
    (
        Step(0, 1, ("每 20 秒问一次:到点了吗", "every 20 seconds: is it time?")),
        Step(1, 2, ("占下「本社区·今天」这一格,只能占一次", "takes the slot “community, day”: once only"), kept=True),
        Step(2, 2, ("另一个进程也来占:已经有了,作罢", "another process wants it too: taken, so no")),
        Step(2, 3, ("欠群里一份简报", "a digest is owed")),
        Step(3, 2, ("发之前才数:现在还有几单", "counted at sending time: what is open now")),
        Step(3, 4, ("发一次", "posted once")),
        Step(4, 3, ("没听到回音?不重发", "no answer heard? not posted again"), kept=True),
        Step(3, 2, ("记为「不知道」,请工作人员看一眼", "kept as doubtful, staff are asked to look"), kept=True),
    ),
)
AWARD = Diagram(
    "award",
    ("一分怎么给", "One award"),
    (("书记", "secretary"), ("规则", "rules"), ("账本", "ledger"), ("封印", "seal"), ("志愿者", "volunteer")),
    (
        Step(0, 1, ("点「确认」", "taps “Confirm”")),
        Step(1, 1, ("按发单时那一版标准算", "counts by the standard of that day")),
        Step(1, 2, ("一笔:社区账户 −10,志愿者 +10", "one entry: community −10, volunteer +10"), kept=True),
        Step(2, 2, ("同一单点两次:已经有这一笔", "confirmed twice: that entry is there")),
        Step(2, 3, ("这一笔封住前一笔", "the entry seals the one before"), kept=True),
        Step(3, 0, ("每天的封印发给工作人员,改一个字就对不上", "staff have each day's seal: an edit shows")),
        Step(2, 4, ("积分 +10,/points 查得到每一笔", "points +10, each entry under /points")),
    ),
)
DIAGRAMS = (CLAIM, DIGEST, AWARD)

LANE, HEAD, ROW, EDGE = 176, 92, 62, 24
"""Width of a lane, height of the heads, height of a step, margin around all; in pixels."""
STYLE = """
  text { font: 15px system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #17211d }
  .title { font-size: 20px; font-weight: 700 } .head { font-weight: 600; text-anchor: middle }
  .step { text-anchor: middle }
  .ground { fill: #fbfdfc } .box { fill: #dcefe6 }
  .lane { stroke: #b9c9c1; stroke-dasharray: 3 5 } .kept { fill: #fff2d6 }
  .arrow { stroke: #1f7a5a; stroke-width: 2; fill: none } .tip { fill: #1f7a5a }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8efeb } .ground { fill: #16201c } .box { fill: #24453a } .lane { stroke: #40524a }
    .kept { fill: #4a3b17 } .arrow { stroke: #6fc7a2 } .tip { fill: #6fc7a2 }
  }"""


def middle(lane: int) -> float:
    """Where a lane's line is."""
    return EDGE + LANE * (lane + 0.5)


def width_of(words: str) -> float:
    """About how wide these words are, Chinese characters being square."""
    return sum(15 if ord(each) > 0x2E80 else 8 for each in words)  # noqa: PLR2004 - where CJK begins


def drawn(diagram: Diagram, language: str) -> str:
    """The picture, as SVG."""
    place = LANGUAGES.index(language)
    width = 2 * EDGE + LANE * len(diagram.lanes)
    height = 2 * EDGE + HEAD + ROW * len(diagram.steps)
    title = escape(diagram.title[place])
    heads = [_head(lane, words[place], height) for lane, words in enumerate(diagram.lanes)]
    steps = [_step(step, row, place, width) for row, step in enumerate(diagram.steps)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" lang="{language}">',
            f"<title>{title}</title>",
            f"<style>{STYLE}\n</style>",
            f'<rect class="ground" width="{width}" height="{height}" rx="14"/>',
            f'<text class="title" x="{EDGE}" y="{EDGE + 14}">{title}</text>',
            *heads,
            *steps,
            "</svg>\n",
        ]
    )


def _head(lane: int, words: str, height: int) -> str:
    x = middle(lane)
    return (
        f'<line class="lane" x1="{x}" x2="{x}" y1="{EDGE + HEAD - 14}" y2="{height - EDGE}"/>'
        f'<rect class="box" x="{x - LANE / 2 + 8}" y="{EDGE + 34}" width="{LANE - 16}" height="34" rx="8"/>'
        f'<text class="head" x="{x}" y="{EDGE + 56}">{escape(words)}</text>'
    )


def _step(step: Step, row: int, place: int, width: int) -> str:
    """Words above an arrow, or in a box where nothing travels."""
    y = EDGE + HEAD + ROW * row + 26
    words = f"{row + 1}. {step.words[place]}"
    wide = width_of(words) + 20
    centre = (middle(step.start) + middle(step.end)) / 2
    x = min(max(centre, EDGE + wide / 2), width - EDGE - wide / 2)
    kind = "kept" if step.kept else "ground"
    label = (
        f'<rect class="{kind}" x="{x - wide / 2}" y="{y - 18}" width="{wide}" height="25" rx="6"/>'
        f'<text class="step" x="{x}" y="{y}">{escape(words)}</text>'
    )
    return label if step.start == step.end else label + _arrow(middle(step.start), middle(step.end), y + 18)


def _arrow(start: float, end: float, y: float) -> str:
    back = 9 if end < start else -9
    return f'<path class="arrow" d="M{start} {y}H{end + back / 2}"/><path class="tip" d="M{end} {y}l{back} -6v12z"/>'


def files() -> dict[str, str]:
    """Each file's name, and what it holds."""
    return {
        f"{diagram.name}.{language}.svg": drawn(diagram, language) for diagram in DIAGRAMS for language in LANGUAGES
    }


def main() -> None:
    """Write all of them."""
    for name, content in files().items():
        (PICTURES / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
