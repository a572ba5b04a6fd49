#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "parameter_list.hpp"
#include "plumb/diagnostics/clip.hpp"

namespace plumb {

/// The gradients of one step, as a clip that goes by norms sees them: doubles on their device.
struct GradientSizes {
  at::Tensor norms;                    ///< {n}: of each gradient that there is
  at::Tensor total;                    ///< scalar
  std::vector<std::size_t> positions;  ///< {n}: of their parameters
  at::Tensor finite;                   ///< scalar bool: whether all of them are
};

/// What a clip kind remembers of the gradients that came before. One piece of arithmetic for every
/// device, made of tensor operations that never wait for it. A step that is not finite changes
/// nothing.
class ClipHistory {
 public:
  virtual ~ClipHistory() = default;

  /// {n}: what each gradient is to be multiplied by, in (0, 1]; 1 where the step is not finite.
  /// Takes the step into the history.
  virtual at::Tensor factors(const GradientSizes& sizes) = 0;

  /// Everything that a resumed run needs, by a stable name. The tensors alias the history.
  virtual std::vector<std::pair<std::string, at::Tensor>> state() const = 0;
};

/// An empty history for a clip that has one (Clip::has_history) over `parameters` parameters.
std::unique_ptr<ClipHistory> make_clip_history(const Clip& clip, std::size_t parameters,
                                               const at::Device& device);

/// That of the clip which a loop asks for, wherever its parameters are: it moves with them, and
/// begins anew with another clip.
class KeptClipHistory {
 public:
  /// `parameters` must outlive this.
  explicit KeptClipHistory(const ParameterList& parameters) : parameters_(parameters) {}

  /// Of a clip that has one.
  ClipHistory& of(const Clip& clip);

 private:
  const ParameterList& parameters_;
  std::unique_ptr<ClipHistory> history_;
  Clip clip_;
  at::Device device_ = at::kCPU;
};

// The registered ones.
std::unique_ptr<ClipHistory> make_auto_clip(double percentile, const at::Device& device);
std::unique_ptr<ClipHistory> make_z_clip(double deviations, const at::Device& device);
std::unique_ptr<ClipHistory> make_ada_gc(double ratio, std::size_t parameters,
                                         const at::Device& device);

}  // namespace plumb
