#include "repair/remedy_settings.hpp"

#include "config/keys.hpp"

namespace plumb {

RunConfig with_remedies(RunConfig config, const std::vector<Remedy>& remedies) {
  for (const auto& remedy : remedies) {
    for (const auto& [key, value] : remedy.settings) set_key(config, key, value);
  }
  return config;
}

std::string flags_text(const std::vector<Remedy>& remedies) {
  std::string text;
  for (const auto& remedy : remedies) text.append(text.empty() ? "" : " ").append(remedy.flag());
  return text;
}

}  // namespace plumb
