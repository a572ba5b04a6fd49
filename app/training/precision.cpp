#include "training/precision.hpp"

#include <ATen/ATen.h>
#include <ATen/autocast_mode.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// bfloat16 autocast for the lifetime of this object.
class Autocast {
 public:
  explicit Autocast(at::DeviceType device)
      : device_(device),
        was_enabled_(at::autocast::is_autocast_enabled(device)),
        dtype_(at::autocast::get_autocast_dtype(device)) {
    at::autocast::set_autocast_enabled(device_, true);
    at::autocast::set_autocast_dtype(device_, at::kBFloat16);
    at::autocast::increment_nesting();
  }
  ~Autocast() {
    // The cache holds the weights' casts: the next step has other weights.
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(device_, was_enabled_);
    at::autocast::set_autocast_dtype(device_, dtype_);
  }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  at::DeviceType device_;
  bool was_enabled_;
  at::ScalarType dtype_;
};

}  // namespace

Precision precision_of(const std::string& name) {
  if (name == "float32") return Precision::float32;
  if (name == "bfloat16") return Precision::bfloat16;
  throw Error("precision '" + name + "' is neither float32 nor bfloat16");
}

at::Tensor forward(Network& network, const at::Tensor& features, Precision precision) {
  if (precision == Precision::float32) return network.forward(features);
  const Autocast autocast(features.device().type());
  return network.forward(features).to(features.scalar_type());
}

}  // namespace plumb
