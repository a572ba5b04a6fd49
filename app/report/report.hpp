#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

/// Beyond that curves cannot be told apart, and the page grows past its bound.
inline constexpr std::size_t most_report_runs = 20;

/// One HTML page that shows runs and needs nothing beside it: no network, no other file. Several
/// runs share its axes. Below 1 MB whatever the length of a run; what was thinned is said in it.
/// `sweep_url`: of the page of the sweep that a run belongs to, from where this one will lie; it
/// leads back there. Empty: none. Throws Error for more than most_report_runs, for a folder that
/// holds no run and for a damaged measurement file.
std::string report_page(const std::vector<std::filesystem::path>& runs,
                        const std::string& sweep_url = {});

}  // namespace plumb
