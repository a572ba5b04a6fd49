#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

/// A fixed table of named values of one kind. A duplicate name, and a name that is not there, is an
/// Error.
template <class Value>
class Registry {
 public:
  struct Entry {
    std::string name;
    std::string description;
    Value value;
  };

  Registry(std::string kind, std::vector<Entry> entries) : kind_(std::move(kind)) {
    for (auto& entry : entries) {
      for (const auto& other : listing_) {
        if (other.name == entry.name) {
          throw Error(fmt::format("{} '{}' is registered twice", kind_, entry.name),
                      Error::Kind::failure);
        }
      }
      listing_.push_back({entry.name, entry.description});
      values_.push_back(std::move(entry.value));
    }
  }

  const Value& find(std::string_view name) const {
    for (std::size_t i = 0; i < listing_.size(); ++i) {
      if (listing_[i].name == name) return values_[i];
    }
    throw Error(fmt::format("'{}' is not a known {}: choose one of {}", name, kind_, names()));
  }

  const std::vector<NamedEntry>& listing() const { return listing_; }

 private:
  std::string names() const {
    std::string text;
    for (const auto& entry : listing_) text += (text.empty() ? "" : ", ") + entry.name;
    return text;
  }

  std::string kind_;
  std::vector<NamedEntry> listing_;
  std::vector<Value> values_;
};

}  // namespace plumb
