#pragma once

#include <torch/nn/modules/container/any.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace plumb {

/// A normalization layer, or none.
class Normalization {
 public:
  Normalization() = default;
  explicit Normalization(torch::nn::AnyModule layer) : layer_(std::move(layer)) {}

  explicit operator bool() const { return !layer_.is_empty(); }
  /// {batch, features} or {batch, channels, height, width}; the same shape. Without a layer x
  /// itself.
  at::Tensor operator()(at::Tensor x) {
    return layer_.is_empty() ? std::move(x) : layer_.forward(std::move(x));
  }

 private:
  torch::nn::AnyModule layer_;
};

/// What a normalization layer sees of a sample: one value of every feature, or an image of every
/// channel.
enum class Normalized { features, images };

/// The normalization of that name, a child of `owner` called `child`, with a factor (1 at first)
/// and a shift (0) of every channel. normalizations() lists them. "layer" takes a sample's mean and
/// variance over all its features, or over channels, height and width (Ba et al. 2016); "group"
/// over each of group_count() groups of channels (Wu and He 2018); both with PyTorch's ε of 1e-5.
/// "none" and "weight" give no layer. Throws plumb::Error for any other name, and for channels that
/// do not divide.
Normalization make_normalization(std::string_view name, torch::nn::Module& owner,
                                 const std::string& child, std::int64_t channels, Normalized input);

/// Groups of "group:G", or of "group": of at most 32 the most that divide the channels and leave a
/// group two channels of images, or eight features (two would always be +1 and -1). Throws
/// plumb::Error where there are none.
std::int64_t group_count(std::string_view name, std::int64_t channels, Normalized input);

/// Throws plumb::Error unless normalizations() lists the name.
void check_normalization(std::string_view name);

}  // namespace plumb
