#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

#include "plumb/diagnostics/step_record.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace plumb {

class TapGradients;

namespace detail {

/// How many of a thread's tap_listeners want a tensor of autograd's graph.
extern constinit thread_local int graph_tap_listeners;

}  // namespace detail

/// Whether all who look at taps on this thread are content with InnerTap. True where nobody looks;
/// false as long as there is a TapObserver.
inline bool inner_taps_suffice() {
  return detail::tap_listeners == 0 || detail::graph_tap_listeners == 0;
}

/// A tap between the layers of an autograd function of one's own, which autograd sees as one node.
/// plumb::tap() cannot show what lies there: no hook could tell the gradient that arrives, nor the
/// node the activation. The function does, in a pass with gradients enabled, where
/// inner_taps_suffice():
///
///     forward:   plumb::InnerTap hidden("hidden", plumb::ActivationKind::tanh);
///                hidden.show(h);
///     backward:  hidden.show_gradient(gradient);
///
/// Monitors count it with the taps of plumb::tap(); where they do not probe, it does nothing.
class InnerTap {
 public:
  /// `kind`: `other` where no gradient will arrive, as autograd has no node there.
  InnerTap(std::string name, ActivationKind kind);

  /// As plumb::tap() does.
  void show(const at::Tensor& x);

  /// Whether anyone wants to know the gradient that arrives there.
  bool wants_gradient() const { return !readers_.empty(); }

  /// That for what was shown, before it goes through the activation's derivative; once a pass.
  void show_gradient(const at::Tensor& gradient) const;

  /// The same of a gradient on the CPU, of which the sum of its entries' squares is known in
  /// double.
  void show_gradient(double squares) const;

 private:
  std::string name_;
  ActivationKind kind_;
  std::vector<std::weak_ptr<TapGradients>> readers_;
};

}  // namespace plumb
