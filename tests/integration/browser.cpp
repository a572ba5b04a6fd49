#include "browser.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "command.hpp"
#include "support/needs.hpp"

namespace {

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer;
  while (const auto count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), count);
  pclose(pipe);
  return output;
}

/// The first of the names that Chromium goes by; empty if none is installed.
std::string find_browser() {
  std::string found = output_of(
      "command -v chromium || command -v chromium-browser || command -v google-chrome || true");
  while (!found.empty() && found.back() == '\n') found.pop_back();
  return found.substr(0, found.find('\n'));
}

std::string with_scripts(std::string page, const std::string& script) {
  const std::filesystem::path scripts = PLUMB_REPORT_SCRIPTS;
  const std::string open = "<script>", close = "</script>", head = "<head>";
  page.insert(page.find(head) + head.size(), open + text_of(scripts / "watch_page.js") + close);
  page.insert(page.rfind("</body>"), open + text_of(scripts / script) + close);
  return page;
}

/// The page in a frame of that width: Chromium makes no window narrower than 500 pixels.
std::string framed(const std::string& page, int width) {
  std::string quoted;
  for (const char c : page) {
    if (c == '&') {
      quoted += "&amp;";
    } else if (c == '"') {
      quoted += "&quot;";
    } else {
      quoted += c;
    }
  }
  return "<!DOCTYPE html><meta charset=\"utf-8\"><body><iframe style=\"height: 800px; width: " +
         std::to_string(width) + "px\" srcdoc=\"" + quoted + "\"></iframe></body>";
}

/// What HTML's serialization escapes in text.
std::string unescaped(std::string text) {
  const std::array<std::array<std::string, 2>, 4> entities{
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "}, {"&amp;", "&"}}};
  for (const auto& [entity, character] : entities) {
    for (auto at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + character.size()))
      text.replace(at, entity.size(), character);
  }
  return text;
}

}  // namespace

std::optional<nlohmann::json> use_in_browser(const std::filesystem::path& page, int width,
                                             const std::string& script) {
  static const std::string browser = find_browser();
  if (browser.empty()) {
    leave_out("Chromium is not installed: a report is written but not opened");
    return std::nullopt;
  }
  const auto watched = page.parent_path() / "watched.html";
  std::ofstream(watched) << framed(with_scripts(text_of(page), script), width);
  // No sandbox: it cannot be had as root or in most containers, and the page is ours.
  const std::string document =
      output_of("timeout 120 '" + browser +
                "' --headless --no-sandbox --disable-gpu --virtual-time-budget=60000"
                " --window-size=1400,900 --dump-dom 'file://" +
                watched.string() + "' 2>/dev/null");
  const std::string open = "<pre id=\"check\">";
  const auto begin = document.find(open);
  if (begin == std::string::npos) throw std::runtime_error("the page's check did not end");
  const auto end = document.find("</pre>", begin);
  return nlohmann::json::parse(
      unescaped(document.substr(begin + open.size(), end - begin - open.size())));
}
