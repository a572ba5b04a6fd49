#include "report/page.hpp"

#include "plumb/diagnostics/error.hpp"
#include "report/page_files.hpp"

namespace plumb {

std::string_view page_file(std::string_view name) {
  for (const auto& [file, content] : page_files()) {
    if (file == name) return content;
  }
  throw Error("no file '" + std::string(name) + "' is compiled into the report",
              Error::Kind::failure);
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string escape_json_block(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      escaped += "\\u003c";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string fill_page(std::string_view title, std::string_view json, std::string_view frame) {
  constexpr std::string_view open = "{{", close = "}}";
  const std::string_view page = page_file(frame);
  std::string filled;
  std::size_t at = 0;
  for (auto mark = page.find(open); mark != std::string_view::npos; mark = page.find(open, at)) {
    const auto end = page.find(close, mark);
    filled += page.substr(at, mark - at);
    const auto name = page.substr(mark + open.size(), end - mark - open.size());
    if (name == "title") {
      filled += escape_html(title);
    } else if (name == "data") {
      filled += escape_json_block(json);
    } else if (name.ends_with(".html")) {
      filled += fill_page(title, json, name);
    } else {
      filled += page_file(name);
    }
    at = end + close.size();
  }
  filled += page.substr(at);
  return filled;
}

}  // namespace plumb
