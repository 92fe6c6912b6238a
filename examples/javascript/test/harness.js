// Runs named tests and prints the Test Anything Protocol, which .ci/languages.py counts.
'use strict';
let count = 0;
let failed = 0;

function test(name, body) {
  count += 1;
  try {
    body();
    console.log(`ok ${count} - ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`# ${String(error.stack ?? error).replaceAll('\n', '\n# ')}\nnot ok ${count} - ${name}`);
  }
}

function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { finish, test };
