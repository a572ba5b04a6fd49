#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string_view>

namespace plumb {

/// What is shown the taps of a thread.
class TapListener {
 public:
  virtual ~TapListener() = default;
  virtual void visit(std::string_view name, const at::Tensor& x) = 0;
};

/// Shows it the taps of this thread from here on, until it is unsubscribed there or dies.
void subscribe_to_taps(const std::shared_ptr<TapListener>& listener);
void unsubscribe_from_taps(const std::shared_ptr<TapListener>& listener);

}  // namespace plumb
