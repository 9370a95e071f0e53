# The service: built in one stage, run in another that holds no pip cache and no sources.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md CHANGELOG.md ./
COPY api ./api
COPY graph ./graph
COPY ingest ./ingest
COPY algorithms ./algorithms
COPY kith ./kith
RUN python -m venv /opt/kith \
    && PIP_CONSTRAINT=constraints.txt /opt/kith/bin/pip install --no-cache-dir .

FROM python:3.12-slim
# Nobody in particular, and the same number on every machine, so that a volume's files keep their owner.
RUN useradd --uid 10001 --no-create-home --home-dir /data kith \
    && install --directory --owner=kith --group=kith --mode=0700 /data
COPY --from=build /opt/kith /opt/kith

# All that Kith writes lies under /data: the root file system can be read-only (with a tmpfs at /tmp).
ENV PATH=/opt/kith/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    KITH_HOST=0.0.0.0 \
    KITH_PORT=8000 \
    KITH_STORE=sqlite:////data/kith.db \
    KITH_STATE=/data/state
USER kith
WORKDIR /data
VOLUME /data
EXPOSE 8000

# The first start compiles the kernels, which takes its time.
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"KITH_PORT\"]}/readyz', timeout=4)"]
CMD ["kith", "serve"]
