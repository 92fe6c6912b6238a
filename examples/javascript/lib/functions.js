// Every function of the C API by values, built when it is loaded: nd.sum(a, [0]) for nd_sum(a, axes, 1, NULL), or
// nd.sum(a, { axes: [0], keepdims: true }), where keepdims is a field of the options. null and undefined stand for what
// is left out, lengths follow from lists, results come in the order of the C parameters: one as it is, several in an
// array.
'use strict';
const { NUMBERS, Handle, NdError, api, bind, callbacks, camel, constants, isPointer, kinds, koffi, lastError, structs, text,
  typeName, wrap } = require('./library');

const functions = {};
const BY_HAND = ['retain', 'release', 'last_error'];
const UNSAID = ['out_pointer', 'out_text', 'cells', 'out_cells'];
const isSaid = (f) => f.area !== 'tables' && !BY_HAND.includes(f.name) && !f.parameters.some((p) => UNSAID.includes(p.role));
const isPlainObject = (value) => value != null && Object.getPrototypeOf(value) === Object.prototype;
const isComplex = (value) => isPlainObject(value) && 're' in value && 'im' in value;

/** A number where it holds the integer, else a bigint. */
const number = (value) => (typeof value === 'bigint' && BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
  ? Number(value) : value);

/** A number as in Python: it takes the dtype of what it meets. Whole numbers are integers; nd.weakFloat(2) is 2.0. */
function scalarOf(value) {
  if (isComplex(value)) return functions.weakComplex(value.re, value.im);
  if (typeof value === 'boolean') {
    return functions.arrayFromMemory(Uint8Array.of(value ? 1 : 0), functions.dtypeParse('bool'), []);
  }
  if (typeof value === 'bigint') return value > 2n ** 63n - 1n ? functions.weakUint(value) : functions.weakInt(value);
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? functions.weakInt(value) : functions.weakFloat(value);
}

const isScalar = (value) => ['number', 'bigint', 'boolean'].includes(typeof value) || isComplex(value);

// The address of a handle; `kept` holds what must outlive the call.
function pointer(kind, value, kept) {
  if (value == null) return 0n;
  if (kind === 'nd_array' && isScalar(value)) value = scalarOf(value);
  if (kind === 'nd_dtype' && typeof value === 'string') value = functions.dtypeParse(value);
  if (!(value instanceof (kind ? kinds[kind] : Handle))) throw new TypeError(`${value} is no ${kind ?? 'handle'}`);
  kept.push(value);
  return value.address;
}

function bytesOf(value, kept) {
  if (typeof value !== 'string') throw new TypeError(`${value} is no string`);
  if (value.includes('\0')) throw new NdError('ND_VALUE_ERROR', `${JSON.stringify(value)} holds a zero character`);
  const made = Buffer.from(`${value}\0`);
  kept.push(made);
  return made;
}

// A typed array for C, which tells an empty one from NULL: there is always a first element.
function room(type, count) {
  return new type(Math.max(count, 1));
}

function filled(type, values) {
  const made = room(type, values.length);
  const big = type === BigInt64Array || type === BigUint64Array;
  for (let i = 0; i < values.length; i++) made[i] = big ? BigInt(values[i]) : values[i];
  return made;
}

const HIDDEN = ['struct_size', 'reserved'];
const fieldOf = (name, key) => structs[name].fields.find((f) => camel(f.name) === key && !HIDDEN.includes(f.name));

function methodOf(ctype) {
  return isPointer(ctype) ? 'BigUint64' : NUMBERS[ctype.resolved][1];
}

// What a field holds: the address of a handle or of a text, a number, a boolean as one.
function content(field, value, kept) {
  if (field.type.base in kinds) return pointer(field.type.base, value, kept);
  if (field.type.base === 'char') return koffi.address(bytesOf(value, kept));
  if (isPointer(field.type)) return value.address ?? value;
  const wanted = field.type.resolved === 'double' ? 'number' : 'integer';
  const exact = typeof value === 'number' && (wanted === 'number' || Number.isInteger(value));
  if (exact || ['bigint', 'boolean'].includes(typeof value)) return value;
  throw new TypeError(`${camel(field.name)}: ${value} is no ${wanted}`);
}

