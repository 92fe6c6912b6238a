-- Runs named tests and prints the Test Anything Protocol, which .ci/languages.py counts.
local harness = { count = 0, failed = 0 }

function harness.test(name, body)
  harness.count = harness.count + 1
  local passed, problem = xpcall(body, function(found)
    return type(found) == "string" and debug.traceback(found) or tostring(found)
  end)
  if not passed then
    harness.failed = harness.failed + 1
    print("# " .. problem:gsub("\n", "\n# "))
  end
  print(("%s %d - %s"):format(passed and "ok" or "not ok", harness.count, name))
end

function harness.finish()
  print("1.." .. harness.count)
  os.exit(harness.failed == 0 and 0 or 1)
end

return harness
