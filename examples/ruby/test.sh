#!/bin/sh
# Runs both test programs, also if the first fails.
cd "$(dirname "$0")" || exit
ruby -w test/array_test.rb
array=$?
ruby -w test/conformance_test.rb && exit $array
