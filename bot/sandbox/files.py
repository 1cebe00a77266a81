"""Photos, documents and voices: what was uploaded, what it is called, and how large a picture is."""

import hashlib
import struct
import zlib
from dataclasses import dataclass, field

from bot.sandbox.errors import Json, bad_request

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "audio": "music"}
_ENDINGS = {"photo": "jpg", "voice": "oga", "video": "mp4", "audio": "mp3"}


@dataclass(frozen=True)
class Upload:
    """A file on its way in: its bytes, the name the sender gave it, and its media type."""

    content: bytes
    name: str = "file"
    mime: str = "application/octet-stream"


@dataclass(frozen=True)
class StoredFile:
    """A file the world keeps: `id` belongs to the bot, `unique_id` to the content, `path` to the download."""

    id: str
    unique_id: str
    path: str
    kind: str
    upload: Upload
    size: tuple[int, int] = (0, 0)

    def as_file(self) -> Json:
        """The Bot API's File."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.content),
            "file_path": self.path,
        }


def picture(width: int = 320, height: int = 240, *, shade: int = 200) -> bytes:
    """A real PNG, one plain grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([shade]) * width) * height
    return _PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every JPEG marker begins with it
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels.

    Raises:
        RefusalError: it is neither a PNG nor a JPEG.
    """
    if content.startswith(_PNG) and len(content) >= 24:  # noqa: PLR2004 - where a PNG's header ends
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


@dataclass
class Files:
    """Every file of the world, by id and by download path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def keep(self, upload: Upload, kind: str) -> StoredFile:
        """Store an upload as a photo, document, voice, video or audio.

        Raises:
            RefusalError: empty, too large, or a photo that is none.
        """
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > (MAX_PHOTO_BYTES if kind == "photo" else MAX_UPLOAD_BYTES):
            raise bad_request("file is too big")
        number = len(self.by_id)
        unique = hashlib.sha256(kind.encode() + upload.content).hexdigest()[:16]
        ending = _ENDINGS.get(kind) or upload.name.rpartition(".")[2] or "bin"
        stored = StoredFile(
            id=f"BQACAgUAAx{number:06d}{unique}",
            unique_id=f"AgAD{unique}",
            path=f"{_FOLDERS.get(kind, 'documents')}/file_{number}.{ending}",
            kind=kind,
            upload=upload,
            size=picture_size(upload.content) if kind == "photo" else (0, 0),
        )
        self.by_id[stored.id] = self.by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file with this id.

        Raises:
            RefusalError: there is none.
        """
        if file_id not in self.by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.by_id[file_id]
