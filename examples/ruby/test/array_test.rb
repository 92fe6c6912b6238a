# frozen_string_literal: true

# What is written by hand: ownership, errors, indexing, operators, conversions, text.
require "stringio"
require_relative "harness"
require_relative "../lib/ndcore"

def expect(got, want)
  got = got.to_a if got.is_a?(NDCore::Array)
  raise "#{got.inspect} instead of #{want.inspect}" if got != want || got.class != want.class
end

def refused(kind, text)
  yield
rescue NDCore::Error, TypeError, ArgumentError => e
  found = e.is_a?(NDCore::Error) ? e.kind : e.class.name
  raise "#{found}: #{e.message}" unless found == kind && e.message.include?(text)

  e
else
  raise "no error"
end

def ramp(*shape)
  NDCore.arange(0, shape.reduce(1, :*), 1).reshape(shape)
end

Harness.test "numbers take the dtype they meet" do
  a = NDCore.array([1, 2, 3], "float32")
  b = a * 2 + 0.5
  expect(b.dtype.to_s, "float32")
  expect(b.dtype == NDCore.dtype_parse("float32"), true)
  expect(b, [2.5, 4.5, 6.5])
  expect(NDCore.array([100], "int8") + 100, [-56])
  expect((NDCore.array([1], "int8") * 2.0).dtype.to_s, "float64")
  expect(a * 1i, [1i, 2i, 3i])
  expect((NDCore.array([1], "uint64") + (2**64 - 2)).item, 2**64 - 1)
end

Harness.test "operators" do
  a = NDCore.array([7, -7])
  b = NDCore.array([2, 2])
  expect(a + b, [9, -5])
  expect(1 - a, [-6, 8])
  expect(2.0 * a, [14.0, -14.0])
  expect(a / b, [3.5, -3.5])
  expect(a % b, [1, 1])
  expect(b**3, [8, 8])
  expect(-a, [-7, 7])
  expect((a > 0) & ~(b < 2), [true, false])
  expect((b << 1) | 1, [5, 5])
  expect(a.divmod(b).map(&:to_a), [[3, -4], [1, 1]])
  expect(a == NDCore.array([7, -7]), true)
  expect(a == b, false)
end

Harness.test "errors" do
  problem = refused("ND_AXIS_ERROR", "axis 5") { ramp(2, 3).sum([5]) }
  expect([problem.status, problem.function], [NDCore::AXIS_ERROR, "nd_sum"])
  refused("ND_VALUE_ERROR", "same number of elements") { NDCore.moveaxis(ramp(2, 3), [0, 1], [1]) }
  refused("ND_VALUE_ERROR", "rows differ") { NDCore.array([[1, 2], [3]]) }
  refused("ND_VALUE_ERROR", "rows differ") { NDCore.array([[1], 3]) }
  refused("ND_VALUE_ERROR", "zero character") { NDCore.dtype_parse("f8\0") }
  refused("ND_VALUE_ERROR", "3 elements") { ramp(3).item }
  refused("ND_INVALID_HANDLE", "add") { NDCore.add(nil, ramp(3)) }
  refused("ND_INDEX_ERROR", "no index") { ramp(3)["1"] }
  refused("ND_INDEX_ERROR", "3") { ramp(3)[3] }
  refused("TypeError", "is no NDCore::Array") { NDCore.add("text", ramp(3)) }
  refused("TypeError", "duplicated") { ramp(3).dup }
  refused("ArgumentError", "sum takes a, axes, options, no `axis`") { NDCore.sum(ramp(3), axis: 0) }
  refused("ArgumentError", "no `keepdims`") { ramp(3).sum([0], {}, keepdims: true) }
  refused("ArgumentError", "no `struct_size`") { ramp(3).sum(struct_size: 1) }
  refused("ArgumentError", "no `keepdims`") { ramp(3).cumsum(keepdims: true) }
  refused("ArgumentError", "no field axis") { ramp(3).sum([0], { axis: 0 }) }
  refused("TypeError", "keepdims: \"yes\" is no Integer") { ramp(3).sum(keepdims: "yes") }
  refused("TypeError", "keepdims: 0.5 is no Integer") { ramp(3).sum(keepdims: 0.5) }
  refused("TypeError", "ddof: \"1\" is no Numeric") { ramp(3).std(ddof: "1") }
  refused("ArgumentError", "missing") { NDCore.get_item(ramp(3)) }
