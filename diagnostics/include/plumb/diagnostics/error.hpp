#pragma once

#include <stdexcept>
#include <string>

namespace plumb {

/// The one exception type that Plumb throws. Its text names the offending value.
class Error : public std::runtime_error {
 public:
  enum class Kind {
    bad_input,  ///< what the caller gave cannot be used; nothing was changed
    failure,    ///< the work itself failed: disk full, device lost
  };

  explicit Error(const std::string& message, Kind kind = Kind::bad_input)
      : std::runtime_error(message), kind_(kind) {}

  Kind kind() const noexcept { return kind_; }

 private:
  Kind kind_;
};

}  // namespace plumb
