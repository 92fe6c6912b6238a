# frozen_string_literal: true

# All conformance vectors through the functions of the binding; see tests/conformance/README.md at the top of the tree.
require_relative "harness"
require_relative "values"

VECTORS = ENV["NDCORE_VECTORS"] || File.expand_path("../../../tests/conformance/vectors.jsonl", __dir__)

def refused(row)
  Values.call(row["function"], row["arguments"])
  raise "no error instead of #{row['error']}"
rescue NDCore::Error => e
  raise "#{e.kind} instead of #{row['error']}: #{e.message}" if e.kind != row["error"]
end

def run(row)
  return refused(row) if row["error"]

  results, given = Values.call(row["function"], row["arguments"])
  got = Values.encode(results)
  raise "#{got} instead of #{row['results']}" unless Values.same?(got, row["results"], row["tolerance"] || 0)

  (row["after"] || []).each do |index, want|
    now = Values.encode(given[index])
    raise "afterwards #{now} instead of #{want}" unless Values.same?(now, want)
  end
end

rows = File.foreach(VECTORS).map { |line| JSON.parse(line) }
rows.each { |row| Harness.test(row["id"]) { run(row) } }
Harness.test("as many vectors as lines") { raise rows.length.to_s if rows.length < 500 }
Harness.test("a wrong vector fails") do
  failed = false
  begin
    run({ "function" => "status_name", "arguments" => [-7], "results" => ["ND_OK"] })
  rescue RuntimeError
    failed = true
  end
  raise "it passes" unless failed
end
Harness.finish