end

Harness.test "each thread has its own error" do
  a = ramp(2, 3)
  threads = (2...18).map do |axis|
    Thread.new { 100.times.all? { refused("ND_AXIS_ERROR", "axis #{axis} ") { a.sum([axis]) } } }
  end
  expect(threads.map(&:value).uniq, [true])
end

def live
  GC.start
  NDCore.live_handles
end

Harness.test "handles are given back" do
  before = live
  100.times { ramp(4, 3).each { |row| expect(row.size, 3) } }
  a = ramp(3)
  2.times { a.release }
  refused("ND_INVALID_HANDLE", "ndim") { a.ndim }
  left = live - before
  raise "#{left} handles are left" if left > 20 # the stack is searched conservatively
end

Harness.test "large arrays wake the collector" do
  before = NDCore.live_handles
  64.times { NDCore.zeros([1 << 22], "float64") }
  raise "nothing was collected" if NDCore.live_handles - before > 40
end

Harness.test "a forked child takes nothing from its parent" do
  a = ramp(3)
  Process.wait(fork { exit!(a.sum.item == 3 ? 0 : 1) })
  expect([$?.exitstatus, a.sum.item], [0, 3])
end

Harness.test "indexing" do
  a = ramp(2, 3, 4)
  expect(a[1, 2, 3].item, 23)
  expect(a[0, (2..0) % -1, 1...2], [[9], [5], [1]])
  expect(a[0, 0, (0..).step(2)], [0, 2])
  expect(a[0, 0, 1..], [1, 2, 3])
  expect(a[0, 0, -2..-1], [2, 3])
  expect(a[0, 0, ..-2], [0, 1, 2])
  expect(a[nil.., NDCore::NEWAXIS, NDCore::ELLIPSIS, -1].shape, [2, 1, 3])
  mask = a > 20
  expect(a[mask], [21, 22, 23])
  expect(a[0, 0, [3, 0]], [3, 0])
  expect(a[[true, false]].shape, [1, 3, 4])
  a[mask] = 0
  a[0, 0, 2..] = [8, 9]
  expect(a[1, 2], [20, 0, 0, 0])
  expect(a[0, 0], [0, 1, 8, 9])
end

Harness.test "views share, copies do not" do
  a = ramp(2, 3)
  view = a.T
  independent = a.copy
  a[0, 1] = 77
  expect(view[1, 0].item, 77)
  expect(independent, [[0, 1, 2], [3, 4, 5]])
  expect([view.strides, view.shape], [[8, 24], [3, 2]])
  expect(a.map { |row| row[2].item }, [2, 5])
  expect(a.each.size, 2)
end

Harness.test "from and to arrays of Ruby" do
  expect(NDCore.array([[1, 2], [3, 4]], "int16"), [[1, 2], [3, 4]])
  expect(NDCore.array([1, 0, 3], "bool"), [true, false, true])
  expect(NDCore.array([true, false]), [true, false])
  expect(NDCore.array([1, 2.5]), [1.0, 2.5])
  expect(NDCore.array([1, 2i], "complex64"), [Complex(1.0, 0.0), Complex(0.0, 2.0)])
  expect(NDCore.array([1.5, 2], "float16"), [1.5, 2.0])
  expect(NDCore.array([1, 2], ">i4"), [1, 2])
  expect(NDCore.array([[[1], [2]]]), [[[1], [2]]])
  expect(NDCore.array([]).shape, [0])
  expect(NDCore.zeros([0, 3], "int8"), [])
  expect(NDCore.zeros([2, 0], "int8"), [[], []])
  expect(NDCore.zeros([1, 2, 0], "int8"), [[[], []]])
  expect(ramp(2, 2, 2), [[[0, 1], [2, 3]], [[4, 5], [6, 7]]])
  expect(NDCore.array(5).shape, [])
  expect(NDCore.array(2**62).item, 2**62)
