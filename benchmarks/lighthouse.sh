#!/bin/bash
# Lighthouse (mobile) on the home page, a section and an article of the demonstration school, as `make run` serves it.
#
#     benchmarks/lighthouse.sh                       its own portal in a scratch folder
#     benchmarks/lighthouse.sh http://host:port ...  a running portal; after it the addresses, if others are wanted
#
# Prints the four scores of the middle one of $RUNS runs (3) and what cost points; the reports stay in $REPORTS.
# Needs npm, chromium and curl.
set -eu -o pipefail
cd "$(dirname "$0")/.."

TOOLS=${TOOLS:-.tools}
VERSION=12.8.2
RUNS=${RUNS:-3}
REPORTS=${REPORTS:-$(mktemp -d -t lighthouse-XXXXXX)}
mkdir -p "$REPORTS"
[ -x "$TOOLS/node_modules/.bin/lighthouse" ] ||
  npm install --prefix "$TOOLS" --no-audit --no-fund --loglevel=error "lighthouse@$VERSION"
CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export CHROME_PATH

site=${1:-}
shift || true
if [ -z "$site" ]; then
  PORT=${PORT:-8199}
  VAR_DIR=$(mktemp -d -t portal-XXXXXX)
  export PORT VAR_DIR DEMO_PASSWORD=chi-de-do-toc-do
  site=http://127.0.0.1:$PORT
  make run >"$VAR_DIR/log" 2>&1 &
  portal=$!
  trap 'kill "$portal" 2>/dev/null; wait "$portal" 2>/dev/null; rm -rf "$VAR_DIR"' EXIT
  for _ in $(seq 300); do curl -sf "$site/healthz" >/dev/null && break; sleep 1; done
  for _ in $(seq 60); do curl -sf "$site/" | grep -q -- '-320\.webp' && break; sleep 2; done # drawn by the worker
  # A portal on trial asks search engines to stay away, which costs points that a school's own would not lose.
  SECRET_KEY=only-for-this .venv/bin/python manage.py shell --command \
    "from portal.models import SchoolProfile; SchoolProfile.objects.update(mode='live')"
fi

pages=("$@")
if [ "${#pages[@]}" -eq 0 ]; then
  first() { curl -sf "$site$1" | grep -oE "$2" | head -1; }
  article=$(first / '/tin-tuc/[^"/]+-[0-9]+\.html')
  section=$(first / '/tin-tuc/[a-z0-9-]+/')
  pages=(/ "$section" "$article")
fi

# Of three runs the one with the middle performance counts: on a busy machine single ones tell of the neighbours.
for page in "${pages[@]}"; do
  reports=()
  for run in $(seq "$RUNS"); do
    report="$REPORTS/$(echo "$page" | tr -c 'a-z0-9\n' -)$run.json"
    "$TOOLS/node_modules/.bin/lighthouse" "$site$page" --quiet --output json --output-path "$report" \
      --chrome-flags="--headless=new --no-sandbox --disable-gpu" || continue
    reports+=("$report")
  done
  node - "$page" "$(cut -d ' ' -f 1 /proc/loadavg)" "${reports[@]}" <<'JS'
const [, , page, load, ...files] = process.argv;
const read = (file) => JSON.parse(require("fs").readFileSync(file));
const percent = (report, name) => Math.round(report.categories[name].score * 100);
const runs = files.map(read).filter((one) => one.categories.performance.score !== null);
runs.sort((one, other) => one.categories.performance.score - other.categories.performance.score);
const report = runs[Math.floor(runs.length / 2)];
const scores = Object.keys(report.categories).map((name) => `${name} ${percent(report, name)}`);
console.log(`${page}\n  ${scores.join(" · ")}`);
console.log(`  performance of ${runs.map((one) => percent(one, "performance")).join(", ")}; load ${load}`);
const measured = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "total-byte-weight"];
console.log(`  ${measured.map((id) => `${report.audits[id].title}: ${report.audits[id].displayValue}`).join(" · ")}`);
for (const category of Object.values(report.categories))
  for (const { id, weight } of category.auditRefs) {
    const audit = report.audits[id];
    if (audit.score !== null && audit.score < 0.9 && (weight > 0 || category.id === "performance"))
      console.log(`  - ${category.id}: ${audit.title} ${audit.displayValue || ""}`);
  }
JS
done
echo "Reports: $REPORTS"
