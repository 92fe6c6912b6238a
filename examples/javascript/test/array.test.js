// What is written by hand: ownership, errors, indexing, conversions, text.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { inspect } = require('node:util');
const nd = require('../lib');
const { finish, test } = require('./harness');

function expect(got, want) {
  assert.deepStrictEqual(got instanceof nd.NdArray ? got.toArray() : got, want);
}

function refused(kind, text, body) {
  let problem = null;
  assert.throws(body, (error) => {
    problem = error;
    assert.strictEqual(error.kind ?? error.name, kind);
    assert(error.message.includes(text), error.message);
    return true;
  });
  return problem;
}

const ramp = (...shape) => nd.arange(0, shape.reduce((a, b) => a * b, 1), 1).reshape(shape);

test('numbers take the dtype they meet', () => {
  const a = nd.array([1, 2, 3], 'float32');
  const b = a.multiply(2).add(0.5);
  assert(b.dtype.equals(nd.dtypeParse('float32')));
  expect(b, [2.5, 4.5, 6.5]);
  expect(nd.add(nd.array([100], 'int8'), 100), [-56]);
  expect(nd.array([1], 'int8').multiply(nd.weakFloat(2)).dtype.name, 'float64');
  expect(a.multiply({ re: 0, im: 1 }).get(1).item(), { re: 0, im: 2 });
  expect(nd.add(nd.array([1n], 'uint64'), 2n ** 64n - 2n).item(), 2n ** 64n - 1n);
  expect(nd.array([0]).divide(-0).get(0).item(), NaN);
  expect(nd.copysign(1, -0).item(), -1);
  expect(nd.array([1]).add(true), [2]);
});

test('errors', () => {
  const problem = refused('ND_AXIS_ERROR', 'axis 5', () => ramp(2, 3).sum([5]));
  assert(problem instanceof nd.NdError && problem instanceof Error);
  expect([problem.status, problem.function], [nd.AXIS_ERROR, 'nd_sum']);
  refused('ND_VALUE_ERROR', 'same number of elements', () => nd.moveaxis(ramp(2, 3), [0, 1], [1]));
  refused('ND_VALUE_ERROR', 'rows differ', () => nd.array([[1, 2], [3]]));
  refused('ND_VALUE_ERROR', 'rows differ', () => nd.array([[1], 3]));
  refused('ND_VALUE_ERROR', 'zero character', () => nd.dtypeParse('f8\0'));
  refused('ND_VALUE_ERROR', '3 elements', () => ramp(3).item());
  refused('ND_INVALID_HANDLE', 'add', () => nd.add(null, ramp(3)));
  refused('ND_INDEX_ERROR', 'no index', () => ramp(3).get('a'));
  refused('ND_INDEX_ERROR', 'no index', () => ramp(3).get(1.5));
  refused('ND_INDEX_ERROR', '3', () => ramp(3).get(3));
  refused('TypeError', 'is no nd_array', () => nd.add('text', ramp(3)));
  refused('TypeError', 'no argument axis', () => ramp(3).sum({ axis: 0 }));
  refused('TypeError', 'no argument axis', () => ramp(3).sum([0], { axis: 0 }));
  refused('TypeError', 'no argument structSize', () => ramp(3).sum({ structSize: 1 }));
  refused('TypeError', 'no argument keepdims', () => ramp(3).cumsum({ keepdims: true }));
  refused('TypeError', 'keepdims: yes is no integer', () => ramp(3).sum({ keepdims: 'yes' }));
  refused('TypeError', 'keepdims: 0.5 is no integer', () => ramp(3).sum({ keepdims: 0.5 }));
  refused('TypeError', 'ddof: 1 is no number', () => ramp(3).std({ ddof: '1' }));
  refused('TypeError', 'missing', () => nd.getItem(ramp(3)));
  refused('TypeError', 'takes', () => nd.exp(ramp(3), 1, 2, 3, 4, 5));
});

