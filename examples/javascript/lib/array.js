// The array type: indexing, conversions, text. Every function whose first argument is an array is a method too.
'use strict';
const util = require('node:util');
const { NdError, api, camel, constants, kinds, koffi } = require('./library');
const { functions: nd, scalarOf } = require('./functions');

const { nd_array: NdArray, nd_dtype: NdDtype } = kinds;
const utf8 = new TextDecoder();

// The typed arrays of the elements that JavaScript has, by dtype code; those of complex numbers alternate.
const TYPED = { BOOL: Uint8Array, INT8: Int8Array, UINT8: Uint8Array, INT16: Int16Array, UINT16: Uint16Array, INT32: Int32Array,
  UINT32: Uint32Array, INT64: BigInt64Array, UINT64: BigUint64Array, FLOAT32: Float32Array, FLOAT64: Float64Array,
  COMPLEX64: Float32Array, COMPLEX128: Float64Array };
const typed = new Map(Object.entries(TYPED).map(([name, type]) => [constants[name], type]));
const NATURAL = new Map([[Int8Array, 'int8'], [Uint8Array, 'uint8'], [Uint8ClampedArray, 'uint8'], [Int16Array, 'int16'],
  [Uint16Array, 'uint16'], [Int32Array, 'int32'], [Uint32Array, 'uint32'], [BigInt64Array, 'int64'],
  [BigUint64Array, 'uint64'], [Float32Array, 'float32'], [Float64Array, 'float64']]);

/** A slice, as start:stop:step; what is left out is null. */
class Slice {
  constructor(start = null, stop = null, step = null) {
    Object.assign(this, { start, stop, step });
  }

  static parse(text) {
    const parts = /^(-?\d*):(-?\d*)(?::(-?\d*))?$/.exec(text);
    if (!parts) throw new NdError('ND_INDEX_ERROR', `${JSON.stringify(text)} is no index`);
    return new Slice(...parts.slice(1).map((part) => (part ? Number(part) : null)));
  }
}

function part(given, numbers, arrays) {
  const unset = constants.INDEX_UNSET;
  let one = typeof given === 'string' && given !== '...' ? Slice.parse(given) : given;
  if (Array.isArray(one)) one = array(one, one.every((x) => typeof x === 'boolean') && one.length > 0 ? 'bool' : 'int64');
  if (one === null) numbers.push(constants.INDEX_NEWAXIS, 0, 0, 0);
  else if (one === '...') numbers.push(constants.INDEX_ELLIPSIS, 0, 0, 0);
  else if (one instanceof Slice) numbers.push(constants.INDEX_SLICE, one.start ?? unset, one.stop ?? unset, one.step ?? unset);
  else if (Number.isInteger(one) || typeof one === 'bigint') numbers.push(constants.INDEX_INTEGER, one, 0, 0);
  else if (one instanceof NdArray) {
    numbers.push(constants.INDEX_ARRAY, 0, 0, 0);
    arrays.push(one);
  } else throw new NdError('ND_INDEX_ERROR', `${util.inspect(one)} is no index`);
}

function index(parts) {
  const numbers = [];
  const arrays = [];
  parts.forEach((one) => part(one, numbers, arrays));
  return [numbers, arrays];
}

const extents = (pointer, ndim) => koffi.decode(pointer, koffi.array('int64_t', ndim, 'Array')).map(Number);

for (const f of api.functions) {
  const first = f.parameters[0];
  const name = camel(f.name);
  if (nd[name] && first?.role === 'handle' && first.type.base === 'nd_array' && !f.name.startsWith('array_')) {
    NdArray.prototype[name] = function (...given) { return nd[name](this, ...given); };
  }
}

const properties = {
  ndim() { return nd.arrayNdim(this); },
  size() { return nd.arraySize(this); },
  nbytes() { return nd.arrayNbytes(this); },
  itemsize() { return nd.arrayItemsize(this); },
  dtype() { return nd.arrayDtype(this); },
  shape() { return this.ndim === 0 ? [] : extents(nd.arrayShape(this), this.ndim); },
  strides() { return this.ndim === 0 ? [] : extents(nd.arrayStrides(this), this.ndim); },
  T() { return nd.transpose(this); },
};
for (const [name, get] of Object.entries(properties)) Object.defineProperty(NdArray.prototype, name, { get });

// What JavaScript reads: native byte order, and float64 for floats that it does not have.
function readable(a) {
  const type = typed.get(a.dtype.code);
  return type && !a.dtype.isSwapped ? a : a.astype(type ? a.dtype.native : 'float64');
}

const isComplexCode = (code) => code === constants.COMPLEX64 || code === constants.COMPLEX128;

const small = (value) => (typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value);

// The elements in C order as values.
function elements(a) {
  const same = readable(a);
  const flat = same.toTypedArray();
  const { code } = same.dtype;
  if (code === constants.BOOL) return Array.from(flat, Boolean);
  if (!isComplexCode(code)) return Array.from(flat, small);
  return Array.from({ length: flat.length / 2 }, (_, i) => ({ re: flat[2 * i], im: flat[2 * i + 1] }));
}

