-- What is written by hand: ownership, errors, indexing, operators, conversions, text.
package.path = "./?.lua;./?/init.lua;./tests/?.lua;" .. package.path
local ffi = require "ffi"
local harness = require "harness"
local nd = require "ndcore"
local test = harness.test

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(b) do
    if not same(a[key], value) then return false end
  end
  return #a == #b
end

local function show(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for i, part in ipairs(value) do parts[i] = show(part) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function expect(got, want)
  if getmetatable(got) and got.totable then got = got:totable() end
  if not same(got, want) then error(show(got) .. " instead of " .. show(want), 2) end
end

local function refused(kind, text, body)
  local passed, problem = pcall(body)
  assert(not passed, "no error")
  assert(getmetatable(problem) == nd.Error and problem.kind == kind, tostring(problem))
  assert(tostring(problem):find(text, 1, true), tostring(problem))
  return problem
end

local function ramp(...)
  local n = 1
  for _, extent in ipairs { ... } do n = n * extent end
  return nd.arange(0, n, 1):reshape { ... }
end

test("numbers take the dtype they meet", function()
  local a = nd.array({ 1, 2, 3 }, "float32")
  local b = a * 2 + 0.5
  assert(b.dtype == nd.dtype_parse "float32" and tostring(b.dtype) == "float32")
  expect(b, { 2.5, 4.5, 6.5 })
  expect(nd.array({ 100 }, "int8") + 100, { -56 })
  expect(tostring((nd.array({ 1 }, "int8") * nd.weak_float(2)).dtype), "float64")
  local c = (a * ffi.new("complex", 0, 1)):totable()
  assert(c[2].re == 0 and c[2].im == 2)
end)

test("operators", function()
  local a, b = nd.array { 7, -7 }, nd.array { 2, 2 }
  expect(a + b, { 9, -5 })
  expect(a - b, { 5, -9 })
  expect(1 - a, { -6, 8 })
  expect(a * b, { 14, -14 })
  expect(a / b, { 3.5, -3.5 })
  expect(a % b, { 1, 1 })
  expect(b ^ 3, { 8, 8 })
  expect(-a, { -7, 7 })
  assert(a == nd.array { 7, -7 } and a ~= b)
end)

test("errors", function()
  local problem = refused("ND_AXIS_ERROR", "axis 5", function() return ramp(2, 3):sum { 5 } end)
  assert(problem.status == nd.ND_AXIS_ERROR and problem.func == "nd_sum")
  refused("ND_VALUE_ERROR", "same number of elements", function() return nd.moveaxis(ramp(2, 3), { 0, 1 }, { 1 }) end)
  refused("ND_VALUE_ERROR", "rows differ", function() return nd.array { { 1, 2 }, { 3 } } end)
  refused("ND_VALUE_ERROR", "depth", function() return nd.array { 1, { 3 } } end)
  refused("ND_VALUE_ERROR", "zero character", function() return nd.dtype_parse "f8\0" end)
  refused("ND_VALUE_ERROR", "3 elements", function() return ramp(3):item() end)
  refused("ND_INVALID_HANDLE", "add", function() return nd.add(nil, ramp(3)) end)
  refused("ND_TYPE_ERROR", "no nd_array", function() return nd.add("text", ramp(3)) end)
  refused("ND_TYPE_ERROR", "no argument axis", function() return ramp(3):sum { axis = 0 } end)
  refused("ND_TYPE_ERROR", "no argument axis", function() return ramp(3):sum({ 0 }, { axis = 0 }) end)
  refused("ND_TYPE_ERROR", "no argument keepdims", function() return ramp(3):sum({ 0 }, {}, { keepdims = true }) end)
  refused("ND_TYPE_ERROR", "no argument struct_size", function() return ramp(3):sum { struct_size = 1 } end)
  refused("ND_TYPE_ERROR", "no argument keepdims", function() return ramp(3):cumsum { keepdims = true } end)
  refused("ND_TYPE_ERROR", "keepdims: yes is no integer", function() return ramp(3):sum { keepdims = "yes" } end)
  refused("ND_TYPE_ERROR", "keepdims: 0.5 is no integer", function() return ramp(3):sum { keepdims = 0.5 } end)
  refused("ND_TYPE_ERROR", "ddof: 1 is no number", function() return ramp(3):std { ddof = "1" } end)
  refused("ND_TYPE_ERROR", "sum takes 3 arguments", function() return ramp(3):sum({ 0 }, {}, 1) end)
  refused("ND_INDEX_ERROR", "no index", function() return ramp(3)[1.5] end)
  refused("ND_INDEX_ERROR", "3", function() return ramp(3)[3] end)
end)

test("handles are given back", function()
  local function live()
    collectgarbage()
    collectgarbage()
    return nd.live_handles()
  end
  local before = live()
  for _ = 1, 100 do
    for _, row in ramp(4, 3):rows() do assert(row.size == 3) end
  end
  local a = ramp(3)
  a:release()
  a:release()
  refused("ND_INVALID_HANDLE", "ndim", function() return nd.array_ndim(a) end)
  assert(live() <= before, "handles are left")
end)

test("large arrays wake the collector", function()
  local before = nd.live_handles()
  for _ = 1, 64 do local _ = nd.zeros({ 2 ^ 22 }, "float64") end
  assert(nd.live_handles() - before < 32)
end)

test("indexing", function()
  local a = ramp(2, 3, 4)
  expect(a[{ 1, 2, 3 }]:item(), 23)
  expect(a[{ 0, nd.slice(nil, nil, -1), nd.slice(1, 2) }], { { 9 }, { 5 }, { 1 } })
  expect(a[{ nd.slice(), nd.newaxis, nd.ellipsis, -1 }].shape, { 2, 1, 3 })
  expect(a:get(1, 0), { 12, 13, 14, 15 })
  local mask = nd.greater(a, 20)
  expect(a[mask], { 21, 22, 23 })
  expect(a[nd.array({ 1, 1 }, "int64")].shape, { 2, 3, 4 })
  a[mask] = 0
  a[{ 0, 0, nd.slice(2) }] = nd.array { 8, 9 }
  expect(a[{ 1, 2 }], { 20, 0, 0, 0 })
  expect(a[{ 0, 0 }], { 0, 1, 8, 9 })
end)

test("views share, copies do not", function()
  local a = ramp(2, 3)
  local view, independent = a.T, a:copy()
  a[{ 0, 1 }] = 77
  expect(view[{ 1, 0 }]:item(), 77)
  expect(independent, { { 0, 1, 2 }, { 3, 4, 5 } })
  expect(view.strides, { 8, 24 })
  expect(view.shape, { 3, 2 })
  a = nil
  collectgarbage()
  expect(view[{ 2, 1 }]:item(), 5)
end)

test("from and to tables", function()
  expect(nd.array({ { 1, 2 }, { 3, 4 } }, "int16"), { { 1, 2 }, { 3, 4 } })
  expect(nd.array({ 1, 0, 3 }, "bool"), { true, false, true })
  expect(nd.array { true, false }, { true, false })
  expect(nd.array({ 1.5, 2 }, "float16"), { 1.5, 2 })
  expect(nd.array({ 1, 2 }, ">i4"), { 1, 2 })
  expect(nd.array {}.shape, { 0 })
  expect(nd.array(5).shape, {})
  expect(nd.array(5):totable(), 5)
  assert(nd.array { 2 ^ 53, -1LL }:totable()[2] == -1)
  assert(nd.array({ 9223372036854775807LL }, "int64"):item() == 9223372036854775807LL)
  local data, ctype, n = nd.array({ 1, 2 }, "float32"):cdata()
  assert(ctype == "float" and n == 2 and data[1] == 2)
end)

test("named arguments, structs and lists of outputs", function()
  expect(ramp(2, 3):sum({ axes = { 0 }, keepdims = true }).shape, { 1, 3 })
  expect(ramp(2, 3):sum({ 0 }, { keepdims = true }).shape, { 1, 3 })
  expect(ramp(2, 3):sum({ 0 }, { options = { keepdims = true }, initial = 1 }), { { 4, 6, 8 } })
  expect(nd.std(nd.array { 1, 3, 8 }, { ddof = 1, where = nd.array { true, true, false } }):item(), math.sqrt(2))
  expect(tostring(ramp(3):sum({ dtype = "float32" }).dtype), "float32")
  expect(nd.quantile(ramp(2, 3), 0.5, { 1 }, { keepdims = true }), { { 1 }, { 4 } })
  local mean, weight = ramp(2, 3):average({ 0 }, nil, { keepdims = true })
  expect(mean, { { 1.5, 2.5, 3.5 } })
  expect(weight, { { 2, 2, 2 } })
  expect(nd.diff(nd.array { 1, 4, 9 }, { n = 2 }), { 2 })
  local a, out = nd.array({ 1.25, 2.5 }, "float32"), { n = 1 }
  nd.ufunc_call(nd.ufunc_find "negative", { a }, out, { dtype = "float64" })
  expect(out[1], { -1.25, -2.5 })
  local options = { precision = 1, threshold = 1000, edgeitems = 3, linewidth = 75, sign = 45, nanstr = "?" }
  options.floatmode = nd.ND_FLOATMODE_FIXED
  expect(nd.array_text(nd.divide(0.0, nd.array { 0, 4 }), " ", 0, 0, options):bytes(), "[  ? 0.0]")
  expect(nd.fp_get_modes().divide, nd.ND_FP_WARN)
  refused("ND_VALUE_ERROR", "no field", function() return nd.fp_set_modes { division = 1 } end)
end)

test("flags and axes", function()
  expect((nd.linspace(0, 1, 2, { endpoint = false })), { 0, 0.5 })
  local nothing = nd.array { 0 / 0 }
  expect(nd.array_equal(nothing, nothing, false), 0)
  expect(nd.array_equal(nothing, nothing, true), 1)
  expect(ramp(2, 2):cumsum(), { 0, 1, 3, 6 })
  expect(ramp(2, 2):cumsum(nil), { 0, 1, 3, 6 })
  expect(ramp(2, 2):cumsum(0), { { 0, 1 }, { 2, 4 } })
  expect(nd.take(ramp(2, 2), nd.array({ 3 }, "int64")), { 3 })
  expect(nd.array({ { 3, 1 }, { 2, 0 } }):sort(nd.ND_AXIS_NONE), { 0, 1, 2, 3 })
  expect(nd.sort(nd.array { { 3, 1 }, { 2, 0 } }), { { 1, 3 }, { 0, 2 } })
  expect(ramp(2, 2):roll { 1 }, { { 3, 0 }, { 1, 2 } })
  expect(ramp(2, 3):flip():get(0, 0):item(), 5)
end)

test("texts that are left out", function()
  local a = nd.array { { 1.5, 2 }, { 3, 4 } }
  assert(select(2, nd.text_to_bytes(a):bytes():gsub("\n", "")) == 2)
  expect(nd.text_to_bytes(a, { fmt = "%.1f", delimiter = ",", header = "two columns" }):bytes(), "# two columns\n1.5,2.0\n3.0,4.0\n")
  expect(nd.text_to_bytes(a, { fmt = "%g", footer = "end", comments = "" }):bytes(), "1.5 2\n3 4\nend\n")
  expect(nd.text_from_bytes "1 2\n3 4", { { 1, 2 }, { 3, 4 } })
  expect(nd.text_from_bytes("1,2\n3,4", nil, nil, nil, { delimiter = "," }), { { 1, 2 }, { 3, 4 } })
end)

test("a handler in Lua", function()
  local modes, seen = nd.fp_get_modes(), {}
  local handler = ffi.cast("nd_fp_callback", function(operation, flag)
    seen[#seen + 1] = ffi.string(operation) .. flag
    return 0
  end)
  nd.fp_set_handler(handler)
  nd.fp_set_modes { divide = nd.ND_FP_CALL }
  for _ = 1, 100 do local _ = nd.array { 1 } / 0 end
  nd.fp_set_modes(modes)
  nd.fp_set_handler(nil)
  handler:free()
  assert(#seen == 100 and seen[1]:find("divide", 1, true) and seen[1]:sub(-1) == tostring(nd.ND_FP_DIVIDE), seen[1])
end)

test("text", function()
  expect(tostring(ramp(2, 2)), "[[0 1]\n [2 3]]")
  expect(nd.repr(nd.array({ 1, 2 }, "int8")), "array([1, 2], dtype=int8)")
end)

test("README.md", function()
  local file = assert(io.open "README.md")
  local code = file:read("*a"):match "```lua\n(.-)```"
  file:close()
  local printed = {}
  local function note(...)
    for i = 1, select("#", ...) do printed[#printed + 1] = tostring((select(i, ...))) end
  end
  setfenv(assert(loadstring(code)), setmetatable({ print = note }, { __index = _G }))()
  local all = table.concat(printed, "\n")
  for _, word in ipairs { "[[2.5 4.5]\n [6.5 8.5]]", "[4. 6.]\n[[4. 6.]]", "[2. 4.]", "[1. 2.]",
    "ND_AXIS_ERROR\nsum: axis 5 is out of bounds" } do
    assert(all:find(word, 1, true), word .. " is not in " .. all)
  end
end)
test("constants are exact", function() assert(nd.ND_INDEX_UNSET == -9223372036854775807LL) end)

harness.finish()
