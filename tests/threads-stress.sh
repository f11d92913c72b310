#!/usr/bin/env bash
# The programs about threads, two hundred times in a row while other processes keep every processor busy. Arguments go to the runner.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec python3 tests/runner.py --repeat "${REPEAT:-200}" --pressure "$@" threads_ sync_ async_ unhandled_in_thread volatile_interlocked tasks_simple static_constructors_threads gc_finalizers gc_many_mutators gc_weak