function nested(flat, [extent, ...rest], first) {
  if (extent === undefined) return flat[first];
  const step = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: extent }, (_, i) => nested(flat, rest, first + i * step));
}

Object.assign(NdArray.prototype, {
  /** a.get(0), a.get('1:3', '...', null), a.get(mask), a.get([0, 2]): views for positions and slices. */
  get(...parts) { return nd.get(this, ...index(parts)); },
  /** a.set(value, ...index): value broadcasts. */
  set(value, ...parts) { nd.set(this, ...index(parts), Array.isArray(value) ? array(value) : value); },
  /** The elements in C order as they lie in memory. */
  bytes() { return nd.arrayToMemory(this, this.nbytes, constants.ORDER_C); },
  /** The elements in C order; parts of complex numbers alternate. */
  toTypedArray() {
    const same = readable(this);
    const bytes = same.bytes();
    const Type = typed.get(same.dtype.code);
    return new Type(bytes.buffer, bytes.byteOffset, bytes.byteLength / Type.BYTES_PER_ELEMENT);
  },
  /** Nested arrays; the element itself if there are no axes. */
  toArray() { return nested(elements(this), this.shape, 0); },
  /** The element of an array that has one. */
  item() {
    if (this.size !== 1) throw new NdError('ND_VALUE_ERROR', `item: the array has ${this.size} elements`);
    return elements(this)[0];
  },
  toString() { return utf8.decode(nd.arrayText(this, ' ').bytes()); },
  [util.inspect.custom]() { return utf8.decode(nd.arrayRepr(this, 'array').bytes()); },
  /** The parts along the first axis. */
  * [Symbol.iterator]() {
    if (this.ndim === 0) throw new TypeError('an array without axes has no parts');
    for (let i = 0, n = this.shape[0]; i < n; i++) yield this.get(i);
  },
});

const dtypeProperties = {
  code() { return nd.dtypeCode(this); },
  name() { return nd.dtypeName(this); },
  isSwapped() { return nd.dtypeIsSwapped(this) !== 0; },
  native() { return nd.dtypeFromCode(this.code, constants.NATIVE); },
};
for (const [name, get] of Object.entries(dtypeProperties)) Object.defineProperty(NdDtype.prototype, name, { get });
Object.assign(NdDtype.prototype, {
  /** Two dtypes are the same exactly if their handles are. */
  equals(other) { return other instanceof NdDtype && this.address === other.address; },
  toString() { return this.name; },
  [util.inspect.custom]() { return `dtype('${this.name}')`; },
});

const isList = (value) => Array.isArray(value) || NATURAL.has(value?.constructor);

function shapeOf(values) {
  if (!isList(values)) return [];
  return [values.length, ...(values.length > 0 ? shapeOf(values[0]) : [])];
}

function isRegular(values, [extent, ...rest]) {
  if (extent === undefined) return !isList(values);
  return isList(values) && values.length === extent && (NATURAL.has(values.constructor) || values.every((one) => isRegular(one, rest)));
}

function natural(flat) {
  const one = flat[0];
  if (typeof one === 'boolean') return 'bool';
  if (typeof one === 'bigint') return 'int64';
  return flat.some((x) => typeof x === 'object') ? 'complex128' : 'float64';
}

function packed(flat, code) {
  const Type = typed.get(code);
  if (Type === BigInt64Array || Type === BigUint64Array) return Type.from(flat, BigInt);
  if (code === constants.BOOL) return Type.from(flat, Boolean);
  return isComplexCode(code) ? Type.from(flat.flatMap((x) => [x.re ?? x, x.im ?? 0])) : Type.from(flat, Number);
}

/**
 * An array of a typed array, of nested arrays of numbers, booleans, bigints or { re, im }, or of one of them. Numbers become
 * float64, bigints int64, unless a dtype is named.
 */
function array(values, dtype = null) {
  const shape = shapeOf(values);
  if (!isRegular(values, shape)) throw new NdError('ND_VALUE_ERROR', 'array: rows differ in length or depth');
  if (NATURAL.has(values?.constructor)) {
    const made = nd.arrayFromMemory(values, NATURAL.get(values.constructor), shape);
    return dtype ? made.astype(dtype) : made;
  }
  const flat = Array.isArray(values) ? values.flat(Infinity).flatMap((one) => (isList(one) ? Array.from(one) : [one])) : [values];
  const wanted = typeof dtype === 'string' ? nd.dtypeParse(dtype) : dtype ?? nd.dtypeParse(natural(flat));
  const from = typed.has(wanted.code) ? wanted.native : nd.dtypeParse('float64');
  const made = nd.arrayFromMemory(packed(flat, from.code), from, shape);
  return from.equals(wanted) ? made : made.astype(wanted);
}

module.exports = { NdArray, NdDtype, Slice, array, scalarOf };
