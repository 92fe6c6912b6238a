-- Reads JSON: api.lua its description of the API, the tests their vectors. null is json.null in lists and left out of
-- objects; lists know their length as `n`; integers beyond 2^53 are int64_t.
local ffi = require "ffi"
local json = { null = setmetatable({}, { __tostring = function() return "null" end }) }

ffi.cdef "long long strtoll(const char *, char **, int);"
ffi.cdef "unsigned long long strtoull(const char *, char **, int);"

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local value

local function utf8(code)
  if code < 0x80 then return string.char(code) end
  if code < 0x800 then return string.char(0xC0 + math.floor(code / 64), 0x80 + code % 64) end
  if code < 0x10000 then
    return string.char(0xE0 + math.floor(code / 4096), 0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
  end
  return string.char(0xF0 + math.floor(code / 262144), 0x80 + math.floor(code / 4096) % 64,
    0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
end

local function unescaped(raw)
  raw = raw:gsub("\\u([dD][89abAB]%x%x)\\u([dD][c-fC-F]%x%x)", function(high, low)
    return utf8(0x10000 + (tonumber(high, 16) - 0xD800) * 1024 + tonumber(low, 16) - 0xDC00)
  end)
  return (raw:gsub("\\(.)(%x?%x?%x?%x?)", function(kind, digits)
    if kind == "u" then return utf8(tonumber(digits, 16)) end
    return (escapes[kind] or kind) .. digits
  end))
end

local function text(source, at)
  local stop = at + 1
  while true do
    stop = source:find('["\\]', stop)
    if source:byte(stop) == 34 then break end
    stop = stop + 2
  end
  local raw = source:sub(at + 1, stop - 1)
  return raw:find("\\", 1, true) and unescaped(raw) or raw, stop + 1
end

local function list(source, at)
  local made, n = {}, 0
  at = source:find("%S", at + 1)
  while source:byte(at) ~= 93 do
    n = n + 1
    made[n], at = value(source, at)
    at = source:find("[^%s,]", at)
  end
  made.n = n
  return made, at + 1
end

local function object(source, at)
  local made = {}
  at = source:find("%S", at + 1)
  while source:byte(at) ~= 125 do
    local key, item
    key, at = text(source, at)
    item, at = value(source, source:find("[^%s:]", at))
    if item ~= json.null then made[key] = item end
    at = source:find("[^%s,]", at)
  end
  return made, at + 1
end

local function number(source, at)
  local digits = source:match("^[-+.%deE]+", at)
  if digits == nil then error(("json: %q at %d"):format(source:sub(at, at + 20), at)) end
  return tonumber(digits), at + #digits
end

local words = { t = { true, 4 }, f = { false, 5 }, n = { json.null, 4 } }

function value(source, at)
  local first = source:sub(at, at)
  if first == '"' then return text(source, at) end
  if first == "[" then return list(source, at) end
  if first == "{" then return object(source, at) end
  local word = words[first]
  if word then return word[1], at + word[2] end
  return number(source, at)
end

-- An integer of 64 bits from its digits; it is unsigned if it must be.
function json.integer(digits)
  if digits:sub(1, 1) == "-" or #digits < 19 or (#digits == 19 and digits <= "9223372036854775807") then
    return ffi.cast("int64_t", ffi.C.strtoll(digits, nil, 10))
  end
  return ffi.cast("uint64_t", ffi.C.strtoull(digits, nil, 10))
end

function json.decode(source)
  return (value(source, source:find("%S")))
end

return json
