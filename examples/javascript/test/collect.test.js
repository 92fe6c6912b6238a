// Handles are given back by the garbage collector: needs `node --expose-gc` and comes back to the event loop.
'use strict';
const assert = require('node:assert');
const nd = require('../lib');
const { finish, test } = require('./harness');

const turn = () => new Promise((resolve) => { setTimeout(resolve, 10); });

async function live() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc();
    await turn();
  }
  return nd.liveHandles();
}

(async () => {
  const before = await live();
  for (let i = 0; i < 1000; i++) nd.zeros([4], 'float64').add(i);
  const during = nd.liveHandles();
  const after = await live();
  test('handles are given back', () => {
    assert(during - before > 500);
    assert(after - before < 10, `${after - before} handles are left`);
  });
  finish();
})();