test('release and scope', () => {
  const before = nd.liveHandles();
  const a = ramp(3);
  a.release();
  a.release();
  refused('ND_INVALID_HANDLE', 'ndim', () => a.ndim);
  const [kept] = nd.scope(() => {
    for (let i = 0; i < 100; i++) nd.zeros([4], 'float64').add(i);
    return [nd.scope(() => nd.array([1, 2]).add(1))];
  });
  expect(kept, [2, 3]);
  assert.throws(() => nd.scope(() => { nd.zeros([4], 'int8'); throw new Error('left'); }), /left/);
  kept.release();
  // what the lines above made outside of scopes: ramp's parts and dtypes, which are not owned
  assert(nd.liveHandles() - before < 20, String(nd.liveHandles() - before));
});

test('indexing', () => {
  const a = ramp(2, 3, 4);
  expect(a.get(1, 2, 3).item(), 23);
  expect(a.get(0, '::-1', '1:2'), [[9], [5], [1]]);
  expect(a.get(0, nd.slice(null, null, -2), nd.slice(-1)), [[11], [3]]);
  expect(a.get(':', null, '...', -1).shape, [2, 1, 3]);
  const mask = a.greater(20);
  expect(a.get(mask), [21, 22, 23]);
  expect(a.get(0, 0, [3, 0]), [3, 0]);
  expect(a.get([true, false]).shape, [1, 3, 4]);
  a.set(0, mask);
  a.set([8, 9], 0, 0, '2:');
  expect(a.get(1, 2), [20, 0, 0, 0]);
  expect(a.get(0, 0), [0, 1, 8, 9]);
});

test('views share, copies do not', () => {
  const a = ramp(2, 3);
  const view = a.T;
  const independent = a.copy();
  a.set(77, 0, 1);
  expect(view.get(1, 0).item(), 77);
  expect(independent, [[0, 1, 2], [3, 4, 5]]);
  expect([view.strides, view.shape], [[8, 24], [3, 2]]);
  expect([...a].map((row) => row.get(2).item()), [2, 5]);
  refused('TypeError', 'without axes', () => [...nd.array(1)]);
});

test('from and to arrays of JavaScript', () => {
  expect(nd.array([[1, 2], [3, 4]], 'int16'), [[1, 2], [3, 4]]);
  expect(nd.array([1, 0, 3], 'bool'), [true, false, true]);
  expect(nd.array([true, false]), [true, false]);
  expect(nd.array([1, { re: 0, im: 2 }], 'complex64'), [{ re: 1, im: 0 }, { re: 0, im: 2 }]);
  expect(nd.array([1.5, 2], 'float16'), [1.5, 2]);
  expect(nd.array([1, 2], '>i4'), [1, 2]);
  expect(nd.array([]).shape, [0]);
  expect(nd.zeros([1, 2, 0], 'int8'), [[[], []]]);
  expect(nd.array(5).shape, []);
  expect(nd.array(5), 5);
  expect(nd.array([2n ** 62n, 1n]), [2n ** 62n, 1]);
  expect(nd.array(Float32Array.of(1.5, 2)).dtype.name, 'float32');
  expect(nd.array([Int8Array.of(1, 2), Int8Array.of(3, 4)], 'int8'), [[1, 2], [3, 4]]);
  expect(nd.array(new Float64Array(8).subarray(2, 4)).shape, [2]);
  expect(nd.array([1, 2], 'int16').toTypedArray(), Int16Array.of(1, 2));
  expect(nd.array([{ re: 1, im: 2 }]).toTypedArray(), Float64Array.of(1, 2));
});

test('named arguments, structs and lists of outputs', () => {
  expect(ramp(2, 3).sum({ axes: [0], keepdims: true }).shape, [1, 3]);
  expect(ramp(2, 3).sum([0], { keepdims: true }).shape, [1, 3]);
  expect(ramp(2, 3).sum([0], { options: { keepdims: true }, initial: 1 }), [[4, 6, 8]]);
  expect(nd.std(nd.array([1, 3, 8]), { ddof: 1, where: nd.array([true, true, false]) }).item(), Math.SQRT2);
  expect(ramp(3).sum({ dtype: 'float32', keepdims: null }).dtype.name, 'float32');
  expect(nd.quantile(ramp(2, 3), 0.5, [1], { keepdims: true }), [[1], [4]]);
  const [mean, weight] = ramp(2, 3).average([0], null, { keepdims: true });
  expect([mean.toArray(), weight.toArray()], [[[1.5, 2.5, 3.5]], [[2, 2, 2]]]);
  const out = [null];
  nd.ufuncCall(nd.ufuncFind('negative'), [nd.array([1.25, 2.5], 'float32')], out, { dtype: 'float64' });
  expect(out[0], [-1.25, -2.5]);
  const options = { precision: 1, threshold: 1000, edgeitems: 3, linewidth: 75, floatmode: nd.FLOATMODE_FIXED,
    sign: '-'.charCodeAt(0), nanstr: '?' };
  const text = nd.arrayText(nd.array([0, 0]).divide(nd.array([0, 4])), ' ', 0, 0, options).bytes();
  expect(Buffer.from(text).toString(), '[  ? 0.0]');
  expect(nd.fpGetModes().divide, nd.FP_WARN);
  refused('TypeError', 'no field', () => nd.fpSetModes({ division: 1 }));
});

