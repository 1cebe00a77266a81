"""Where updates are to be delivered, and how the last deliveries went."""

from dataclasses import dataclass

from bot.sandbox.errors import Json

DEFAULT_CONNECTIONS = 40


@dataclass
class WebhookSettings:
    """What setWebhook was told, and the last failure."""

    url: str
    secret: str = ""
    connections: int = DEFAULT_CONNECTIONS
    certificate: bool = False
    ip_address: str = ""
    error_at: float | None = None
    error: str = ""
    gone_since: float | None = None

    def as_json(self) -> Json:
        """The part of WebhookInfo it knows."""
        body: Json = {
            "url": self.url,
            "has_custom_certificate": self.certificate,
            "max_connections": self.connections,
        }
        if self.ip_address:
            body["ip_address"] = self.ip_address
        if self.error_at is not None:
            body |= {"last_error_date": int(self.error_at), "last_error_message": self.error}
        return body
