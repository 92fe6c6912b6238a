// NumPy's core from Node.js: const nd = require('ndcore'); nd.array([[1, 2], [3, 4]]).multiply(2).
'use strict';
const { Handle, NdError, constants, kinds, scope } = require('./library');
const { callback, functions, results } = require('./functions');
const { NdArray, NdDtype, Slice, array, scalarOf } = require('./array');

module.exports = {
  ...constants,
  ...functions,
  Handle, NdArray, NdDtype, NdError, Slice, array, callback, kinds, results, scalarOf, scope,
  slice: (...limits) => new Slice(...limits),
};
