#!/bin/sh
# Runs both test programs, also if the first fails.
cd "$(dirname "$0")" || exit
luajit tests/array.lua
array=$?
luajit tests/conformance.lua && exit $array
