#!/usr/bin/env bash
# Unit tests, command line tests, programs; one closing line over all of them.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.."
passed=0 failed=0

count() { # count NAME STATUS LOG
  if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1:"; sed 's/^/     /' "$3" | tail -n 30; fi
}

log=$(mktemp); programs=$(mktemp); trap 'rm -f "$log" "$programs"' EXIT
if [ $# = 0 ]; then
  for test in build/tests/*_test; do
    [ -x "$test" ] || continue
    timeout 120 "$test" >"$log" 2>&1; count "$(basename "$test")" $? "$log"
  done
  AHEAD_GC_MARKERS=3 AHEAD_GC_VERIFY=1 timeout 120 build/tests/threads_race_tsan_test >"$log" 2>&1; count "threads_race_tsan_test with several markers" $? "$log"
  for test in tests/cli/*.sh; do
    [ -f "$test" ] || continue
    timeout 300 bash "$test" >"$log" 2>&1; count "$(basename "$test")" $? "$log"
  done
  for test in tests/cli/*.py; do
    timeout 600 python3 "$test" >"$log" 2>&1; count "$(basename "$test")" $? "$log"
  done
fi
run_programs() { # run_programs RUNNER ARGS…: shows what failed, adds up the closing line
  local p f
  python3 "$@" >"$programs" 2>&1
  grep -v '^[0-9]* passed, [0-9]* failed$' "$programs"
  read -r p _ f _ < <(tail -n 1 "$programs")
  if [[ "$p" =~ ^[0-9]+$ && "$f" =~ ^[0-9]+$ ]]; then passed=$((passed + p)); failed=$((failed + f)); else failed=$((failed + 1)); fi
}
if [ $# = 0 ]; then for runner in tests/*-runner.py; do run_programs "$runner"; done; fi
run_programs tests/runner.py "$@"
if [ $# = 0 ]; then run_programs tests/soak/soak.py --seconds 20 --exceptions 100000 --threads 2000; fi
if [ $# = 0 ]; then   # the other tier, and the collector at every allocation
  run_programs tests/il-runner.py --full
  run_programs tests/runner.py --full
  run_programs tests/runner.py --gc-stress
  run_programs tests/runner.py --runtime linux-musl-x64 exceptions threads async unhandled gc_ files console string_ datetime
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
