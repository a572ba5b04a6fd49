#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// How gradients are clipped, as data. `--clip norm:1.0` and Clip::norm(1.0) are the same thing.
struct Clip {
  enum class Kind {
    none,
    norm,    ///< all gradients by one factor, min(1, X / (total L2 norm + 1e-6)): clip_grad_norm_,
             ///< Keras's global_clipnorm
    tensor,  ///< each tensor by its own factor, min(1, X / its L2 norm): Keras's clipnorm
    value,   ///< each entry to [-X, X]: clip_grad_value_, Keras's clipvalue
  };

  Kind kind = Kind::none;
  double threshold = 0;  ///< X above; > 0 unless kind is none

  static Clip none() { return {}; }
  static Clip norm(double threshold);
  static Clip tensor(double threshold);
  static Clip value(double threshold);

  /// Reads "none", "norm:X", "tensor:X" or "value:X". Throws Error on anything else and on X <= 0.
  static Clip parse(std::string_view text);

  bool operator==(const Clip&) const = default;
};

/// The inverse of Clip::parse.
std::string to_string(const Clip& clip);

/// The factor that Clip::Kind::norm applies to every gradient, given their total L2 norm. The 1e-6
/// is clip_grad_norm_'s. 1 for a norm that is not finite: such gradients are left alone.
double global_clip_factor(double total_norm, double threshold);

/// The factor that Clip::Kind::tensor applies to one gradient, given its L2 norm.
double tensor_clip_factor(double norm, double threshold);

}  // namespace plumb