test('flags and axes', () => {
  expect(nd.linspace(0, 1, 2, { endpoint: false })[0], [0, 0.5]);
  expect([false, true].map((equalNan) => nd.arrayEqual(nd.array([NaN]), nd.array([NaN]), { equalNan })), [0, 1]);
  expect(ramp(2, 2).cumsum(), [0, 1, 3, 6]);
  expect(ramp(2, 2).cumsum(null), [0, 1, 3, 6]);
  expect(ramp(2, 2).cumsum(0), [[0, 1], [2, 4]]);
  expect(nd.take(ramp(2, 2), nd.array([3], 'int64')), [3]);
  expect(nd.array([[3, 1], [2, 0]]).sort(nd.AXIS_NONE), [0, 1, 2, 3]);
  expect(nd.array([[3, 1], [2, 0]]).sort(), [[1, 3], [0, 2]]);
  expect(ramp(2, 2).roll([1]), [[3, 0], [1, 2]]);
  expect(ramp(2, 3).flip().get(0, 0).item(), 5);
});

test('texts that are left out', () => {
  const a = nd.array([[1.5, 2], [3, 4]]);
  const table = (...given) => Buffer.from(nd.textToBytes(a, ...given).bytes()).toString();
  expect(table().split('\n').length, 3);
  expect(table({ fmt: '%.1f', delimiter: ',', header: 'two columns' }), '# two columns\n1.5,2.0\n3.0,4.0\n');
  expect(table({ fmt: '%g', footer: 'end', comments: '' }), '1.5 2\n3 4\nend\n');
  expect(nd.textFromBytes(Buffer.from('1 2\n3 4')), [[1, 2], [3, 4]]);
  expect(nd.textFromBytes(Buffer.from('1,2\n3,4'), { delimiter: ',' }), [[1, 2], [3, 4]]);
});

test('a handler in JavaScript', () => {
  const modes = nd.fpGetModes();
  const seen = [];
  const handler = nd.callback('nd_fp_callback', (operation, flag) => {
    seen.push([operation, flag]);
    return 0;
  });
  nd.fpSetHandler(handler);
  nd.fpSetModes({ divide: nd.FP_CALL });
  for (let i = 0; i < 100; i++) nd.array([1]).divide(0);
  nd.fpSetModes(modes);
  nd.fpSetHandler(null);
  handler.release();
  expect([seen.length, seen[0]], [100, ['divide', nd.FP_DIVIDE]]);
});

test('text', () => {
  expect(String(ramp(2, 2)), '[[0 1]\n [2 3]]');
  expect(inspect(nd.array([1, 2], 'int8')), 'array([1, 2], dtype=int8)');
});

test('README.md', () => {
  const code = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8').match(/```js\n(.*?)```/s)[1];
  const printed = [];
  const note = (...values) => printed.push(...values.map((value) => (typeof value === 'string' ? value : inspect(value))));
  new Function('require', 'console', code)((name) => (name === 'ndcore' ? nd : require(name)), { log: note });
  const all = printed.join('\n');
  for (const words of ['[[2.5 4.5]\n [6.5 8.5]]', 'array([4., 6.])\narray([[4., 6.]])',
    'array([2., 4.])\narray([3., 1.])\narray([3., 4.])', 'ND_AXIS_ERROR\nsum: axis 5 is out of bounds', '[ 1, 2 ]\n[ 0, 0 ]']) {
    assert(all.includes(words), `${words} is not in ${all}`);
  }
});

test('constants are exact', () => expect(nd.INDEX_UNSET, -(2n ** 63n) + 1n));

finish();
