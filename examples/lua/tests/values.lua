-- The values of the conformance vectors: from JSON into a call, back from a result, and when two are the same.
local ffi = require "ffi"
local json = require "ndcore.json"
local library = require "ndcore.library"
local nd = require "ndcore"
local values = {}

local function unhex(digits)
  return (digits:gsub("%x%x", function(pair) return string.char(tonumber(pair, 16)) end))
end

local function hex(bytes)
  return (bytes:gsub(".", function(byte) return ("%02x"):format(byte:byte()) end))
end

local function dtype_name(d) return nd.dtype_is_swapped(d) ~= 0 and nd.dtype_type_str(d) or nd.dtype_name(d) end

function values.call(name, arguments)
  local given = {}
  for i = 1, arguments.n do given[i] = values.decode(arguments[i]) end
  local function pack(...) return { n = select("#", ...), ... } end
  return pack(nd[name](unpack(given, 1, arguments.n))), given
end

function values.decode(value)
  if value == json.null then return nil end
  if type(value) ~= "table" then return value end
  if value.n then
    local made = { n = value.n }
    for i = 1, value.n do made[i] = values.decode(value[i]) end
    return made
  end
  if value.int then return json.integer(value.int) end
  if value.double then return ffi.cast("const double *", unhex(value.double))[0] end
  if value.bytes then return unhex(value.bytes) end
  if value.struct then
    local made = {}
    for name, one in pairs(value.struct) do made[name] = values.decode(one) end
    return made
  end
  if value.dtype then return nd.dtype_parse(value.dtype) end
  if value.array then
    return nd.array_from_memory(unhex(value.data), nd.dtype_parse(value.array), values.decode(value.shape))
  end
  return values.call(value.call, value.arguments)[1]
end

local function number(value)
  if type(value) == "cdata" then return { int = (tostring(value):gsub("U?LL$", "")) } end
  return value
end

-- `want` tells what Lua does not: whether a number is a double, whether a string is memory.
function values.encode(value, want)
  local kind = getmetatable(value)
  if type(value) == "table" and kind == nil then
    local made = { n = #value }
    for i = 1, #value do made[i] = values.encode(value[i], want and want[i]) end
    return made
  end
  if kind == library.kinds.nd_array then
    local shape = value.shape
    shape.n = #shape
    return { array = dtype_name(value.dtype), shape = shape, data = hex(value:bytes()) }
  end
  if kind == library.kinds.nd_dtype then return { dtype = dtype_name(value) } end
  if type(value) == "table" then return { handle = kind.kind } end
  if type(want) == "table" and want.double then return { double = hex(ffi.string(ffi.new("double[1]", value), 8)) } end
  if type(want) == "table" and want.bytes then return { bytes = hex(value) } end
  return number(value)
end

local EPSILON = { float32 = { "float", 2 ^ -23 }, complex64 = { "float", 2 ^ -23 },
  float64 = { "double", 2 ^ -52 }, complex128 = { "double", 2 ^ -52 } }

local function floats(value)
  local bytes, ctype = unhex(value.data), EPSILON[value.array][1]
  local data, found = ffi.cast("const " .. ctype .. " *", bytes), {}
  for i = 1, #bytes / ffi.sizeof(ctype) do found[i] = data[i - 1] end
  return found
end

local function near(got, want, tolerance)
  if got.array ~= want.array or not values.same(got.shape, want.shape) then return false end
  local ours, theirs, largest = floats(got), floats(want), 0
  for _, value in ipairs(theirs) do largest = math.max(largest, math.abs(value)) end
  for i, value in ipairs(theirs) do
    if not (math.abs(ours[i] - value) <= tolerance * EPSILON[want.array][2] * largest) then return false end
  end
  return true
end

function values.same(got, want, tolerance)
  if type(want) ~= "table" then return got == want end
  if want.any then return true end
  if type(got) ~= "table" then return false end
  if tolerance and want.array and EPSILON[want.array] then return near(got, want, tolerance) end
  for key, value in pairs(want) do
    if not values.same(got[key], value, tolerance) then return false end
  end
  for key in pairs(got) do
    if want[key] == nil then return false end
  end
  return true
end

return values
