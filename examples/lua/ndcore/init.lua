-- NumPy's core from LuaJIT: the array type over the functions of functions.lua. `local nd = require "ndcore"`.
local ffi = require "ffi"
local library = require "ndcore.library"
local nd = require "ndcore.functions"
local constants = library.constants
local Array, Dtype = library.kinds.nd_array, library.kinds.nd_dtype

for name, value in pairs(constants) do nd[name] = value end
nd.Error = library.Error
for _, class in pairs(library.kinds) do
  class.__index = { release = library.release }
end

-- dtypes: two are the same exactly if their handles are.
function Dtype.__eq(a, b) return a.handle == b.handle end
function Dtype:__tostring() return nd.dtype_name(self) end

-- The C type of the elements that Lua can hold.
local CTYPES = { [0] = "bool", "int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t", "int64_t", "uint64_t",
  [11] = "float", [12] = "double", [13] = "complex float", [14] = "complex" }

-- Parts of an index: a[{nd.slice(1, 3), nd.newaxis, -1}].
local Slice = {}
function nd.slice(start, stop, step) return setmetatable({ start, stop, step }, Slice) end
nd.ellipsis = setmetatable({}, { __tostring = function() return "nd.ellipsis" end })
nd.newaxis = setmetatable({}, { __tostring = function() return "nd.newaxis" end })

