# frozen_string_literal: true

# Opens libndcore, reads the description of its C API, frontends/api.json; errors, handles and memory. functions.rb builds on it.
require "fiddle"
require "json"

module NDCore
  api_file = ENV["NDCORE_API"] || File.expand_path("../../../../frontends/api.json", __dir__)
  API = JSON.parse(File.read(api_file))
  API["constants"].each { |c| const_set(c["name"].delete_prefix("ND_"), Integer(c["value"])) }

  # What a failed call left in its thread's record.
  class Error < StandardError
    attr_reader :status, :kind, :function

    def initialize(message, kind, function = nil, status = NDCore.const_get(kind.delete_prefix("ND_")))
      super(message)
      @status, @kind, @function = status, kind, function
    end
  end

  # One kind of handle. The garbage collector gives owned ones back.
  class Handle
    attr_reader :address

    def self.wrap(address, owned)
      made = allocate
      made.send(:own, address, owned)
      made
    end

    # Gives the handle back at once; using it afterwards is an error.
    def release
      return if address.zero?

      ObjectSpace.undefine_finalizer(self)
      Library::RELEASE.call(address) if @owned
      @address = 0
    end

    private

    def own(address, owned)
      @address, @owned = address, owned
      ObjectSpace.define_finalizer(self, Handle.finalizer(address, Process.pid)) if owned
    end

    def initialize_copy(_other)
      raise TypeError, "#{self.class} cannot be duplicated: one object owns a handle"
    end

    # It must not know the object, which would never be collected; a forked child gives nothing back at its end.
    def self.finalizer(address, pid)
      # Once: a finalizer whose call lets other threads run may be run again by one of them.
      left = [address]
      proc { (once = left.pop) && pid == Process.pid && Library::RELEASE.call(once) }
    end
  end

  # The way to C.
  module Library
    NUMBERS = { # of C: Fiddle's type, the directive of String#unpack, bytes
      "int8_t" => [Fiddle::TYPE_CHAR, "c", 1], "uint8_t" => [-Fiddle::TYPE_CHAR, "C", 1],
      "int16_t" => [Fiddle::TYPE_SHORT, "s", 2], "uint16_t" => [-Fiddle::TYPE_SHORT, "S", 2],
      "int32_t" => [Fiddle::TYPE_INT, "l", 4], "uint32_t" => [-Fiddle::TYPE_INT, "L", 4],
      "int64_t" => [Fiddle::TYPE_LONG_LONG, "q", 8], "uint64_t" => [-Fiddle::TYPE_LONG_LONG, "Q", 8],
      "double" => [Fiddle::TYPE_DOUBLE, "d", 8], "float" => [Fiddle::TYPE_FLOAT, "f", 4]
    }.freeze
    STRUCTS = API["structs"].to_h { |s| [s["name"], s] }.freeze
    CALLBACKS = API["callbacks"].to_h { |c| [c["name"], c] }.freeze
    KINDS = API["handles"].to_h do |h| # "nd_array" => NDCore::Array
      [h["name"], NDCore.const_set(h["name"].delete_prefix("nd_").capitalize, Class.new(Handle))]
    end.freeze
    FILE = Fiddle.dlopen(ENV["NDCORE_LIBRARY"] || "libndcore.so.1")

    module_function

    def type(ctype)
      return Fiddle::TYPE_VOIDP unless ctype["pointers"].empty? && !CALLBACKS.key?(ctype["base"])
      return Fiddle::TYPE_VOID if ctype["base"] == "void"

      NUMBERS.fetch(ctype["resolved"]).first
    end

    # Pointers come back as integers.
    def function(symbol, parameters, returns)
      returned = type(returns)
      returned = Fiddle::TYPE_UINTPTR_T if returned == Fiddle::TYPE_VOIDP
      Fiddle::Function.new(FILE[symbol], parameters.map { |p| type(p["type"]) }, returned)
    end

    def described(name)
      f = API["functions"].find { |one| one["name"] == name }
      function(f["symbol"], f["parameters"], f["returns"]["type"])
    end

    def text(address)
      address.zero? ? nil : Fiddle::Pointer.new(address).to_s.force_encoding(Encoding::UTF_8)
    end

    def refuse(kind, function, message)
      raise Error.new(message, kind, function)
    end

    # The record belongs to the thread of the call, which a thread of Ruby keeps.
    def last_error
      status = LAST_STATUS.call
      raise Error.new(text(LAST_MESSAGE.call), text(STATUS_NAME.call(status)), text(LAST_FUNCTION.call), status)
    end

    # The garbage collector does not see the memory of arrays: it is told to work when a lot has been taken.
    def wrap(kind, address, owned)
      return nil if address.zero?

      made = KINDS.fetch(kind).wrap(address, owned)
      taken(NBYTES.call(address)) if owned && kind == "nd_array"
      made
    end

    def taken(bytes)
      @taken = (@taken || 0) + bytes
      return if @taken < LIMIT

      @taken = 0
      GC.start
    end

    LIMIT = 1 << 28
    RELEASE = described("release")
    NBYTES = described("array_nbytes")
    STATUS_NAME = described("status_name")
    LAST_STATUS = described("last_error_status")
    LAST_MESSAGE = described("last_error_message")
    LAST_FUNCTION = described("last_error_function")

    # Drafts of the API demand the library of the very build that api.json describes.
    last_error if described("get_api_draft").call(API["build_hash"].to_i(16)).zero?
  end
end