end

Harness.test "named arguments, structs and lists of outputs" do
  expect(ramp(2, 3).sum([0], keepdims: true).shape, [1, 3])
  expect(ramp(2, 3).sum([0], { keepdims: true }).shape, [1, 3])
  expect(ramp(2, 3).sum([0], options: { keepdims: true }, initial: 1), [[4, 6, 8]])
  expect(NDCore.array([1, 3, 8]).std(ddof: 1, where: NDCore.array([true, true, false])).item, Math.sqrt(2))
  expect(ramp(3).sum(dtype: "float32", keepdims: nil).dtype.to_s, "float32")
  expect(NDCore.quantile(ramp(2, 3), 0.5, [1], keepdims: true), [[1.0], [4.0]])
  expect(ramp(2, 3).average([0], keepdims: true).map(&:to_a), [[[1.5, 2.5, 3.5]], [[2.0, 2.0, 2.0]]])
  a = NDCore.array([1.25, 2.5], "float32")
  out = [nil]
  NDCore.ufunc_call(NDCore.ufunc_find("negative"), [a], out, { dtype: "float64" })
  expect(out[0], [-1.25, -2.5])
  options = { precision: 1, threshold: 1000, edgeitems: 3, linewidth: 75, floatmode: NDCore::FLOATMODE_FIXED,
              sign: "-".ord, nanstr: "?" }
  text = NDCore.array_text(NDCore.divide(0.0, NDCore.array([0.0, 4.0])), " ", 0, 0, options).bytes
  expect(text, "[  ? 0.0]".b)
  expect(NDCore.fp_get_modes[:divide], NDCore::FP_WARN)
  refused("ArgumentError", "no field") { NDCore.fp_set_modes({ division: 1 }) }
end

Harness.test "flags and axes" do
  expect(NDCore.linspace(0, 1, 2, endpoint: false).first, [0.0, 0.5])
  nothing = NDCore.array([Float::NAN])
  expect([false, true].map { |flag| NDCore.array_equal(nothing, nothing, equal_nan: flag) }, [0, 1])
  expect(ramp(2, 2).cumsum, [0, 1, 3, 6])
  expect(ramp(2, 2).cumsum(nil), [0, 1, 3, 6])
  expect(ramp(2, 2).cumsum(0), [[0, 1], [2, 4]])
  expect(NDCore.take(ramp(2, 2), NDCore.array([3])), [3])
  expect(NDCore.array([[3, 1], [2, 0]]).sort(NDCore::AXIS_NONE), [0, 1, 2, 3])
  expect(NDCore.sort(NDCore.array([[3, 1], [2, 0]])), [[1, 3], [0, 2]])
  expect(ramp(2, 2).roll([1]), [[3, 0], [1, 2]])
  expect(ramp(2, 3).flip[0, 0].item, 5)
end

Harness.test "texts that are left out" do
  a = NDCore.array([[1.5, 2], [3, 4]])
  expect(NDCore.text_to_bytes(a).bytes.lines.length, 2)
  expect(NDCore.text_to_bytes(a, options: { fmt: "%.1f", delimiter: ",", header: "two columns" }).bytes, "# two columns\n1.5,2.0\n3.0,4.0\n".b)
  expect(NDCore.text_to_bytes(a, { fmt: "%g", footer: "end", comments: "" }).bytes, "1.5 2\n3 4\nend\n".b)
  expect(NDCore.text_from_bytes("1 2\n3 4"), [[1.0, 2.0], [3.0, 4.0]])
  expect(NDCore.text_from_bytes("1,2\n3,4", options: { delimiter: "," }), [[1.0, 2.0], [3.0, 4.0]])
end

