"""What every section of the settings is made of: its base, its error, and the kinds of values that need reading.

Relative paths are relative to the folder in the validation context, or else to the working folder.
"""

import datetime as dt
import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo

LONGEST_FILE = 1_000_000  # characters; what is longer is no configuration and no key
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class ConfigError(ValueError):
    """A setting is wrong: which one, and in one line what is wrong and what to do. Shows no secret."""

    def __init__(self, setting: str, sentence: str) -> None:
        self.setting, self.sentence = (_BLANK.sub(" ", text).strip() for text in (setting[:80], sentence))
        super().__init__(f"{self.setting}: {self.sentence}")


class Section(BaseModel):
    """What all sections have in common: frozen, no unknown keys, no values in error texts."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)


def read_text(path: Path, setting: str) -> str:
    """The text of a file that a setting names.

    Raises:
        ConfigError: there is no such file, it may not be read, it is no UTF-8 text, or longer than any such file.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        raise ConfigError(setting, f"there is no file {path}") from None
    except UnicodeDecodeError:
        raise ConfigError(setting, f"{path} is not UTF-8 text; save it as UTF-8") from None
    except (OSError, ValueError) as error:
        raise ConfigError(setting, f"{path} cannot be read: {getattr(error, 'strerror', error)}") from None
    if len(text) > LONGEST_FILE:
        raise ConfigError(setting, f"{path} is too long; is it the right file?")
    return text


def beside(path: Path, info: ValidationInfo) -> Path:
    """The absolute path of what stands in somebody's home (~) or beside the configuration."""
    folder: Path = (info.context or {}).get("folder", Path())
    return (folder / (path.expanduser() if path.parts[:1] == ("~",) else path)).absolute()


def address(url: str, pattern: str, wanted: str) -> str:
    """The address, if it has this form and can be taken apart; what is wrong with it, the parser would tell aloud."""
    with suppress(ValueError):
        if re.fullmatch(pattern, url) and urlsplit(url).port != 0:
            return url
    raise ValueError(f"must be {wanted}")


def _split(value: Any) -> Any:
    """Lists may be written with commas, as the environment has no other way."""
    return [item for item in re.split(r"[,\s]+", value) if item] if isinstance(value, str) else value


def clock_time(value: Any) -> Any:
    """People type the full-width colon of a Chinese keyboard, and leave out the leading zero."""
    if isinstance(value, dt.time):
        return value.replace(second=0, microsecond=0)
    if not (found := re.fullmatch(r"\s*([01]?\d|2[0-3])[:：]([0-5]\d)\s*", str(value), re.ASCII)):
        raise ValueError('must be hours and minutes such as "08:30"')
    return dt.time(int(found[1]), int(found[2]))


InAnyCase = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
Separated = BeforeValidator(_split)
FilePath = Annotated[Path, AfterValidator(beside)]
