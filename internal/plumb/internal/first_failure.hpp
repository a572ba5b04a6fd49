#pragma once

#include <exception>

namespace plumb {

/// Lets several do their part, whoever of them fails, and passes on what the first one threw.
class FirstFailure {
 public:
  template <class Part>
  void run(const Part& part) {
    try {
      part();
    } catch (...) {
      if (!failure_) failure_ = std::current_exception();
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
};

}  // namespace plumb
