// Opens libndcore over koffi, reads the description of its C API, frontends/api.json; errors, handles and their release.
// functions.js builds on it.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');

const file = process.env.NDCORE_API || path.join(__dirname, '../../../frontends/api.json');
const api = JSON.parse(fs.readFileSync(file, 'utf8'));
// Numbers that are no double are strings in it.
const constants = Object.fromEntries(api.constants.map((c) =>
  [c.name.slice(3), typeof c.value === 'string' ? BigInt(c.value) : c.value]));

/** What a failed call left in its record: status, kind ("ND_AXIS_ERROR"), message, function ("nd_sum"). */
class NdError extends Error {
  constructor(kind, message, func = null, status = constants[kind.slice(3)]) {
    super(message);
    this.name = 'NdError';
    Object.assign(this, { kind, status, function: func });
  }
}

const structs = Object.fromEntries(api.structs.map((s) => [s.name, s]));
const callbacks = Object.fromEntries(api.callbacks.map((c) => [c.name, c]));
const NUMBERS = { // of C: typed array, DataView's method, bytes
  int8_t: [Int8Array, 'Int8', 1], uint8_t: [Uint8Array, 'Uint8', 1],
  int16_t: [Int16Array, 'Int16', 2], uint16_t: [Uint16Array, 'Uint16', 2],
  int32_t: [Int32Array, 'Int32', 4], uint32_t: [Uint32Array, 'Uint32', 4],
  int64_t: [BigInt64Array, 'BigInt64', 8], uint64_t: [BigUint64Array, 'BigUint64', 8],
  double: [Float64Array, 'Float64', 8], float: [Float32Array, 'Float32', 4],
};

const isPointer = (ctype) => ctype.pointers.length > 0 || ctype.base in callbacks;
const typeName = (ctype) => (isPointer(ctype) ? 'void *' : ctype.resolved);

const lib = koffi.load(process.env.NDCORE_LIBRARY || 'libndcore.so.1');
const bind = (f) => lib.func(f.symbol, typeName(f.returns.type), f.parameters.map((p) => typeName(p.type)));
const described = (name) => bind(api.functions.find((f) => f.name === name));

const C = {
  release: described('release'),
  status: described('last_error_status'),
  message: described('last_error_message'),
  function: described('last_error_function'),
  statusName: described('status_name'),
};

const text = (pointer) => (pointer ? koffi.decode.string(pointer) : null);

function lastError() {
  const status = C.status();
  throw new NdError(text(C.statusName(status)), text(C.message()), text(C.function()), status);
}

// Drafts of the API demand the library of the very build that api.json describes.
if (!described('get_api_draft')(BigInt(`0x${api.build_hash}`))) lastError();

// The garbage collector gives owned handles back, some time after the program came back to its event loop.
const registry = new FinalizationRegistry((address) => C.release(address));

/** One kind of handle. `release` gives it back at once; using it afterwards is an error. */
class Handle {
  static wrap(address, owned) {
    if (!address) return null;
    const made = Object.create(this.prototype);
    Object.defineProperty(made, 'address', { value: address, writable: true });
    if (owned) {
      registry.register(made, address, made);
      Object.defineProperty(made, 'owned', { value: true });
      if (scopes.length > 0) scopes[scopes.length - 1].add(made);
    }
    return made;
  }

  release() {
    if (this.owned && this.address) {
      registry.unregister(this);
      C.release(this.address);
      this.address = 0n;
    }
  }

  [Symbol.dispose ?? Symbol.for('dispose')]() {
    this.release();
  }
}

const scopes = [];

/** Runs a function and releases all that was made in it, but for what it returns: the way through large arrays in a loop. */
function scope(body) {
  const made = new Set();
  let kept;
  scopes.push(made);
  try {
    kept = body();
  } finally {
    scopes.pop();
    for (const one of Array.isArray(kept) ? kept : [kept]) {
      if (made.delete(one) && scopes.length > 0) scopes[scopes.length - 1].add(one);
    }
    made.forEach((one) => one.release());
  }
  return kept;
}

const title = (name) => name.replace(/^nd_/, '').replace(/(?:^|_)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const kinds = {}; // nd_array: class NdArray
for (const { name } of api.handles) {
  kinds[name] = { [`Nd${title(name)}`]: class extends Handle {} }[`Nd${title(name)}`];
}
const wrap = (kind, address, owned) => kinds[kind].wrap(address, owned);

module.exports = { NUMBERS, Handle, NdError, api, bind, callbacks, camel, constants, isPointer, kinds, koffi, lastError, scope,
  structs, text, typeName, wrap };
