#!/bin/sh
# Compiles into the directory JAVA_BUILD and runs both test programs, also if the first fails.
cd "$(dirname "$0")" || exit
build=${JAVA_BUILD:-/tmp/ndcore-java}
jar=${JNA:-/usr/share/java/jna.jar}
javac -Xlint:all,-cast -Werror -cp "$jar" -d "$build" ndcore/*.java test/*.java || exit
java -cp "$jar:$build" test.Arrays
array=$?
java -cp "$jar:$build" test.Conformance && exit $array
