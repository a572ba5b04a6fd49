#include "clip_history.hpp"

#include <ATen/ATen.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

void copy_state(const ClipHistory& from, const ClipHistory& to) {
  const auto source = from.state();
  const auto target = to.state();
  for (std::size_t i = 0; i < target.size(); ++i)
    at::Tensor(target[i].second).copy_(source[i].second);
}

}  // namespace

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

ClipHistory& KeptClipHistory::of(const Clip& clip) {
  const at::Device device = parameters_.device();
  if (!history_ || clip_ != clip || device_ != device) {
    auto history = make_clip_history(clip, parameters_.size(), device);
    if (history_ && clip_ == clip) copy_state(*history_, *history);
    history_ = std::move(history);
    clip_ = clip;
    device_ = device;
  }
  return *history_;
}

}  // namespace plumb
