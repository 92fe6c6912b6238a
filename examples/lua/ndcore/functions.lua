-- Every function of the C API by values, built when it is loaded: nd.sum(a, {0}) for nd_sum(a, axes, 1, NULL), or
-- nd.sum(a, {axes = {0}, keepdims = true}), where keepdims is a field of the options. nil stands for what is left out,
-- lengths follow from lists, results come in the order of the C parameters.
local ffi = require "ffi"
local library = require "ndcore.library"
local C, constants = library.C, library.constants
local functions = {}

local function base(p) return p.type.base end

local function length(value) return type(value) == "table" and value.n or #value end

-- A number meets arrays as in Python: it takes their dtype. Lua does not tell 2 from 2.0; nd.weak_float(2) does.
local function as_array(value)
  if ffi.istype("complex", value) then return functions.weak_complex(value.re, value.im) end
  if ffi.istype("uint64_t", value) then return functions.weak_uint(value) end
  if type(value) == "cdata" or (value % 1 == 0 and math.abs(value) <= 2 ^ 53) then return functions.weak_int(value) end
  return functions.weak_float(value)
end

local function is_number(value)
  return type(value) == "number" or ffi.istype("int64_t", value) or ffi.istype("uint64_t", value)
    or ffi.istype("complex", value)
end

