# shellcheck shell=bash disable=SC2034
# Building and running the test suites, and counting what they say. Sourced by scripts/test.
RESULTS=$LOCAL/test-results
PASSED=0 FAILED=0 SKIPPED=0 COMPLAINTS=()

need_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    if [ -n "$name" ] && have "$name"; then CHROMIUM=$(command -v "$name"); break; fi
    [ -z "$name" ] || [ "$name" != "${CHROMIUM:-}" ] || die "CHROMIUM names $CHROMIUM, which is not there"
  done
  [ -n "${CHROMIUM:-}" ] || need "the browser of the e2e tests" chromium chromium fonts-liberation
  CHROMIUM=${CHROMIUM:-$(command -v chromium)}
  export CHROMIUM
  need "reads the QR codes in the e2e tests" zbarimg zbar-tools
  need "reads the papers in the e2e tests" pdftotext poppler-utils
}

need_guide_tools() {
  need "the unit tests run the commands of the guides" curl curl
  need "the unit tests run the commands of the guides" jq jq
}

build_all() {
  local locked=false
  [ -z "${CI:-}" ] || locked=true
  say "Building ..."
  part_run build dotnet build Portal.sln -warnaserror -p:RestoreLockedMode=$locked -v quiet -nologo ||
    die "the build failed; a warning is enough"
}

# run_suite <name> <floor>: counts from the runner's own record; a run that leaves none has crashed.
run_suite() {
  local status=0 record=$RESULTS/$1.trx total passed failed
  say "Running the $1 tests (log: .local/test-db/logs/$1.log) ..."
  rm -f "$record"
  part "$1" dotnet test "tests/$1" --no-build -nologo --logger "trx;LogFileName=$1.trx" --results-directory "$RESULTS" \
    --blame-hang-timeout 20m --blame-hang-dump-type none
  wait "$PART" 2>/dev/null || status=$?
  total=$(counter total "$record") passed=$(counter passed "$record") failed=$(counter failed "$record")
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SKIPPED=$((SKIPPED + total - passed - failed))
  [ "$status" = 0 ] || sed -n '1,400p' "$PARTS/logs/$1.log"
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then COMPLAINTS+=("the runner of $1 ended with $status and no failed test"); fi
  if [ "$total" -lt "$2" ]; then COMPLAINTS+=("$1 ran $total tests, fewer than its floor of $2"); fi
}

counter() { if [ -s "$2" ]; then sed -nE "s/.*<Counters.* $1=\"([0-9]+)\".*/\1/p" "$2"; else echo 0; fi; }

# close: the plain line comes last.
close() {
  local complaint
  [ "$SKIPPED" = 0 ] || COMPLAINTS+=("a skipped test is a failure here")
  for complaint in "${COMPLAINTS[@]:-}"; do [ -z "$complaint" ] || say "error: $complaint"; done
  say "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  if [ "$FAILED" != 0 ] || [ -n "${COMPLAINTS[*]:-}" ]; then exit 1; fi
}