// A struct from an object: { dtype: 'float64' }.
function struct(name, values, kept) {
  const memory = new ArrayBuffer(structs[name].size);
  const view = new DataView(memory);
  view.setBigInt64(0, BigInt(structs[name].size), true);
  for (const [key, given] of Object.entries(values)) {
    const field = fieldOf(name, key);
    if (!field) throw new TypeError(`${name} has no field ${key}`);
    if (given == null) continue;
    const method = methodOf(field.type);
    const value = content(field, given, kept);
    view[`set${method}`](field.offset, method.startsWith('Big') ? BigInt(value) : Number(value), true);
  }
  return new Uint8Array(memory);
}

function fields(name, memory) {
  const view = new DataView(memory.buffer);
  const known = structs[name].fields.filter((f) => !HIDDEN.includes(f.name));
  return Object.fromEntries(known.map((f) => {
    const value = number(view[`get${methodOf(f.type)}`](f.offset, true));
    return [camel(f.name), f.type.base === 'char' ? text(value) : value];
  }));
}

function missing(p) {
  throw new TypeError(`${p.name} is missing`);
}

const handles = (p) => (value, kept) => filled(BigUint64Array, Array.from(value, (one) => pointer(p.type.base, one, kept)));

// What makes the C argument of one value, by the parameter's role.
const INPUTS = {
  handle: (p) => (value, kept) => pointer(p.type.base, value, kept),
  any_handle: () => (value, kept) => pointer(null, value, kept),
  handles,
  out_handles: handles,
  string: () => bytesOf,
  strings: () => (value, kept) => filled(BigUint64Array, value.map((one) => koffi.address(bytesOf(one, kept)))),
  struct: (p) => (value, kept) => struct(p.type.base, value, kept),
  array: (p) => (value) => filled(NUMBERS[p.type.resolved][0], p.count === 1 ? [value] : value),
  memory: () => memory,
  bytes: () => memory,
  double: () => (value) => Number(value),
  callback: () => (value) => value.address ?? value,
};

// Memory may be empty, but not NULL.
function memory(value) {
  return value.byteLength === 0 ? new Uint8Array(1) : value;
}

const whole = (value) => (typeof value === 'boolean' ? Number(value) : value);

function input(p) {
  const convert = (INPUTS[p.role] ?? (() => whole))(p);
  const absent = ['integer', 'length', 'double'].includes(p.role) ? missing : () => null;
  let initial = null;
  if (p.default !== null) initial = p.default.startsWith('ND_') ? constants[p.default.slice(3)] : Number(p.default);
  return (value, kept) => (value == null ? initial ?? absent(p) : convert(value, kept));
}

function amount(p, values) {
  const count = p.count;
  if (typeof count === 'number') return count;
  if (count === null) return 1;
  if (!count.ndim) return Math.max(Number(values[count.parameter]), 0) * count.factor;
  const array = values[count.ndim];
  return array?.address ? functions.arrayNdim(array) : 0;
}

function output(p, values) {
  if (p.role === 'out_struct') return struct(p.type.base, {}, []);
  if (p.role === 'out_bytes') return room(Uint8Array, amount(p, values));
  return room(p.role.startsWith('out_handle') ? BigUint64Array : NUMBERS[p.type.resolved][0], amount(p, values));
}

// How one result parameter is read after the call.
const OUTPUTS = {
  out_handle: (p, made) => wrap(p.type.base, made[0], true),
  out_handles: (p, made, count) => Array.from(made.subarray(0, count), (one) => wrap(p.type.base, one, true)),
  out_array: (_, made, count) => Array.from(made.subarray(0, count), number),
  out_bytes: (_, made, count) => made.subarray(0, count),
  out_struct: (p, made) => fields(p.type.base, made),
  out_value: (_, made) => number(made[0]),
};

// How the returned value is read; null if there is none.
function reader({ kind, type }) {
  if (kind === 'status' || kind === 'void') return null;
  if (kind === 'reading' || kind === 'value') return number;
  if (type.base === 'char') return text;
  return type.base in kinds ? (value) => wrap(type.base, value, kind === 'owned') : (value) => value;
}

