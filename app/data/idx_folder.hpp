#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "data/dataset.hpp"

namespace plumb {

/// What MNIST's four files are called, each plain or with .gz added: training images and labels,
/// then test images and labels.
inline constexpr std::array<std::string_view, 4> idx_file_names{
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte"};

/// NAME.gz in the folder, else NAME, else nothing.
std::optional<std::filesystem::path> find_idx_file(const std::filesystem::path& folder,
                                                   std::string_view name);

/// How many of idx_file_names the folder has; 0 where there is no such folder.
int count_idx_files(const std::filesystem::path& folder);

/// Loads a folder of IDX files, pixels scaled to [0, 1]. Validation is the test set, or, where the
/// folder has none, `request.val_fraction` of the training images. `classes` is what the labels
/// must stay below; 0 takes the largest label + 1. Sets everything but name and source.
/// Throws plumb::Error naming the file that is missing or wrong.
Dataset load_idx_folder(const std::filesystem::path& folder, std::int64_t classes,
                        const DatasetRequest& request);

}  // namespace plumb
