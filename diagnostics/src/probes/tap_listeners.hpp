#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string_view>

#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// What is told of the gradients that arrive at a tap.
class TapGradients {
 public:
  virtual ~TapGradients() = default;
  virtual void add(const at::Tensor& gradient) = 0;

  /// The sum of squares of one on the CPU.
  virtual void add_squares(double squares) = 0;
};

/// What is shown the taps of a thread.
class TapListener {
 public:
  virtual ~TapListener() = default;
  virtual void visit(std::string_view name, const at::Tensor& x) = 0;

  /// Whether it takes what an InnerTap shows, in a pass with gradients enabled: a tensor without a
  /// place in autograd's graph. A pass that could show no other takes another way where one does
  /// not.
  virtual bool takes_inner_taps() const { return false; }

  /// Returns what wants to know the gradient that arrives there; null: nothing.
  virtual std::shared_ptr<TapGradients> visit_inner(std::string_view, ActivationKind,
                                                    const at::Tensor&) {
    return nullptr;
  }
};

/// Shows it the taps of this thread from here on, until it is unsubscribed there or dies.
void subscribe_to_taps(const std::shared_ptr<TapListener>& listener);
void unsubscribe_from_taps(const std::shared_ptr<TapListener>& listener);

}  // namespace plumb
