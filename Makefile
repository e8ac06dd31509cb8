# `make run` and `make test` are all that a new machine needs: Debian, Python >= 3.11, git and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help run environment dev-environment static-files check lint types migrations test page-tools bench screenshots lighthouse messages guide-pictures lock

export VAR_DIR ?= var
export PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py

help:
	echo "make run       chạy cổng thông tin với dữ liệu mẫu (PORT, VAR_DIR, DEMO_PASSWORD)"
	echo "make test      mọi kiểm tra: mã nguồn, rồi kiểm thử trên SQLite và PostgreSQL"
	echo "make check     chỉ kiểm tra mã nguồn"
	echo "make bench     đo tốc độ"
	echo "make screenshots SHOTS=…  chụp mọi trang ở ba cỡ màn hình, nền sáng và tối, bản in"
	echo "make lighthouse  chấm điểm trang chủ, chuyên mục, bài viết"
	echo "make messages  cập nhật các bản dịch giao diện"
	echo "make guide-pictures  chụp lại hình của các hướng dẫn trong docs/vi"
	echo "make lock      tính lại requirements*.lock"

# The installed lock is kept beside the packages: only another lock is installed again.
define install
	if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	  python=
	  for name in $${PYTHON:-} python3 python3.13 python3.12 python3.11; do
	    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi
	  done
	  if [ -z "$$python" ]; then
	    echo "Cần Python 3.11 trở lên. Trên Debian 12: apt-get install -y python3 python3-venv" >&2; exit 1
	  fi
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
	    sudo=; if [ "$$(id -u)" != 0 ]; then sudo='sudo '; fi
	    case "$$python" in python3) package=python3-venv;; *) package=$${python##*/}-venv;; esac
	    echo "Máy thiếu gói $$package. Hãy chạy lệnh sau rồi thử lại:" >&2
	    echo "    $${sudo}apt-get install -y $$package" >&2; exit 1
	  fi
	  echo "Tạo môi trường Python trong $(VENV)…"
	  "$$python" -m venv --clear $(VENV)
	fi
	if ! cmp -s $(1) $(VENV)/$(1); then
	  echo "Cài các gói trong $(1)…"
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r $(1)
	  $(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true # on all cores; some packages carry files of other versions
	  cp $(1) $(VENV)/$(1)
	fi
endef

environment:
	$(call install,requirements.lock)

dev-environment:
	$(call install,requirements-dev.lock)

run: environment
	mkdir -p "$$VAR_DIR"
	if [ -z "$${SECRET_KEY:-}" ] && [ -z "$${SECRET_KEY_FILE:-}" ]; then
	  export SECRET_KEY_FILE="$$VAR_DIR/secret-key"
	  if [ ! -s "$$SECRET_KEY_FILE" ]; then
	    (umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > "$$SECRET_KEY_FILE.new")
	    mv "$$SECRET_KEY_FILE.new" "$$SECRET_KEY_FILE"
	  fi
	fi
	stamp="$$VAR_DIR/static/.collected"
	if [ ! -f "$$stamp" ] || [ -n "$$(find static portal/settings.py requirements.lock -newer "$$stamp" -print -quit)" ]; then
	  echo "Chuẩn bị các tệp tĩnh…"
	  $(MANAGE) collectstatic --noinput --clear --verbosity 0
	  touch "$$stamp"
	fi
	exec $(MANAGE) serve --demo

# Beside each other: mypy alone takes as long as all the others.
check: dev-environment
	$(MAKE) --no-print-directory --jobs=2 --output-sync lint types migrations

lint: dev-environment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint --check templates */templates
	$(BIN)/djlint --lint templates */templates
	$(BIN)/lint-imports

types: dev-environment
	SECRET_KEY=only-to-read-the-settings $(BIN)/mypy

migrations: dev-environment
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run --verbosity 1

# The passes on the two databases; pytest's summary is the last that is printed.
test: check
	exec $(BIN)/python -m tests.passes

# The Nu HTML checker of the W3C, for tests/pages; it needs java. Elsewhere it may be given as VNU_JAR.
TOOLS := .tools
VNU := vnu-jar@26.9.27
page-tools:
	if [ -z "$${VNU_JAR:-}" ] && ! [ -f $(TOOLS)/node_modules/vnu-jar/build/dist/vnu.jar ]; then
	  npm install --prefix $(TOOLS) --no-audit --no-fund --loglevel=error $(VNU)
	fi

bench: dev-environment
	exec $(BIN)/python -m pytest -p tests.conftest -q -s benchmarks

SHOTS ?= var/screenshots
screenshots: dev-environment
	$(BIN)/python -m benchmarks.screenshots "$(SHOTS)"

lighthouse: dev-environment
	benchmarks/lighthouse.sh

# Only English is extracted: the source texts are Vietnamese, and locale/vi is kept by hand for other packages' texts.
messages: dev-environment
	if ! command -v msgfmt >/dev/null; then echo "Máy thiếu gettext: apt-get install -y gettext" >&2; exit 1; fi
	$(MANAGE) makemessages --locale en --ignore '$(VENV)' --ignore var --ignore tests --no-obsolete --no-wrap
	$(MANAGE) compilemessages --ignore '$(VENV)' --locale en --locale vi

guide-pictures: dev-environment
	$(BIN)/python -m tests.guide_pictures

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
lock: dev-environment
	$(BIN)/$(COMPILE) pyproject.toml -o requirements.lock
	$(BIN)/$(COMPILE) --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
