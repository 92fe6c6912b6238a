# frozen_string_literal: true

# NumPy's core from Ruby, over libndcore's C API by Fiddle: NDCore.array([[1, 2], [3, 4]]) * 2.
require_relative "ndcore/library"
require_relative "ndcore/functions"
require_relative "ndcore/array"
require_relative "ndcore/call"
