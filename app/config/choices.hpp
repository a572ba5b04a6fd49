#pragma once

#include <string>
#include <vector>

namespace plumb {

// The names a setting accepts. Plain text, so that configuration needs no torch header; a test
// holds each list against the registry it stands for.

std::vector<std::string> model_names();
std::vector<std::string> activation_names();
std::vector<std::string> initializer_names();
std::vector<std::string> normalization_names();
std::vector<std::string> optimizer_names();

}  // namespace plumb
