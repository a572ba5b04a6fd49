#include "clip_history.hpp"

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

}  // namespace plumb
