#!/bin/sh
# Compiles into the directory JAVA_BUILD and runs both test programs, also if the first fails.
cd "$(dirname "$0")" || exit
build=${JAVA_BUILD:-/tmp/ndcore-java}
jar=${JNA:-/usr/share/java/jna.jar}
mkdir -p "$build" || exit
{ # what README.md shows
  printf 'package test;\nimport ndcore.*;\nfinal class Readme {\n    private Readme() {}\n\n    static void run() {\n'
  sed -n '/^```java$/,/^```$/p' README.md | sed '1d;$d'
  printf '    }\n}\n'
} > "$build/Readme.java" || exit
javac -Xlint:all,-cast -Werror -cp "$jar" -d "$build" ndcore/*.java test/*.java "$build/Readme.java" || exit
java -cp "$jar:$build" test.Arrays
array=$?
java -cp "$jar:$build" test.Conformance && exit $array
