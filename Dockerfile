# The service in a container: the same package lists and the same lock as ./setup. No build tools remain in the image.
FROM python:3.13-slim-trixie AS build
WORKDIR /srv
COPY requirements.txt ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.13-slim-trixie
COPY packages.apt /tmp/packages.apt
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(sed 's/#.*//' /tmp/packages.apt) \
 && rm -rf /var/lib/apt/lists/* /tmp/packages.apt \
 && useradd --system --uid 10001 --home-dir /srv --shell /usr/sbin/nologin service \
 && install -d -o service -g service -m 0700 /data
WORKDIR /srv
COPY --from=build /venv /venv
COPY alembic.ini pyproject.toml README.md ./
COPY migrations migrations
COPY app app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OMP_DATA_DIR=/data \
    OMP_LOG_JSON=true
USER service
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-m", "app", "health"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve", "--host", "0.0.0.0"]
