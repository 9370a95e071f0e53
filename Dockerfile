# The service: built in one stage, run in another that holds no pip cache and no sources.
#
# Behind a mirror: --build-arg BASE_IMAGE=mirror.example/python:3.12-slim --build-arg PIP_INDEX_URL=https://mirror.example/simple
# Behind a proxy: --build-arg HTTPS_PROXY=http://proxy.example:3128 (Docker knows HTTP_PROXY, HTTPS_PROXY and NO_PROXY).
# Of all these nothing is in the image that is run.
ARG BASE_IMAGE=python:3.12-slim
FROM ${BASE_IMAGE} AS build
# What pip reads from the environment, where it is given; a certificate of your own is a file of the base image.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG PIP_TRUSTED_HOST
ARG PIP_CERT
WORKDIR /src
COPY pyproject.toml constraints.txt README.md CHANGELOG.md ./
COPY api ./api
COPY graph ./graph
COPY ingest ./ingest
COPY algorithms ./algorithms
COPY kith ./kith
RUN python -m venv /opt/kith \
    && PIP_CONSTRAINT=constraints.txt /opt/kith/bin/pip install --no-cache-dir .

FROM ${BASE_IMAGE}
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
