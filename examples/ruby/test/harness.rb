# frozen_string_literal: true

# Runs named tests and prints the Test Anything Protocol, which .ci/languages.py counts.
module Harness
  @count = @failed = 0

  def self.test(name)
    @count += 1
    yield
    puts "ok #{@count} - #{name}"
  rescue StandardError => e
    @failed += 1
    puts "# #{e.full_message(highlight: false).gsub("\n", "\n# ")}", "not ok #{@count} - #{name}"
  end

  def self.finish
    puts "1..#{@count}"
    exit(@failed.zero?)
  end
end
