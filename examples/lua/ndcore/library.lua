-- Opens libndcore and declares its C API to LuaJIT from frontends/api.json; errors and handles. functions.lua builds on it.
local ffi = require "ffi"
local json = require "ndcore.json"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local here = debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or "."
local api = json.decode(read(os.getenv "NDCORE_API" or here .. "/../../../frontends/api.json"))

-- What can be called by values: the tables of functions are for C.
local UNSAID = { out_pointer = true, out_text = true, cells = true, out_cells = true }
local function is_said(f)
  if f.area == "tables" then return false end
  for _, p in ipairs(f.parameters) do
    if UNSAID[p.role] then return false end
  end
  return true
end

local function parameters(callback)
  local texts = {}
  for i, p in ipairs(callback.parameters) do texts[i] = p.type.text end
  return table.concat(texts, ", ")
end

local function declarations()
  local out = { "typedef struct nd_api nd_api; typedef struct nd_api_draft nd_api_draft;" }
  local function add(...) out[#out + 1] = string.format(...) end
  for _, a in ipairs(api.aliases) do add("typedef %s %s;", a.type, a.name) end
  for _, h in ipairs(api.handles) do add("typedef struct %s %s;", h.name, h.name) end
  for _, s in ipairs(api.structs) do add("typedef struct %s %s;", s.name, s.name) end
  for _, c in ipairs(api.callbacks) do add("typedef %s (*%s)(%s);", c.returns.text, c.name, parameters(c)) end
  for _, s in ipairs(api.structs) do
    local fields = {}
    for i, f in ipairs(s.fields) do
      fields[i] = ("%s %s%s;"):format(f.type.text, f.name, f.count > 0 and ("[%d]"):format(f.count) or "")
    end
    add("struct %s { %s };", s.name, table.concat(fields, " "))
  end
  for _, f in ipairs(api.functions) do add("%s;", f.signature) end
  return table.concat(out, "\n")
end

ffi.cdef(declarations())
local C = ffi.load(os.getenv "NDCORE_LIBRARY" or "libndcore.so.1")
local library = { C = C, api = api, is_said = is_said, constants = {}, kinds = {}, structs = {} }
for _, c in ipairs(api.constants) do
  library.constants[c.name] = type(c.value) == "string" and json.integer(c.value) or c.value
end
for _, s in ipairs(api.structs) do library.structs[s.name] = s end

-- An error of the library: status, kind, message, func.
local Error = {}
Error.__index = Error
function Error:__tostring() return self.message end
library.Error = Error

function library.refuse(kind, func, message, ...)
  error(setmetatable({ status = library.constants[kind], kind = kind, message = message:format(...), func = func }, Error), 0)
end

function library.last_error()
  local status = C.nd_last_error_status()
  error(setmetatable({ status = status, kind = ffi.string(C.nd_status_name(status)),
    message = ffi.string(C.nd_last_error_message()), func = ffi.string(C.nd_last_error_function()) }, Error), 0)
end

-- Drafts of the API demand the library of the very build that api.json describes.
if C.nd_get_api_draft(ffi.C.strtoull(api.build_hash, nil, 16)) == nil then library.last_error() end

-- One class a kind of handle. The garbage collector gives owned handles back; it does not see the memory of arrays, so
-- it is told to work when a lot has been taken.
for _, h in ipairs(api.handles) do
  library.kinds[h.name] = { kind = h.name }
end
local LIMIT, taken = 2 ^ 28, 0

function library.wrap(kind, pointer, owned)
  if pointer == nil then return nil end
  if owned then
    ffi.gc(pointer, C.nd_release)
    if kind == "nd_array" then
      taken = taken + tonumber(C.nd_array_nbytes(pointer))
      if taken > LIMIT then
        taken = 0
        collectgarbage()
      end
    end
  end
  return setmetatable({ handle = pointer }, library.kinds[kind])
end

-- Gives the handle back at once; using it afterwards is an error.
function library.release(object)
  local pointer = rawget(object, "handle")
  if pointer then
    C.nd_release(ffi.gc(pointer, nil))
    object.handle = nil
  end
end

-- A number of Lua where it holds the integer, else int64_t or uint64_t.
function library.number(value)
  local number = tonumber(value)
  return math.abs(number) <= 2 ^ 53 and number or value
end

return library
