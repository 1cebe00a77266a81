# Weixiu 微修 in a container: small, without root, on a file system that is only read but for /data.
# The same file builds for amd64 and arm64: docker buildx build --platform linux/amd64,linux/arm64 .
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
# First what changes rarely, so that a new version of the program does not fetch its libraries again.
COPY requirements.lock ./
RUN python -m venv /app && /app/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY bot ./bot
COPY migrations ./migrations
RUN /app/bin/pip install --no-cache-dir --no-deps . && /app/bin/weixiu --version

FROM python:3.11-slim-bookworm
COPY --from=build /app /app
# Once more without explanations: 8 MiB less of memory.
RUN /app/bin/python -m bot.lean
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin weixiu && install -d -o 10001 -g 10001 -m 0700 /data
USER 10001:10001
WORKDIR /data
ENV PATH=/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    WEIXIU_DATABASE__URL=sqlite:////data/weixiu.db \
    WEIXIU_SECURITY__KEY_FILE=/data/weixiu.key \
    WEIXIU_LOG__FORMAT=json \
    WEIXIU_METRICS__PORT=9464
VOLUME ["/data"]
# Alive, not ready: a container that waits for Telegram to come back must not be taken for a broken one.
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["weixiu"]
CMD ["run"]
