#include "clip_history.hpp"

#include <ATen/ATen.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {

std::unique_ptr<ClipHistory> make_clip_history(const Clip& clip, std::size_t parameters,
                                               const at::Device& device) {
  switch (clip.kind) {
    case Clip::Kind::autoclip:
      return make_auto_clip(clip.threshold, device);
    case Clip::Kind::zclip:
      return make_z_clip(clip.threshold, device);
    case Clip::Kind::adagc:
      return make_ada_gc(clip.threshold, parameters, device);
    default:
      throw Error("clip " + to_string(clip) + " has no history");
  }
}

at::Tensor device_scalar(double value, const at::Device& device) {
  return at::full({}, value, at::TensorOptions().dtype(at::kDouble).device(device));
}

at::Tensor global_clip_factor(const at::Tensor& total, const at::Tensor& threshold) {
  return (threshold / (total + 1e-6)).clamp_max(1.0);
}

}  // namespace plumb
