-- All conformance vectors through the functions of the binding; see tests/conformance/README.md at the top of the tree.
package.path = "./?.lua;./?/init.lua;./tests/?.lua;" .. package.path
local harness = require "harness"
local json = require "ndcore.json"
local nd = require "ndcore"
local values = require "values"

local path = os.getenv "NDCORE_VECTORS" or "../../tests/conformance/vectors.jsonl"

local function compare(got, want, tolerance, what)
  if not values.same(got, want, tolerance) then error(what .. " differs", 0) end
end

local function run(row)
  if row.error then
    local passed, problem = pcall(values.call, row["function"], row.arguments)
    if passed or getmetatable(problem) ~= nd.Error or problem.kind ~= row.error then
      error(("%s instead of %s"):format(passed and "no error" or tostring(problem), row.error), 0)
    end
    return
  end
  local results, given = values.call(row["function"], row.arguments)
  if results.n ~= row.results.n then error(("%d results instead of %d"):format(results.n, row.results.n), 0) end
  for i = 1, results.n do
    compare(values.encode(results[i], row.results[i]), row.results[i], row.tolerance, "result " .. i)
  end
  for _, pair in ipairs(row.after or {}) do
    compare(values.encode(given[pair[1] + 1], pair[2]), pair[2], nil, "argument " .. pair[1])
  end
end

local count = 0
for line in io.lines(path) do
  local row = json.decode(line)
  count = count + 1
  harness.test(row.id, function() run(row) end)
end
harness.test("as many vectors as lines", function() assert(count >= 500, count) end)
harness.test("a wrong vector fails", function()
  local row = { ["function"] = "status_name", arguments = { n = 1, -7 }, results = { n = 1, "ND_OK" } }
  assert(not pcall(run, row))
end)
harness.finish()
