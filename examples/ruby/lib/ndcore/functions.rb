# frozen_string_literal: true

# Every function of the C API by values, built when it is loaded: NDCore.sum(a, [0], keepdims: true) for nd_sum(a, axes,
# 1, &options), where keepdims is a field of the options. nil stands for what is left out, lengths follow from lists,
# results come in the order of the C parameters.
require_relative "library"

module NDCore
  # One function: what makes its C arguments of values, and values of what it returns.
  class Function
    BY_HAND = %w[retain release last_error].freeze
    UNSAID = %w[out_pointer out_text cells out_cells].freeze
    SIMPLE = %w[integer length double].freeze

    def self.said?(described)
      described["area"] != "tables" && !BY_HAND.include?(described["name"]) &&
        described["parameters"].none? { |p| UNSAID.include?(p["role"]) }
    end

    def initialize(described)
      @name, @symbol, @parameters = described.values_at("name", "symbol", "parameters")
      @kind, @type = described["returns"].values_at("kind", "type")
      @function = Library.function(@symbol, @parameters, @type)
      wanted = @parameters.select { |p| p["passed"] == "argument" }
      @names = wanted.map { |p| p["name"].to_sym }
      @options = wanted.find { |p| p["role"] == "struct" && p["optional"] }
      @returns_value = !%w[status void].include?(@kind)
    end

    # One result as it is, several as a list.
    def call(given, named)
      found = results(given, named)
      found.length < 2 ? found.first : found
    end

    def results(given, named = {})
      values = arrange(given, named)
      @parameters.each { |p| values[p["name"].to_sym] = measure(p, values) if p["passed"] == "length" }
      kept = []
      rooms = {}
      arguments = @parameters.map do |p|
        p["passed"] == "result" ? rooms[p] = room(p, values) : argument(p, values[p["name"].to_sym], kept)
      end
      returned = @function.call(*arguments)
      check(returned)
      found = @returns_value ? [read(returned)] : []
      rooms.each { |p, memory| found << output(p, memory) }
      fill(arguments, values)
      kept.clear # until here the arguments lived
      found
    end

    private

    def arrange(given, named)
      raise ArgumentError, "#{@name} takes #{@names.join(', ')}" if given.length > @names.length

      free = @names.drop(given.length)
      arguments, fields = named.partition { |name, _| free.include?(name) }.map(&:to_h)
      values = @names.zip(given).to_h.merge(arguments)
      return values if fields.empty?

      name = @options && @options["name"].to_sym
      unknown = fields.keys.find { |key| !free.include?(name) || Values.field(@options["type"]["base"], key).nil? }
      raise ArgumentError, "#{@name} takes #{@names.join(', ')}, no `#{unknown}`" if unknown

      values.merge(name => (values[name] || {}).merge(fields))
    end

    def measure(length, values)
      counted = @parameters.select { |p| p["passed"] == "argument" && p["count"].is_a?(Hash) }
      counted.select! { |p| p["count"]["parameter"] == length["name"] && !values[p["name"].to_sym].nil? }
      sizes = counted.map { |p| size(values[p["name"].to_sym]) / p["count"]["factor"] }.uniq
      return sizes.first || 0 if sizes.length < 2

      Library.refuse("ND_VALUE_ERROR", @symbol, "#{@name}: lists of `#{length['name']}` differ in length")
    end

    def size(value)
      value.is_a?(String) ? value.bytesize : value.length
    end

    def argument(p, value, kept)
      value = default(p) if value.nil?
      return SIMPLE.include?(p["role"]) ? missing(p) : 0 if value.nil?

      case p["role"]
      when "integer", "length" then { true => 1, false => 0 }.fetch(value, value)
      when "double" then Float(value)
      when "callback" then value.to_i
      when "handle" then Values.handle(p["type"]["base"], value, kept)
      when "any_handle" then Values.handle(nil, value, kept)
      when "handles", "out_handles" then Values.handles(p["type"]["base"], value, kept)
      when "string" then Values.text(value, kept)
      when "strings" then value.map { |one| Values.text(one, kept) }.pack("J*")
      when "struct" then Values.struct(p["type"]["base"], value, kept)
      when "array" then list(p, value)
      else value # memory: a String, a Fiddle::Pointer, an address
      end
    end

    def list(p, value)
      return value if value.is_a?(String)

      value = [value] if p["count"] == 1
      value.map { |one| Integer(one) }.pack("#{Library::NUMBERS.fetch(p['type']['resolved'])[1]}*")
    end

    def default(p)
      text = p["default"]
      return if text.nil?

      text.start_with?("ND_") ? NDCore.const_get(text.delete_prefix("ND_")) : text.to_f.then { |x| x % 1 == 0 ? x.to_i : x }
    end

    def missing(p)
      raise ArgumentError, "#{@name}: `#{p['name']}` is missing"
    end

    def room(p, values)
      return Values.blank(p["type"]["base"]) if p["role"] == "out_struct"

      bytes = p["role"].start_with?("out_handle") ? 8 : (Library::NUMBERS[p["type"]["resolved"]] || [nil, nil, 1])[2]
      ("\0" * (bytes * amount(p, values))).b
    end

    def amount(p, values)
      count = p["count"]
      return count || 1 unless count.is_a?(Hash)
      return [values[count["parameter"].to_sym], 0].max * count["factor"] unless count["ndim"]

      array = values[count["ndim"].to_sym]
      array.is_a?(Array) && array.address != 0 ? array.ndim : 0
    end

    def check(returned)
      failed = { "status" => :negative?, "reading" => :negative?, "owned" => :zero?, "borrowed" => :zero? }[@kind]
      Library.last_error if failed && returned.send(failed)
    end

    def read(returned)
      return returned if %w[reading value].include?(@kind)
      return Library.text(returned) if @type["base"] == "char"
      return Library.wrap(@type["base"], returned, @kind == "owned") if Library::KINDS.key?(@type["base"])

      Fiddle::Pointer.new(returned)
    end

    def output(p, memory)
      case p["role"]
      when "out_handle" then Library.wrap(p["type"]["base"], memory.unpack1("J"), true)
      when "out_handles" then memory.unpack("J*").map { |one| Library.wrap(p["type"]["base"], one, true) }
      when "out_bytes" then memory
      when "out_struct" then Values.fields(p["type"]["base"], memory)
      else
        numbers = memory.unpack("#{Library::NUMBERS.fetch(p['type']['resolved'])[1]}*")
        p["role"] == "out_array" ? numbers : numbers.first
      end
    end

    # Lists of outputs: what was nothing in them has been made by the call.
    def fill(arguments, values)
      @parameters.each_with_index do |p, i|
        next unless p["role"] == "out_handles" && p["passed"] == "argument"

        outputs = values[p["name"].to_sym]
        arguments[i].unpack("J*").each_with_index do |one, at|
          outputs[at] ||= Library.wrap(p["type"]["base"], one, true)
        end
      end
    end
  end

  # Values that C sees as pointers; `kept` holds what must outlive the call.
  module Values
    HIDDEN = %w[struct_size reserved].freeze

    module_function

    # Numbers meet arrays as in Python: they take their dtype. dtypes may be named.
    def convert(kind, value)
      return NDCore.scalar_of(value) if kind == "nd_array" && (value.is_a?(Numeric) || value == true || value == false)

      kind == "nd_dtype" && value.is_a?(String) ? NDCore.dtype_parse(value) : value
    end

    def handle(kind, value, kept)
      return 0 if value.nil?

      value = convert(kind, value)
      wanted = kind ? Library::KINDS.fetch(kind) : Handle
      raise TypeError, "#{value.inspect} is no #{wanted}" unless value.is_a?(wanted)

      kept << value
      value.address
    end

    def handles(kind, values, kept)
      values.map { |value| handle(kind, value, kept) }.pack("J*")
    end

    def text(value, kept)
      raise TypeError, "#{value.inspect} is no String" unless value.is_a?(String)

      value = value.encode(Encoding::UTF_8)
      Library.refuse("ND_VALUE_ERROR", nil, "#{value.inspect} holds a zero character") if value.include?("\0")
      kept << (pointer = Fiddle::Pointer["#{value}\0"])
      pointer.to_i
    end

    def blank(name)
      struct = Library::STRUCTS.fetch(name)
      memory = ("\0" * struct["size"]).b
      memory[0, 8] = [struct["size"]].pack("q")
      memory
    end

    def directive(field)
      pointer = !field["type"]["pointers"].empty? || Library::CALLBACKS.key?(field["type"]["base"])
      pointer ? ["J", 8] : Library::NUMBERS.fetch(field["type"]["resolved"]).drop(1)
    end

    def known(name)
      Library::STRUCTS.fetch(name)["fields"].reject { |f| HIDDEN.include?(f["name"]) }
    end

    def field(name, key)
      known(name).find { |f| f["name"] == key.to_s }
    end

    # A struct from a Hash: {dtype: "float64"}.
    def struct(name, values, kept)
      memory = blank(name)
      values.each do |key, value|
        one = field(name, key)
        raise ArgumentError, "#{name} has no field #{key}" if one.nil?
        next if value.nil?

        format, bytes = directive(one)
        memory[one["offset"], bytes] = [content(one, value, kept)].pack(format)
      end
      memory
    end

    # What a field holds: the address of a handle or of a text, a number, a boolean as one.
    def content(field, value, kept)
      base = field["type"]["base"]
      return handle(base, value, kept) if Library::KINDS.key?(base)
      return text(value, kept) if base == "char"
      return value.to_i if directive(field).first == "J" # a callback, an address

      value = { true => 1, false => 0 }.fetch(value, value)
      wanted = field["type"]["resolved"] == "double" ? Numeric : Integer
      raise TypeError, "#{field['name']}: #{value.inspect} is no #{wanted}" unless value.is_a?(wanted)

      value
    end

    def fields(name, memory)
      known(name).to_h do |f|
        value = memory.unpack1(directive(f).first, offset: f["offset"])
        [f["name"].to_sym, f["type"]["base"] == "char" ? Library.text(value) : value]
      end
    end
  end

  FUNCTIONS = API["functions"].select { |f| Function.said?(f) }.to_h { |f| [f["name"], Function.new(f)] }.freeze
  FUNCTIONS.each do |name, function|
    define_singleton_method(name) { |*given, **named| function.call(given, named) }
  end

  # A function for C from a block: callback("nd_fp_callback") { |operation, flag, mode, data| 0 }. It must be kept as long as
  # C may call it, and only be given where it is called on the thread of the call.
  def self.callback(name, &block)
    described = Library::CALLBACKS.fetch(name)
    types = described["parameters"].map { |p| Library.type(p["type"]) }
    Fiddle::Closure::BlockCaller.new(Library.type(described["returns"]), types) do |*given|
      strings = described["parameters"].zip(given).map { |p, one| p["type"]["base"] == "char" ? one.to_s : one }
      block.call(*strings)
    end
  end
end
