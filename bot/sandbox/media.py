"""What a stored file looks like inside a message."""

from bot.sandbox.errors import Json
from bot.sandbox.files import Files, StoredFile, Upload
from bot.sandbox.messages import Attachment

THUMBNAIL = 90


def _sizes(file: StoredFile) -> list[Json]:
    width, height = file.size
    scale = min(1.0, THUMBNAIL / max(width, height, 1))
    common = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.upload.content)}
    full = common | {"width": width, "height": height}
    small = common | {
        "file_id": file.id,
        "file_unique_id": f"{file.unique_id}s",
        "width": max(1, int(width * scale)),
        "height": max(1, int(height * scale)),
    }
    return [small, full]


def attachment(file: StoredFile, kind: str, *, duration: int = 0) -> Attachment:
    """The file as a message carries it: sizes of a photo, name of a document, seconds of a voice."""
    if kind == "photo":
        return Attachment("photo", _sizes(file), file)
    body: Json = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.upload.content),
        "mime_type": file.upload.mime,
    }
    if kind == "document":
        body["file_name"] = file.upload.name
    else:
        body["duration"] = duration
    if kind == "video":
        body |= {"width": 320, "height": 240}
    return Attachment(kind, body, file)


def carried(files: Files, source: Upload | str, kind: str, *, duration: int = 0) -> Attachment:
    """What a sender gave, kept and made ready: an upload, or the id of a file sent before.

    Raises:
        RefusalError: the upload is unusable or the id unknown.
    """
    file = files.keep(source, kind) if isinstance(source, Upload) else files.find(source)
    return attachment(file, kind, duration=duration)


def location(latitude: float, longitude: float) -> Attachment:
    """A point on the map, in degrees."""
    return Attachment("location", {"latitude": latitude, "longitude": longitude})


def contact(phone: str, first_name: str, *, user_id: int | None = None) -> Attachment:
    """A telephone number with a name; with a user id if the sender's address book knows the account."""
    body: Json = {"phone_number": phone, "first_name": first_name}
    return Attachment("contact", body | ({"user_id": user_id} if user_id is not None else {}))
