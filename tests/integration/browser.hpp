#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

/// Opens a report in headless Chromium, uses it as the script in report/ says, and returns what it
/// saw. Nothing, with the reason, where there is no Chromium: that part of the test is left out.
/// `width` in pixels, of the window.
std::optional<nlohmann::json> use_in_browser(const std::filesystem::path& page, int width,
                                             const std::string& script = "check_page.js");
