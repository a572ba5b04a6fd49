#include "tap_listeners.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "plumb/diagnostics/inner_tap.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace plumb {
namespace {

/// Weak: a listener may die on another thread than the one it listened on.
thread_local std::vector<std::weak_ptr<TapListener>> listeners;

constinit thread_local int pauses = 0;

void count_listeners() {
  detail::tap_listeners = pauses > 0 ? 0 : static_cast<int>(listeners.size());
  detail::graph_tap_listeners =
      static_cast<int>(std::count_if(listeners.begin(), listeners.end(), [](const auto& listener) {
        const auto alive = listener.lock();
        return alive && !alive->takes_inner_taps();
      }));
}

class Observer final : public TapListener {
 public:
  explicit Observer(TapObserver::Visit visit) : visit_(std::move(visit)) {}
  void visit(std::string_view name, const at::Tensor& x) override { visit_(name, x); }

 private:
  TapObserver::Visit visit_;
};

}  // namespace

void subscribe_to_taps(const std::shared_ptr<TapListener>& listener) {
  listeners.emplace_back(listener);
  count_listeners();
}

void unsubscribe_from_taps(const std::shared_ptr<TapListener>& listener) {
  std::erase_if(listeners, [&](const auto& other) {
    const auto alive = other.lock();
    return !alive || alive == listener;
  });
  count_listeners();
}

namespace detail {

constinit thread_local int tap_listeners = 0;
constinit thread_local int graph_tap_listeners = 0;

void visit_taps(std::string_view name, const at::Tensor& x) {
  // One that is called may subscribe others.
  for (std::size_t i = 0; i < listeners.size(); ++i) {
    if (const auto alive = listeners[i].lock()) alive->visit(name, x);
  }
}

}  // namespace detail

InnerTap::InnerTap(std::string name, ActivationKind kind) : name_(std::move(name)), kind_(kind) {}

void InnerTap::show(const at::Tensor& x) {
  readers_.clear();
  if (detail::tap_listeners == 0) return;
  for (std::size_t i = 0; i < listeners.size(); ++i) {
    const auto alive = listeners[i].lock();
    if (!alive || !alive->takes_inner_taps()) continue;
    if (const auto reader = alive->visit_inner(name_, kind_, x)) readers_.emplace_back(reader);
  }
}

void InnerTap::show_gradient(const at::Tensor& gradient) const {
  for (const auto& reader : readers_) {
    if (const auto alive = reader.lock()) alive->add(gradient);
  }
}

void InnerTap::show_gradient(double squares) const {
  for (const auto& reader : readers_) {
    if (const auto alive = reader.lock()) alive->add_squares(squares);
  }
}

TapPause::TapPause() {
  ++pauses;
  count_listeners();
}
TapPause::~TapPause() {
  --pauses;
  count_listeners();
}

TapObserver::TapObserver(Visit visit) : listener_(std::make_shared<Observer>(std::move(visit))) {
  subscribe_to_taps(listener_);
}
TapObserver::~TapObserver() {
  unsubscribe_from_taps(listener_);
}

}  // namespace plumb