local function pointer(kind, value, kept)
  if value == nil then return nil end
  if kind == "nd_array" and is_number(value) then value = as_array(value) end
  if type(value) == "string" and kind == "nd_dtype" then value = functions.dtype_parse(value) end
  if type(value) ~= "table" or (kind and getmetatable(value) ~= library.kinds[kind]) then
    library.refuse("ND_TYPE_ERROR", nil, "%s is no %s", tostring(value), kind or "handle")
  end
  kept[#kept + 1] = value
  return rawget(value, "handle")
end

local function text(value, kept)
  if value == nil then return nil end
  if type(value) ~= "string" then library.refuse("ND_TYPE_ERROR", nil, "%s is no string", tostring(value)) end
  if value:find("\0", 1, true) then library.refuse("ND_VALUE_ERROR", nil, "%q holds a zero character", value) end
  kept[#kept + 1] = value
  return ffi.cast("const char *", value)
end

local function room(ctype, n, kept)
  local made = ffi.new(ctype .. "[?]", math.max(n, 1))
  kept[#kept + 1] = made
  return made
end

local function list(ctype, value, kept, each)
  local n = length(value)
  local made = room(ctype, n, kept)
  for i = 1, n do made[i - 1] = each and each(value[i], kept) or value[i] end
  return made
end

local function memory(value, kept)
  kept[#kept + 1] = value
  return type(value) == "string" and ffi.cast("const char *", value) or value
end

-- The C types of a struct's fields by name.
local function known(name)
  local found = {}
  for _, field in ipairs(library.structs[name].fields) do
    if field.name ~= "struct_size" and field.name ~= "reserved" then found[field.name] = field.type end
  end
  return found
end

local function struct(name, value, kept)
  if value == nil then return nil end
  local made, types = ffi.new(name), known(name)
  made.struct_size = ffi.sizeof(name)
  for key, item in pairs(value) do
    local ctype = types[key]
    if ctype == nil then library.refuse("ND_VALUE_ERROR", nil, "%s has no field %s", name, tostring(key)) end
    if library.kinds[ctype.base] then
      item = pointer(ctype.base, item, kept)
    elseif ctype.base == "char" then
      item = text(item, kept)
    elseif type(item) == "string" or (ctype.resolved ~= "double" and type(item) == "number" and item % 1 ~= 0) then
      local wanted = ctype.resolved == "double" and "number" or "integer"
      library.refuse("ND_TYPE_ERROR", nil, "%s: %s is no %s", key, tostring(item), wanted)
    end
    made[key] = item
  end
  kept[#kept + 1] = made
  return made
end

local function handles(p)
  local kind = base(p)
  return function(value, kept)
    return list(kind .. " *", value, kept, function(item) return pointer(kind, item, kept) end)
  end
end

-- What makes the C argument of one value, by the parameter's role.
local INPUTS = {
  handle = function(p) return function(value, kept) return pointer(base(p), value, kept) end end,
  any_handle = function() return function(value, kept) return pointer(nil, value, kept) end end,
  handles = handles,
  out_handles = handles,
  string = function() return text end,
  strings = function() return function(value, kept) return list("const char *", value, kept, text) end end,
  array = function(p)
    local ctype = p.type.resolved
    return function(value, kept)
      if p.count == 1 then value = { value } end
      return type(value) == "string" and memory(value, kept) or list(ctype, value, kept)
    end
  end,
  memory = function() return memory end,
  bytes = function() return memory end,
  struct = function(p) return function(value, kept) return struct(base(p), value, kept) end end,
}
local function same(value) return value end

local function input(p)
  local convert = (INPUTS[p.role] or function() return same end)(p)
  local default = p.default and (tonumber(p.default) or constants[p.default])
  local number = p.role == "integer" or p.role == "length" or p.role == "double"
  return function(value, kept)
    if value == nil then
      if number and default == nil then library.refuse("ND_TYPE_ERROR", nil, "%s is missing", p.name) end
      return default
    end
    return convert(value, kept)
  end
end

local function amount(p, values)
  local count = p.count
  if type(count) ~= "table" then return count or 1 end
  if not count.ndim then return math.max(tonumber(values[count.parameter]), 0) * count.factor end
  local array = values[count.ndim]
  return math.max(C.nd_array_ndim(type(array) == "table" and rawget(array, "handle") or nil), 0)
end

local function fields(name, made)
  local found = {}
  for key, ctype in pairs(known(name)) do
    local value = made[key]
    found[key] = ctype.base == "char" and ffi.string(value) or tonumber(value) or value
  end
  return found
end

-- How one result parameter is read after the call.
local OUTPUTS = {
  out_handle = function(p, made) return library.wrap(base(p), made[0], true) end,
  out_handles = function(p, made, n)
    local found = { n = n }
    for i = 1, n do found[i] = library.wrap(base(p), made[i - 1], true) end
    return found
  end,
  out_array = function(_, made, n)
    local found = { n = n }
    for i = 1, n do found[i] = library.number(made[i - 1]) end
    return found
  end,
  out_bytes = function(_, made, n) return ffi.string(made, n) end,
  out_struct = function(p, made) return fields(base(p), made) end,
  out_value = function(_, made) return library.number(made[0]) end,
}

local function output(p, values, kept)
  if p.role == "out_struct" then return struct(base(p), {}, kept), 1 end
  local n = amount(p, values)
  if p.role == "out_bytes" then return room("uint8_t", n, kept), n end
  local ctype = p.role:find "handle" and base(p) .. " *" or p.type.resolved
  return room(ctype, n, kept), n
end

-- How the returned value is read: a function, or nothing if there is none.
local function reader(f)
  local kind, ctype = f.returns.kind, f.returns.type
  if kind == "status" or kind == "void" then return nil end
  if kind == "reading" or kind == "value" then return library.number end
  if ctype.base == "char" then return ffi.string end
  if library.kinds[ctype.base] then
    return function(value) return library.wrap(ctype.base, value, kind == "owned") end
  end
  return same
end

local function measure(f, p, values)
  local found
  for _, q in ipairs(f.parameters) do
    local value = q.length == nil and nil or values[q.name]
    if q.passed == "argument" and value ~= nil and type(q.count) == "table" and q.count.parameter == p.name then
      local n = math.floor(length(value) / q.count.factor)
      if found and found ~= n then
        library.refuse("ND_VALUE_ERROR", f.symbol, "%s: lists of `%s` differ in length", f.name, p.name)
      end
      found = n
    end
  end
  return found or 0
end

-- Lists of outputs: what was nothing in them has been made by the call.
local function fill(p, value, made)
  for i = 1, length(value) do
    if value[i] == nil then value[i] = library.wrap(base(p), made[i - 1], true) end
  end
end

-- Whether a table holds named arguments: it is no list, which may say its length, and no struct that is demanded.
local function is_named(value, place)
  if type(value) ~= "table" or getmetatable(value) ~= nil or type(next(value)) ~= "string" then return false end
  if place and place.count then return value.n == nil end
  return not place or place.role ~= "struct" or place.optional
end

-- The values of named arguments: those of parameters from a place on, and the fields of the optional struct among them.
local function name(f, wanted, first, given, values)
  local free, options, types, fields = {}, nil, {}, {}
  for i = first, #wanted do
    local p = wanted[i]
    free[p.name] = true
    if p.role == "struct" and p.optional then options, types = p.name, known(base(p)) end
  end
  for key, value in pairs(given) do
    if not free[key] and not types[key] then
      library.refuse("ND_TYPE_ERROR", f.symbol, "%s: no argument %s", f.name, tostring(key))
    end
    local into = free[key] and values or fields
    into[key] = value
  end
  if next(fields) == nil then return end
  for key, value in pairs(values[options] or {}) do
    if fields[key] == nil then fields[key] = value end
  end
  values[options] = fields
end

-- Positional arguments, and perhaps a table with those that are named.
local function arrange(f, wanted, n, given)
  local values = {}
  local named = n > 0 and is_named(given[n], wanted[n])
  if named then n = n - 1 end
  if n > #wanted then library.refuse("ND_TYPE_ERROR", f.symbol, "%s takes %d arguments", f.name, #wanted) end
  for i = 1, n do values[wanted[i].name] = given[i] end
  if named then name(f, wanted, n + 1, given[n + 1], values) end
  return values
end

local function binding(f)
  local symbol, read, fails = C[f.symbol], reader(f), f.returns.kind
  local ways, wanted, inputs = f.parameters, {}, {}
  for i, p in ipairs(ways) do
    if p.passed == "argument" then
      inputs[i] = input(p)
      wanted[#wanted + 1] = p
    end
  end
  local function call(...)
    local values, kept, arguments, made, counts = arrange(f, wanted, select("#", ...), { ... }), {}, {}, {}, {}
    for _, p in ipairs(ways) do
      if p.passed == "length" then values[p.name] = measure(f, p, values) end
    end
    for i, p in ipairs(ways) do
      if p.passed == "result" then
        made[i], counts[i] = output(p, values, kept)
        arguments[i] = made[i]
      elseif p.passed == "length" then
        arguments[i] = values[p.name]
      else
        arguments[i] = inputs[i](values[p.name], kept)
      end
    end
    local returned = symbol(unpack(arguments, 1, #ways))
    if (fails == "status" or fails == "reading") and returned < 0 then library.last_error() end
    if (fails == "owned" or fails == "borrowed") and returned == nil then library.last_error() end
    local results, n = {}, 0
    if read then results[1], n = read(returned), 1 end
    for i, p in ipairs(ways) do
      if p.passed == "result" then
        n = n + 1
        results[n] = OUTPUTS[p.role](p, made[i], counts[i])
      elseif p.role == "out_handles" then
        fill(p, values[p.name], arguments[i])
      end
    end
    kept[1] = nil -- until here the arguments lived
    return unpack(results, 1, n)
  end
  jit.off(call) -- handlers and progress may call back into Lua, which compiled code must not
  return call
end

local BY_HAND = { retain = true, release = true, last_error = true }
for _, f in ipairs(library.api.functions) do
  if library.is_said(f) and not BY_HAND[f.name] then functions[f.name] = binding(f) end
end

return functions
