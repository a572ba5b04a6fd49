#include "report/sweep_page.hpp"

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "report/page.hpp"
#include "report/sweep_content.hpp"
#include "report/sweep_data.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// An empty one is the folder of the process, as the parent of "page.html".
fs::path whole(const fs::path& folder) {
  return (fs::absolute(folder.empty() ? "." : folder) / "").lexically_normal();
}

/// RFC 3986: all but the unreserved characters, byte by byte.
std::string percent_encoded(const std::string& name) {
  std::string encoded;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace

std::string relative_url(const fs::path& from, const fs::path& to) {
  std::string url = "./";
  for (const auto& part : whole(to).lexically_relative(whole(from))) {
    if (!part.empty() && part != ".") url += percent_encoded(part.string()) + '/';
  }
  return url;
}

std::string relative_file_url(const fs::path& from, const fs::path& file) {
  return relative_url(from, file.parent_path()) + percent_encoded(file.filename().string());
}

std::string sweep_page(const fs::path& sweep, const fs::path& page_folder) {
  if (!holds_sweep(sweep)) throw Error(sweep.string() + " holds no sweep: it has no sweep.toml");
  const auto content = read_sweep_content(sweep);
  const auto data = sweep_data(content, relative_url(page_folder, sweep));
  return fill_page("Plumb: " + content.name,
                   data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                   "sweep.html");
}

}  // namespace plumb