function measure(f, p, values) {
  const counted = f.parameters.filter((q) => q.passed === 'argument' && q.count?.parameter === p.name && values[q.name] != null);
  const sizes = new Set(counted.map((q) => Math.floor(values[q.name].length / q.count.factor)));
  if (sizes.size > 1) throw new NdError('ND_VALUE_ERROR', `${f.name}: lists of \`${p.name}\` differ in length`, f.symbol);
  return sizes.size === 0 ? 0 : [...sizes][0];
}

// The values of named arguments: those of parameters, and the fields of the optional struct among them.
function named(f, free, given) {
  const values = {};
  const fields = {};
  const options = free.find((p) => p.role === 'struct' && p.optional);
  for (const [key, value] of Object.entries(given)) {
    const p = free.find((one) => camel(one.name) === key);
    if (p) values[p.name] = value;
    else if (options && fieldOf(options.type.base, key)) fields[key] = value;
    else throw new TypeError(`${camel(f.name)}: no argument ${key}`);
  }
  if (Object.keys(fields).length > 0) values[options.name] = { ...values[options.name], ...fields };
  return values;
}

// Positional arguments, and perhaps an object with those that are named; where a struct is demanded it is the struct.
function arrange(f, wanted, given) {
  let values = {};
  const last = given[given.length - 1];
  const place = wanted[given.length - 1];
  if (isPlainObject(last) && !isComplex(last) && (place?.role !== 'struct' || place.optional)) {
    given = given.slice(0, -1);
    values = named(f, wanted.slice(given.length), last);
  }
  if (given.length > wanted.length) throw new TypeError(`${camel(f.name)} takes ${wanted.length} arguments`);
  given.forEach((value, i) => { values[wanted[i].name] = value; });
  return values;
}

// Lists of outputs: what was nothing in them has been made by the call.
function fill(p, value, made) {
  for (let i = 0; i < value.length; i++) value[i] ??= wrap(p.type.base, made[i], true);
}

/** The results of a function, always a list. */
function binding(f) {
  const call = bind(f);
  const read = reader(f.returns);
  const wanted = f.parameters.filter((p) => p.passed === 'argument');
  const inputs = new Map(wanted.map((p) => [p, input(p)]));
  const failed = { status: (r) => r < 0, reading: (r) => r < 0, owned: (r) => !r, borrowed: (r) => !r }[f.returns.kind];
  return (...given) => {
    const values = arrange(f, wanted, given);
    for (const p of f.parameters) if (p.passed === 'length') values[p.name] = measure(f, p, values);
    const kept = [];
    const passed = f.parameters.map((p) => {
      if (p.passed === 'length') return values[p.name];
      return p.passed === 'result' ? output(p, values) : inputs.get(p)(values[p.name], kept);
    });
    const returned = call(...passed);
    if (failed?.(returned)) lastError();
    const results = read ? [read(returned)] : [];
    f.parameters.forEach((p, i) => {
      if (p.passed === 'result') results.push(OUTPUTS[p.role](p, passed[i], amount(p, values)));
      else if (p.role === 'out_handles') fill(p, values[p.name], passed[i]);
    });
    kept.length = 0; // until here the arguments lived
    return results;
  };
}

const results = {};
for (const f of api.functions.filter(isSaid)) {
  const all = binding(f);
  results[f.name] = all;
  functions[camel(f.name)] = (...given) => {
    const found = all(...given);
    return found.length < 2 ? found[0] : found;
  };
}

/** A function for C, kept until `release`. */
class Callback {
  constructor(address) { this.address = address; }

  release() { koffi.unregister(this.address); }
}

/** A function for C of one of JavaScript; only for what is called on the thread of the call: handlers and progress. */
function callback(name, body) {
  const { parameters, returns } = callbacks[name];
  const types = parameters.map((p) => (p.type.base === 'char' ? 'const char *' : typeName(p.type)));
  return new Callback(koffi.register(body, koffi.pointer(koffi.proto(typeName(returns), types))));
}

module.exports = { callback, functions, results, scalarOf };
