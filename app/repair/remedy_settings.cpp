#include "repair/remedy_settings.hpp"

#include <sstream>

#include "config/keys.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {

std::vector<std::pair<std::string, std::string>> settings_of(const Remedy& remedy) {
  std::vector<std::pair<std::string, std::string>> settings;
  std::istringstream words(remedy.flag);
  std::string flag, value;
  while (words >> flag) {
    if (!flag.starts_with("--") || !(words >> value))
      throw Error("the remedy '" + remedy.flag + "' is not made of flags with their values");
    settings.emplace_back(flag.substr(2), value);
  }
  return settings;
}

RunConfig with_remedies(RunConfig config, const std::vector<Remedy>& remedies) {
  for (const auto& remedy : remedies) {
    for (const auto& [key, value] : settings_of(remedy)) set_key(config, key, value);
  }
  return config;
}

std::string flags_text(const std::vector<Remedy>& remedies) {
  std::string text;
  for (const auto& remedy : remedies) text += (text.empty() ? "" : " ") + remedy.flag;
  return text;
}

}  // namespace plumb
