# frozen_string_literal: true

# The array type: operators, indexing, conversions, text. Every function whose first argument is an array is a method too.
module NDCore
  ELLIPSIS = :ellipsis
  NEWAXIS = :newaxis

  class Dtype
    def ==(other)
      other.is_a?(Dtype) && address == other.address
    end
    alias eql? ==

    def hash
      address.hash
    end

    def to_s
      NDCore.dtype_name(self)
    end

    def inspect
      "#<NDCore::Dtype #{self}>"
    end

    def native
      NDCore.dtype_from_code(code, NATIVE)
    end

    def code
      NDCore.dtype_code(self)
    end

    def swapped?
      NDCore.dtype_is_swapped(self) != 0
    end
  end

  class Array < Handle
    include Enumerable

    # The directives of String#unpack for elements that Ruby has, by dtype code.
    FORMATS = { BOOL => "C", INT8 => "c", UINT8 => "C", INT16 => "s", UINT16 => "S", INT32 => "l", UINT32 => "L",
                INT64 => "q", UINT64 => "Q", FLOAT32 => "f", FLOAT64 => "d", COMPLEX64 => "f", COMPLEX128 => "d" }.freeze

    API["functions"].to_h { |f| [f["name"], f] }.each_value do |f| # of several versions the newest
      first = f["parameters"].first
      next unless first && first["role"] == "handle" && first["type"]["base"] == "nd_array"
      next unless FUNCTIONS.key?(f["name"]) && !f["name"].start_with?("array_")

      define_method(f["name"]) { |*given, **named| NDCore.public_send(f["name"], self, *given, **named) }
    end

    { "+" => "add", "-" => "subtract", "*" => "multiply", "/" => "divide", "%" => "remainder", "**" => "power",
      "&" => "bitwise_and", "|" => "bitwise_or", "^" => "bitwise_xor", "<<" => "left_shift", ">>" => "right_shift",
      "<" => "less", "<=" => "less_equal", ">" => "greater", ">=" => "greater_equal",
      "-@" => "negative", "+@" => "positive", "~" => "invert" }.each { |operator, name| alias_method operator, name }

    # Whether all elements are equal; `equal` is elementwise.
    def ==(other)
      other.is_a?(Array) && NDCore.array_equal(self, other) != 0
    end

    # What makes 2 * a work.
    def coerce(number)
      [NDCore.scalar_of(number), self]
    end

    %w[ndim size nbytes itemsize dtype].each do |name|
      define_method(name) { NDCore.public_send("array_#{name}", self) }
    end
    alias length size

    def shape
      extents(NDCore.array_shape(self))
    end

    def strides
      extents(NDCore.array_strides(self))
    end

    def T
      transpose
    end

    # a[0], a[1..], a[-1, (0..).step(2)], a[NDCore::ELLIPSIS, NDCore::NEWAXIS], a[mask], a[[0, 2]]
    def [](*parts)
      numbers, arrays = Index.of(parts)
      NDCore.get(self, numbers, arrays)
    end

    def []=(*parts, value)
      numbers, arrays = Index.of(parts)
      value = NDCore.array(value) if value.is_a?(::Array)
      NDCore.set(self, numbers, arrays, value)
    end

    # The parts along the first axis: views, or copies of the elements of a 1-d array.
    def each
      return enum_for(:each) { shape.first } unless block_given?

      Library.refuse("ND_TYPE_ERROR", nil, "each: the array has no axes") if ndim.zero?
      shape.first.times { |i| yield self[i] }
      self
    end

    # The elements in C order as they lie in memory.
    def bytes
      NDCore.array_to_memory(self, nbytes, ORDER_C)
    end

    # Nested arrays of Ruby; the element itself if there are no axes.
    def to_a
      nested(elements, shape, 0)
    end

    # The element of an array that has one.
    def item
      Library.refuse("ND_VALUE_ERROR", nil, "item: the array has #{size} elements") if size != 1
      elements.first
    end

    def to_s
      NDCore.array_text(self, " ").bytes.force_encoding(Encoding::UTF_8)
    end

    def inspect
      NDCore.array_repr(self, "array").bytes.force_encoding(Encoding::UTF_8)
    end

    private

    def extents(pointer)
      ndim.zero? ? [] : pointer[0, 8 * ndim].unpack("q*")
    end

    # The part that begins at this element.
    def nested(flat, extents, first)
      extent, *rest = extents
      return flat[first] if extent.nil?
      return flat[first, extent] if rest.empty?

      step = rest.reduce(:*)
      ::Array.new(extent) { |i| nested(flat, rest, first + i * step) }
    end

    def elements
      format = FORMATS[dtype.code]
      return astype(format ? dtype.native : NDCore.dtype_parse("float64")).send(:elements) if !format || dtype.swapped?

      flat = bytes.unpack("#{format}*")
      case dtype.code
      when BOOL then flat.map { |one| one != 0 }
      when COMPLEX64, COMPLEX128 then flat.each_slice(2).map { |re, im| Complex(re, im) }
      else flat
      end
    end
  end

  # Four numbers for each part of an index, and the arrays among them.
  module Index
    module_function

    def of(parts)
      arrays = []
      numbers = parts.flat_map { |part| item(part, arrays) }
      [numbers, arrays]
    end

    def item(part, arrays)
      case part
      when Integer then [INDEX_INTEGER, part, 0, 0]
      when Range then [INDEX_SLICE, *limits(part.begin, part.end, part.exclude_end?, 1), INDEX_UNSET]
      when Enumerator::ArithmeticSequence
        [INDEX_SLICE, *limits(part.begin, part.end, part.exclude_end?, part.step), part.step]
      when ELLIPSIS then [INDEX_ELLIPSIS, 0, 0, 0]
      when NEWAXIS then [INDEX_NEWAXIS, 0, 0, 0]
      when Array, ::Array
        arrays << (part.is_a?(::Array) ? NDCore.array(part, part.empty? ? "int64" : nil) : part)
        [INDEX_ARRAY, 0, 0, 0]
      else Library.refuse("ND_INDEX_ERROR", nil, "#{part.inspect} is no index")
      end
    end

    # Ruby's ranges may name their last position, NumPy's slices the one after it.
    def limits(start, stop, exclusive, step)
      last = step.positive? ? -1 : 0
      stop = stop == last ? nil : stop + (step.positive? ? 1 : -1) unless stop.nil? || exclusive
      [start || INDEX_UNSET, stop || INDEX_UNSET]
    end
  end

  # A number as in Python: it takes the dtype of what it meets.
  def self.scalar_of(number)
    case number
    when Complex then weak_complex(number.real, number.imaginary)
    when Integer then number > 2**63 - 1 ? weak_uint(number) : weak_int(number)
    when true, false then array(number)
    else weak_float(Float(number))
    end
  end

  # An array of nested arrays, numbers or booleans: int64, float64, complex128 or bool, unless a dtype is named.
  def self.array(values, dtype = nil)
    shape = shape_of(values)
    flat = values.is_a?(::Array) ? values.flatten : [values]
    if flat.length != shape.reduce(1, :*) || !regular?(values, shape)
      Library.refuse("ND_VALUE_ERROR", nil, "array: rows differ in length or depth")
    end
    wanted = dtype.is_a?(String) ? dtype_parse(dtype) : dtype || dtype_parse(natural(flat))
    from = Array::FORMATS[wanted.code] ? wanted.native : dtype_parse("float64")
    made = array_from_memory(pack(flat, from.code), from, shape)
    from == wanted ? made : made.astype(wanted)
  end

  class << self
    private

    def shape_of(values)
      values.is_a?(::Array) ? [values.length, *(values.empty? ? [] : shape_of(values.first))] : []
    end

    def regular?(values, shape)
      return shape.empty? unless values.is_a?(::Array)

      values.length == shape.first && values.all? { |one| regular?(one, shape.drop(1)) }
    end

    def natural(flat)
      return "float64" if flat.empty?
      return "bool" if flat.all? { |one| [true, false].include?(one) }
      return "complex128" if flat.any?(Complex)

      flat.all?(Integer) ? "int64" : "float64"
    end

    def pack(flat, code)
      flat = flat.map { |one| { true => 1, false => 0 }.fetch(one, one) }
      flat = flat.map { |one| one.zero? ? 0 : 1 } if code == BOOL
      flat = flat.flat_map { |one| Complex(one).rect } if [COMPLEX64, COMPLEX128].include?(code)
      flat.pack("#{Array::FORMATS.fetch(code)}*")
    end
  end
end
