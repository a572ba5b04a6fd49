#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb {

// The names a setting accepts. Plain text, so that configuration needs no torch header; a test
// holds each list against the registry it stands for.
// "uniform:A" stands for "uniform:0.05" and the like.

std::vector<std::string> dataset_names();  ///< csv:FILE and idx:DIR stand for any path
std::vector<std::string> model_names();
std::vector<std::string> activation_names();
std::vector<std::string> output_activation_names();
std::vector<std::string> initializer_names();
std::vector<std::string> bias_initializer_names();
std::vector<std::string> normalization_names();
std::vector<std::string> recurrent_initializer_names();
std::vector<std::string> residual_names();
std::vector<std::string> loss_names();
std::vector<std::string> optimizer_names();
std::vector<std::string> schedule_names();

/// True for a loss over classes, false for one over values too.
bool needs_classes(std::string_view loss);

/// True for the models that read sequences step by step.
bool is_recurrent_model(std::string_view model);

}  // namespace plumb
