#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace plumb {

/// Name and content of what cmake/ReportPage.cmake compiled in.
std::span<const std::pair<std::string_view, std::string_view>> page_files();

}  // namespace plumb
