#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// How gradients are clipped, as data. `--clip norm:1.0` and Clip::norm(1.0) are the same thing.
struct Clip {
  enum class Kind {
    none,
    norm,    ///< all gradients by one factor, min(1, X / (total L2 norm + 1e-6)): clip_grad_norm_,
             ///< Keras's global_clipnorm
    tensor,  ///< each tensor by its own factor, min(1, X / its L2 norm): Keras's clipnorm
    value,   ///< each entry to [-X, X]: clip_grad_value_, Keras's clipvalue
    agc,  ///< each unit's gradient to X times the norm of its weights: adaptive gradient clipping
          ///< (Brock et al. 2021)
    autoclip,  ///< as norm, to the X-th percentile of the total norms so far: AutoClip
               ///< (Seetharaman et al. 2020)
    zclip,     ///< as norm, a total norm that is over X standard deviations above its moving mean:
               ///< ZClip (Kumar et al. 2025)
    adagc,     ///< as tensor, to X times the moving mean of the tensor's clipped norms: AdaGC (Wang
               ///< et al. 2025)
  };

  Kind kind = Kind::none;
  double threshold = 0;  ///< X above; > 0 unless kind is none

  static Clip none() { return {}; }
  static Clip norm(double threshold);
  static Clip tensor(double threshold);
  static Clip value(double threshold);

  // docs/training.md has the algorithms and their constants. Each takes its paper's value.
  static Clip agc(double ratio = 0.01);
  static Clip autoclip(double percentile = 10);  ///< in (0, 100); "auto:P" as text
  static Clip zclip(double deviations = 2.5);
  static Clip adagc(double ratio = 1.05);  ///< > 1

  /// Whether the threshold follows the gradients that came before: Monitor keeps that history.
  bool has_history() const {
    return kind == Kind::autoclip || kind == Kind::zclip || kind == Kind::adagc;
  }

  /// Reads "none" or "KIND:X" (clip_names()). Throws Error on anything else and on an X out of
  /// range.
  static Clip parse(std::string_view text);

  /// Throws Error where the threshold is none that the kind takes: both can be set one by one.
  void check() const;

  bool operator==(const Clip&) const = default;
};

/// What Clip::parse takes: "none", "norm:X", …
std::vector<std::string> clip_names();

/// The inverse of Clip::parse.
std::string to_string(const Clip& clip);

/// The factor that Clip::Kind::norm applies to every gradient, given their total L2 norm. The 1e-6
/// is clip_grad_norm_'s. 1 for a norm that is not finite: such gradients are left alone.
double global_clip_factor(double total_norm, double threshold);

/// The factor that Clip::Kind::tensor applies to one gradient, given its L2 norm.
double tensor_clip_factor(double norm, double threshold);

}  // namespace plumb
