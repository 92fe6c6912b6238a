// The values of the conformance vectors as arguments and results of ndcore's C++ functions. For driver.cpp and the
// generated dispatch.hpp.
#pragma once

#include <any>
#include <functional>
#include <map>

#include "json.hpp"
#include "ndcore/ndcore.hpp"

using Bytes = std::vector<unsigned char>;

struct Integer {
  std::int64_t bits;
  bool is_huge;  // the bits are those of a uint64 past int64
};

class Value;
using Values = std::vector<Value>;
using Fields = std::map<std::string, Value>;
using Functions = std::map<std::string, std::function<Values(const Values&)>>;

// Numbers or texts for a parameter that tells an empty list from none.
template <class T>
struct Numbers {
  std::vector<T> numbers;
  bool is_none;
  operator ndcore::list<T>() const { return is_none ? ndcore::list<T>() : ndcore::list<T>(numbers); }
};

// Nothing, Integer, double, std::string, Bytes, Values, Fields or a handle's class.
class Value {
 public:
  Value() = default;
  template <class T, class = std::enable_if_t<!std::is_same_v<std::decay_t<T>, Value>>>
  Value(T value) {
    if constexpr (std::is_integral_v<T>) {
      any_ = Integer{static_cast<std::int64_t>(value), std::is_unsigned_v<T> && static_cast<std::int64_t>(value) < 0};
    } else {
      any_ = std::move(value);
    }
  }
  template <class T, class = std::enable_if_t<!std::is_same_v<T, unsigned char>>>
  Value(const std::vector<T>& list) : any_(Values(list.begin(), list.end())) {}

  bool is_none() const { return !any_.has_value(); }
  template <class T>
  const T* as() const {
    return std::any_cast<T>(&any_);
  }
  template <class T>
  const T& get() const {
    return std::any_cast<const T&>(any_);
  }
  template <class T>
  T handle() const {
    return is_none() ? T() : get<T>();
  }
  template <class T>
  std::vector<T> handles() const {
    std::vector<T> made;
    for (const Value& value : get<Values>()) made.push_back(value.get<T>());
    return made;
  }
  std::int64_t integer() const { return get<Integer>().bits; }
  double number() const { return get<double>(); }
  template <class T>
  T element() const {
    if constexpr (std::is_same_v<T, double>)
      return number();
    else
      return static_cast<T>(integer());
  }
  template <class T>
  std::optional<T> optional() const {
    return is_none() ? std::nullopt : std::optional<T>(element<T>());
  }
  template <class T>
  Numbers<T> numbers() const {
    Numbers<T> made{{}, is_none()};
    if (!made.is_none) {
      for (const Value& value : get<Values>()) made.numbers.push_back(value.element<T>());
    }
    return made;
  }
  const Bytes& bytes() const { return get<Bytes>(); }
  Fields fields() const { return is_none() ? Fields() : get<Fields>(); }
  ndcore::c_text text() const { return is_none() ? ndcore::c_text() : ndcore::c_text(get<std::string>()); }
  Numbers<const char*> texts() const {
    Numbers<const char*> made{{}, is_none()};
    if (!made.is_none) {
      for (const Value& value : get<Values>()) made.numbers.push_back(value.get<std::string>().c_str());
    }
    return made;
  }

 private:
  std::any any_;
};

template <class T>
Values values(T one) {
  return {Value(std::move(one))};
}

template <class... T>
Values values(std::tuple<T...> several) {
  return std::apply([](auto&&... one) { return Values{Value(std::move(one))...}; }, std::move(several));
}
