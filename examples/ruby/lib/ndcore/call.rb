# frozen_string_literal: true

# Calls by name: NDCore.call("sum", a, [0], keepdims: true), for functions of the library and of modules that are loaded.
require_relative "functions"

module NDCore
  # Values of Ruby as nd_cells and back.
  module Cells
    FORMAT = "l<l<Qq<" # kind, reserved, value, extent
    SIZE = 24
    ROOM = 64 # results of one call

    module_function

    # The cells of some values; `kept` holds what they point to.
    def pack(values, kept)
      values.map { |value| one(value, kept) }.join.b
    end

    def one(value, kept)
      case value
      when nil then cell(CELL_NONE)
      when true, false then cell(CELL_BOOL, value ? 1 : 0)
      when Integer then cell(value < 2**63 ? CELL_INT : CELL_UINT, value % 2**64)
      when Float then cell(CELL_DOUBLE, bits(value))
      when Complex then cell(CELL_COMPLEX, bits(value.real), [bits(value.imaginary)].pack("Q").unpack1("q"))
      when String then cell(CELL_STRING, Values.text(value, kept).to_i, -1)
      when Handle then cell(CELL_HANDLE, Values.handle(nil, value, kept))
      when ::Array then list(value, kept)
      else raise TypeError, "#{value.inspect} cannot be passed to a call by name"
      end
    end

    # Lists of numbers are also arrays to functions that take them.
    def list(values, kept)
      kind, memory = if values.all?(Integer) then [CELL_LIST_INT, values.pack("q*")]
                     elsif values.all? { |one| one.is_a?(Integer) || one.is_a?(Float) } then [CELL_LIST_DOUBLE, values.pack("d*")]
                     else [CELL_LIST_CELL, pack(values, kept)]
                     end
      cell(kind, pointer(memory, kept), values.length)
    end

    def cell(kind, value = 0, extent = 0)
      [kind, 0, value, extent].pack(FORMAT)
    end

    def pointer(memory, kept)
      kept << memory
      Fiddle::Pointer[memory].to_i
    end

    def bits(number)
      [number.to_f].pack("d").unpack1("Q")
    end

    def double(bits)
      [bits].pack("Q").unpack1("d")
    end

    def read(memory, index)
      kind, _, value, extent = memory[index * SIZE, SIZE].unpack(FORMAT)
      case kind
      when CELL_BOOL then value != 0
      when CELL_INT then [value].pack("Q").unpack1("q")
      when CELL_UINT then value
      when CELL_DOUBLE then double(value)
      when CELL_COMPLEX then Complex(double(value), double([extent].pack("q").unpack1("Q")))
      when CELL_STRING then Library.text(value)
      when CELL_BYTES then extent.negative? ? value : Fiddle::Pointer.new(value)[0, extent]
      when CELL_LIST_INT then Fiddle::Pointer.new(value)[0, 8 * extent].unpack("q*")
      when CELL_HANDLE then object(value)
      end
    end

    # Arrays are the caller's, dtypes and ufuncs live for ever.
    def object(address)
      kind = { KIND_ARRAY => "nd_array", KIND_DTYPE => "nd_dtype", KIND_UFUNC => "nd_ufunc" }.fetch(HANDLE_KIND.call(address))
      Library.wrap(kind, address, kind == "nd_array")
    end

    CALL = Library.described("call")
    HANDLE_KIND = Library.described("handle_kind")
  end

  # One result as it is, several as a list, none as nil.
  def self.call(name, *given, **named)
    kept = []
    arguments = Cells.pack([*given, *named.values], kept)
    names = named.keys.map { |key| Values.text(key.to_s, kept).to_i }.pack("J*")
    results = ("\0" * (Cells::SIZE * Cells::ROOM)).b
    n = Cells::CALL.call(Values.text(name, kept), arguments, given.length, names, named.length, results, Cells::ROOM)
    Library.last_error if n.negative?
    found = ::Array.new(n) { |i| Cells.read(results, i) } if n > 1
    kept.clear # until here the arguments lived
    found || (n == 1 ? Cells.read(results, 0) : nil)
  end
end
