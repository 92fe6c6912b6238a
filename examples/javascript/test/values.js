// The values of the conformance vectors: from JSON into a call, back from a result, and when two are the same.
'use strict';
const { isDeepStrictEqual } = require('node:util');
const nd = require('../lib');
const { camel } = require('../lib/library');

const unhex = (digits) => Uint8Array.from(Buffer.from(digits, 'hex'));
const hex = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
const dtypeName = (dtype) => (dtype.isSwapped ? nd.dtypeTypeStr(dtype) : dtype.name);
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

// The results as a list, and the arguments as they are after the call.
function call(name, values) {
  const given = values.map(decode);
  return [nd.results[name](...given), given];
}

function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (!isObject(value)) return value;
  if ('int' in value) return BigInt(value.int);
  if ('double' in value) return new Float64Array(unhex(value.double).buffer)[0];
  if ('bytes' in value) return unhex(value.bytes);
  if ('dtype' in value) return nd.dtypeParse(value.dtype);
  if ('struct' in value) {
    return Object.fromEntries(Object.entries(value.struct).map(([name, one]) => [camel(name), decode(one)]));
  }
  if ('array' in value) return nd.arrayFromMemory(unhex(value.data), nd.dtypeParse(value.array), value.shape);
  return call(value.call, value.arguments)[0][0];
}

// `want` tells what JavaScript does not: whether a number is a double.
function encode(value, want) {
  if (Array.isArray(value)) return value.map((one, i) => encode(one, want?.[i]));
  if (typeof value === 'bigint') return { int: String(value) };
  if (value instanceof Uint8Array) return { bytes: hex(value) };
  if (value instanceof nd.NdArray) return { array: dtypeName(value.dtype), shape: value.shape, data: hex(value.bytes()) };
  if (value instanceof nd.NdDtype) return { dtype: dtypeName(value) };
  if (value instanceof nd.Handle) return { handle: Object.keys(nd.kinds).find((kind) => value instanceof nd.kinds[kind]) };
  return isObject(want) && 'double' in want ? { double: hex(Float64Array.of(value)) } : value;
}

const EPSILON = { float32: [Float32Array, 2 ** -23], complex64: [Float32Array, 2 ** -23],
  float64: [Float64Array, 2 ** -52], complex128: [Float64Array, 2 ** -52] };

function near(got, want, tolerance) {
  if (got.array !== want.array || !isDeepStrictEqual(got.shape, want.shape)) return false;
  const [Type, epsilon] = EPSILON[want.array];
  const [ours, theirs] = [got, want].map((value) => new Type(unhex(value.data).buffer));
  const allowed = tolerance * epsilon * Math.max(0, ...theirs.map(Math.abs));
  return theirs.every((value, i) => Math.abs(ours[i] - value) <= allowed);
}

function same(got, want, tolerance = 0) {
  if (isObject(want) && 'any' in want) return true;
  if (tolerance > 0 && isObject(want) && isObject(got) && want.array in EPSILON) return near(got, want, tolerance);
  if (!Array.isArray(want) || !Array.isArray(got)) return isDeepStrictEqual(got, want);
  return got.length === want.length && want.every((value, i) => same(got[i], value, tolerance));
}

module.exports = { call, encode, same };
