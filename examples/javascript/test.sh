#!/bin/sh
# Runs all test programs, also if one fails.
cd "$(dirname "$0")" || exit
failed=0
node test/array.test.js || failed=1
node --expose-gc test/collect.test.js || failed=1
node test/conformance.test.js || failed=1
exit $failed
