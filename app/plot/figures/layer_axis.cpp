#include "plot/figures/layer_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace plumb {
namespace {

constexpr double label_pitch = 18.6;
constexpr std::size_t longest_layer_label = 20;

std::string layer_ticks(const std::vector<std::string>& names, std::size_t most_labels) {
  const std::size_t stride = (names.size() + most_labels - 1) / most_labels;
  std::string list;
  for (std::size_t i = 0; i < names.size(); i += stride) {
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ",
                        gnuplot_string(names[i], longest_layer_label), i + 1);
  }
  return list;
}

}  // namespace

Box layer_panel(Script& script, const std::vector<std::string>& names, double right, double top,
                std::string_view y_name) {
  std::size_t longest = 4;
  for (const auto& name : names)
    longest = std::max(longest, std::min(text_length(name), longest_layer_label));
  const Box box{70, right, 44 + 4.9 * static_cast<double>(longest), top};
  script.panel(box);
  script.label((box.left + box.right) / 2, 14, "layer, input to output", "center");
  script.axis_names(box, "", y_name);
  script.add(
      fmt::format("set xrange [0.5:{}]\nset xtics ({}) rotate by 45 right noenhanced font ',11'\n",
                  static_cast<double>(names.size()) + 0.5,
                  layer_ticks(names, static_cast<std::size_t>((right - box.left) / label_pitch))));
  return box;
}

std::vector<double> layer_places(std::size_t count) {
  std::vector<double> places(count);
  std::iota(places.begin(), places.end(), 1);
  return places;
}

}  // namespace plumb
