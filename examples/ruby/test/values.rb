# frozen_string_literal: true

# The values of the conformance vectors: from JSON into a call, back from a result, and when two are the same.
require_relative "../lib/ndcore"

module Values
  module_function

  EPSILON = { "float32" => ["e", 2.0**-23], "complex64" => ["e", 2.0**-23],
              "float64" => ["E", 2.0**-52], "complex128" => ["E", 2.0**-52] }.freeze

  def unhex(digits)
    [digits].pack("H*")
  end

  def hex(bytes)
    bytes.unpack1("H*")
  end

  # The results as a list, and the arguments as they are after the call.
  def call(function, arguments)
    given = arguments.map { |value| decode(value) }
    [NDCore::FUNCTIONS.fetch(function).results(given), given]
  end

  def decode(value)
    return value.map { |one| decode(one) } if value.is_a?(Array)
    return value unless value.is_a?(Hash)

    case value.keys.first
    when "int" then Integer(value["int"])
    when "double" then unhex(value["double"]).unpack1("E")
    when "bytes" then unhex(value["bytes"])
    when "struct" then value["struct"].transform_values { |one| decode(one) }
    when "dtype" then NDCore.dtype_parse(value["dtype"])
    when "array" then NDCore.array_from_memory(unhex(value["data"]), NDCore.dtype_parse(value["array"]), value["shape"])
    else call(value["call"], value["arguments"]).first.first
    end
  end

  def dtype_name(dtype)
    dtype.swapped? ? NDCore.dtype_type_str(dtype) : dtype.to_s
  end

  def encode(value)
    case value
    when NDCore::Array then { "array" => dtype_name(value.dtype), "shape" => value.shape, "data" => hex(value.bytes) }
    when NDCore::Dtype then { "dtype" => dtype_name(value) }
    when NDCore::Handle then { "handle" => "nd_#{value.class.name.split('::').last.downcase}" }
    when Array then value.map { |one| encode(one) }
    when Integer then value.abs > 2**53 ? { "int" => value.to_s } : value
    when Float then { "double" => hex([value].pack("E")) }
    when String then value.encoding == Encoding::BINARY ? { "bytes" => hex(value) } : value
    else value
    end
  end

  def near?(got, want, tolerance)
    return false unless got.is_a?(Hash) && got["array"] == want["array"] && got["shape"] == want["shape"]

    format, epsilon = EPSILON.fetch(want["array"])
    ours, theirs = [got, want].map { |value| unhex(value["data"]).unpack("#{format}*") }
    allowed = tolerance * epsilon * (theirs.map(&:abs).max || 0)
    ours.zip(theirs).all? { |a, b| (a - b).abs <= allowed }
  end

  def same?(got, want, tolerance = 0)
    return true if want.is_a?(Hash) && want.key?("any")
    return near?(got, want, tolerance) if tolerance.positive? && want.is_a?(Hash) && EPSILON.key?(want["array"])
    return got == want unless want.is_a?(Array) && got.is_a?(Array)

    got.length == want.length && got.zip(want).all? { |a, b| same?(a, b, tolerance) }
  end
end