Harness.test "calls by name" do
  a = ramp(2, 3)
  expect(NDCore.call("sum", a, [0], keepdims: true), [[3, 5, 7]])
  expect(NDCore.call("add", 1, 2.5).item, 3.5)
  expect(NDCore.call("array_ndim", a), 2)
  expect(NDCore.call("array_shape", a), [2, 3])
  expect(NDCore.call("modf", NDCore.array(2.5)).map(&:item), [0.5, 2.0])
  expect(NDCore.call("zeros", [2], "complex64"), [Complex(0.0, 0.0)] * 2)
  expect(NDCore.call("dtype_name", NDCore.call("dtype_parse", "<i4")), "int32")
  expect(NDCore.call("clear_error"), nil)
  refused("ND_TYPE_ERROR", "there is no keyword argument `axs`") { NDCore.call("sum", a, axs: 0) }
  refused("ND_NOT_FOUND", "summ") { NDCore.call("summ", a) }
  refused("TypeError", "by name") { NDCore.call("sum", Object.new) }
end

# The modules in C, C++ and Rust are built beside the library; those in C and C++ by every build.
Harness.test "functions, ufuncs and dtypes of modules" do
  folder = File.expand_path("examples/modules", File.dirname(File.realpath(ENV.fetch("NDCORE_LIBRARY"))))
  specials = NDCore.module_load("#{folder}/specials.so")
  expect(NDCore.module_name(specials), "specials")
  out = [nil]
  NDCore.ufunc_call(NDCore.ufunc_find("specials.logit"), [NDCore.array([[0.5], [0.25]])], out)
  expect(out[0].to_a.flatten.map { |x| x.round(12) }, [0.0, -1.098612288668])
  expect(NDCore.call("specials.log_loss", [1.0, 0.0], [0.9, 0.2], eps: 1e-12).round(12), 0.164252033486)
  problem = refused("ND_TYPE_ERROR", "log_loss") { NDCore.call("specials.log_loss", [1.0], "x") }
  expect(problem.message.include?("eps: float"), true)
  NDCore.module_load("#{folder}/rational.so")
  halves = NDCore.array_from_text(["1/2", "1/3"], "rational")
  expect(halves.sum.to_s, "5/6")
  refused("ND_NOT_FOUND", "no_such") { NDCore.module_load("#{folder}/no_such.so") }
end

Harness.test "a handler in Ruby" do
  modes = NDCore.fp_get_modes
  seen = []
  handler = NDCore.callback("nd_fp_callback") do |operation, flag, _mode, _data|
    seen << [operation, flag]
    0
  end
  NDCore.fp_set_handler(handler)
  NDCore.fp_set_modes({ divide: NDCore::FP_CALL })
  100.times { NDCore.array([1.0]) / 0 }
  NDCore.fp_set_modes(modes)
  NDCore.fp_set_handler(nil)
  expect([seen.length, seen.uniq], [100, [["divide", NDCore::FP_DIVIDE]]])
end

Harness.test "text" do
  expect(ramp(2, 2).to_s, "[[0 1]\n [2 3]]")
  expect(NDCore.array([1, 2], "int8").inspect, "array([1, 2], dtype=int8)")
end

Harness.test "README.md" do
  file = File.expand_path("../README.md", __dir__)
  code = File.read(file)[/```ruby\n(.*?)```/m, 1]
  original, $stdout = $stdout, StringIO.new
  begin
    eval(code, Object.new.instance_eval { binding }, file) # rubocop:disable Security/Eval
    printed = $stdout.string
  ensure
    $stdout = original
  end
  ["[[2.5 4.5]\n [6.5 8.5]]", "[4 6]\n[[4 6]]", "array([2, 4])\narray([3, 1])\narray([3, 4])",
   "ND_AXIS_ERROR\nsum: axis 5 is out of bounds", "[1, 2]\n[0, 0]\n"].each do |words|
    raise "#{words} is not in #{printed}" unless printed.include?(words)
  end
end

Harness.test "constants are exact" do
  expect(NDCore::INDEX_UNSET, -(2**63) + 1)
end

Harness.finish
