// All conformance vectors through the functions of the binding; see tests/conformance/README.md at the top of the tree.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const nd = require('../lib');
const { finish, test } = require('./harness');
const { call, encode, same } = require('./values');

const file = process.env.NDCORE_VECTORS || path.join(__dirname, '../../../tests/conformance/vectors.jsonl');
const rows = fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

function compare(got, want, tolerance) {
  const encoded = encode(got, want);
  assert(same(encoded, want, tolerance), `${JSON.stringify(encoded)} instead of ${JSON.stringify(want)}`);
}

function run(row) {
  if (row.error) {
    assert.throws(() => call(row.function, row.arguments), (error) => error instanceof nd.NdError && error.kind === row.error);
    return;
  }
  const [results, given] = call(row.function, row.arguments);
  compare(results, row.results, row.tolerance);
  for (const [index, want] of row.after ?? []) compare(given[index], want);
}

for (const row of rows) test(row.id, () => run(row));
test('as many vectors as lines', () => assert(rows.length >= 500, rows.length));
test('a wrong vector fails', () => {
  assert.throws(() => run({ function: 'status_name', arguments: [-7], results: ['ND_OK'] }), assert.AssertionError);
});
finish();