local function item(numbers, arrays, part)
  local unset = constants.ND_INDEX_UNSET
  local kind, a, b, c = nil, 0, 0, 0
  if part == nd.ellipsis then
    kind = constants.ND_INDEX_ELLIPSIS
  elseif part == nd.newaxis then
    kind = constants.ND_INDEX_NEWAXIS
  elseif getmetatable(part) == Slice then
    kind, a, b, c = constants.ND_INDEX_SLICE, part[1] or unset, part[2] or unset, part[3] or unset
  elseif getmetatable(part) == Array then
    kind, arrays[#arrays + 1] = constants.ND_INDEX_ARRAY, part
  elseif (type(part) == "number" and part % 1 == 0) or type(part) == "cdata" then
    kind, a = constants.ND_INDEX_INTEGER, part
  else
    library.refuse("ND_INDEX_ERROR", nil, "%s is no index", tostring(part))
  end
  for _, number in ipairs { kind, a, b, c } do numbers[#numbers + 1] = number end
end

local function index(key)
  local numbers, arrays = {}, {}
  local is_one = type(key) ~= "table" or getmetatable(key) ~= nil
  for _, part in ipairs(is_one and { key } or key) do item(numbers, arrays, part) end
  return numbers, arrays
end

local function extents(pointer, n)
  local found = {}
  for i = 1, n do found[i] = tonumber(pointer[i - 1]) end
  return found
end

-- What stands behind a dot: properties, and every function whose first parameter is an array as a method.
local properties = { dtype = nd.array_dtype, ndim = nd.array_ndim, size = nd.array_size, nbytes = nd.array_nbytes,
  itemsize = nd.array_itemsize, T = nd.transpose }
function properties.shape(a) return extents(nd.array_shape(a), a.ndim) end
function properties.strides(a) return extents(nd.array_strides(a), a.ndim) end

local methods = { release = library.release }
for _, f in ipairs(library.api.functions) do
  local first = f.parameters[1]
  if nd[f.name] and first and first.role == "handle" and first.type.base == "nd_array" then methods[f.name] = nd[f.name] end
end
function methods.get(a, ...) return a[{ ... }] end

function Array.__index(a, key)
  if type(key) == "string" then
    local property = properties[key]
    if property then return property(a) end
    return methods[key]
  end
  return nd.get(a, index(key))
end

function Array.__newindex(a, key, value)
  if type(key) == "string" then library.refuse("ND_INDEX_ERROR", nil, "%s is no index", key) end
  local numbers, arrays = index(key)
  nd.set(a, numbers, arrays, value)
end

local OPERATORS = { add = "add", sub = "subtract", mul = "multiply", div = "divide", mod = "remainder", pow = "power" }
for event, name in pairs(OPERATORS) do
  local operation = nd[name]
  Array["__" .. event] = function(a, b) return operation(a, b) end
end
function Array.__unm(a) return nd.negative(a) end

-- Lua makes a boolean of what == gives: whether all elements are equal; nd.equal is elementwise.
function Array.__eq(a, b) return nd.array_equal(a, b) ~= 0 end
function Array:__tostring() return nd.array_text(self, " "):bytes() end
function nd.repr(a) return nd.array_repr(a, "array"):bytes() end

-- The elements in C order as they lie in memory.
function methods.bytes(a) return nd.array_to_memory(a, a.nbytes, constants.ND_ORDER_C) end

-- The elements in C order as memory of LuaJIT: a cdata, its C type and how many there are.
function methods.cdata(a)
  local ctype = CTYPES[nd.dtype_code(a.dtype)]
  if ctype == nil or nd.dtype_is_swapped(a.dtype) ~= 0 then
    a = nd.astype(a, ctype and a.dtype:native() or "float64")
    ctype = CTYPES[nd.dtype_code(a.dtype)]
  end
  local made = ffi.new(ctype .. "[?]", math.max(a.size, 1))
  ffi.copy(made, methods.bytes(a), a.nbytes)
  return made, ctype, a.size
end

function Dtype.__index.native(d) return nd.dtype_from_code(nd.dtype_code(d), constants.ND_NATIVE) end

local function element(value, ctype)
  if ctype == "bool" then return value end
  return ctype:find "complex" and ffi.new("complex", value.re, value.im) or library.number(value)
end

-- Nested tables, or the element of an array without axes.
function methods.totable(a)
  local data, ctype = methods.cdata(a)
  local shape, at = a.shape, 0
  local function part(axis)
    if axis > #shape then
      at = at + 1
      return element(data[at - 1], ctype)
    end
    local made = {}
    for i = 1, shape[axis] do made[i] = part(axis + 1) end
    return made
  end
  return part(1)
end

-- The element of an array that has one.
function methods.item(a)
  if a.size ~= 1 then library.refuse("ND_VALUE_ERROR", nil, "item: the array has %d elements", a.size) end
  local data, ctype = methods.cdata(a)
  return element(data[0], ctype)
end

-- `for i, row in a:rows() do`: views along the first axis, i from 0 as in a[i].
function methods.rows(a)
  local i, n = -1, a.shape[1] or 0
  return function()
    i = i + 1
    if i < n then return i, a[i] end
  end
end

local function measure(values, shape, flat, depth)
  shape[depth] = shape[depth] or #values
  if #values ~= shape[depth] then library.refuse("ND_VALUE_ERROR", nil, "array: rows differ in length") end
  for _, value in ipairs(values) do
    if (type(value) == "table") ~= (shape[depth + 1] ~= nil) and #flat > 0 then
      library.refuse("ND_VALUE_ERROR", nil, "array: rows differ in depth")
    end
    if type(value) == "table" then measure(value, shape, flat, depth + 1) else flat[#flat + 1] = value end
  end
end

local function guess(flat)
  if #flat == 0 then return "float64" end
  if type(flat[1]) == "boolean" then return "bool" end
  return ffi.istype("complex", flat[1]) and "complex128" or type(flat[1]) == "cdata" and "int64" or "float64"
end

-- An array of nested tables; numbers become float64 unless a dtype is named.
function nd.array(values, dtype)
  if type(values) ~= "table" then return nd.array({ values }, dtype):reshape({}) end
  local shape, flat = {}, {}
  measure(values, shape, flat, 1)
  local natural = guess(flat)
  local wanted = dtype and (type(dtype) == "string" and nd.dtype_parse(dtype) or dtype) or nd.dtype_parse(natural)
  local code = nd.dtype_code(wanted)
  local ctype = CTYPES[code] or "double"
  local data = ffi.new(ctype .. "[?]", math.max(#flat, 1))
  for i, value in ipairs(flat) do data[i - 1] = value end
  local from = CTYPES[code] and wanted:native() or nd.dtype_parse "float64"
  local made = nd.array_from_memory(data, from, shape)
  return from == wanted and made or made:astype(wanted)
end

return nd
