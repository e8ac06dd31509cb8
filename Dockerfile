# Two stages: the packages are installed where pip is, the image that runs holds no tool to build with.
FROM python:3.12-slim-bookworm AS packages
COPY requirements.lock /
RUN python -m venv /opt/portal \
    && /opt/portal/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.lock

FROM python:3.12-slim-bookworm
ENV PATH=/opt/portal/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONPATH=/srv/portal \
    VAR_DIR=/var/lib/portal \
    STATIC_ROOT=/opt/portal/static \
    HOST=0.0.0.0 \
    PORT=8000
# Letters of scanned pages. For .doc, .xls and .ppt add libreoffice-writer-nogui, -calc-nogui and -impress-nogui.
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends tesseract-ocr tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/portal --create-home portal
COPY --from=packages /opt/portal /opt/portal
WORKDIR /srv/portal
COPY . .
# Outside the volume: a new image brings its own.
RUN python manage.py collectstatic --noinput --verbosity 0
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "operations.probe"]
# One process a container: the worker and the scheduler run as
#   celery --app=portal worker --pool=prefork --concurrency=2
#   celery --app=portal beat --pidfile= --schedule=/var/lib/portal/celerybeat-schedule
CMD ["gunicorn", "--config=python:portal.webserver"]
