#pragma once

#include <filesystem>
#include <string>

namespace plumb {

/// One HTML page that shows a sweep: best settings, heat maps, effects, and a table that links to
/// its runs. It needs nothing beside it but, for the links, the runs; they are relative to
/// `page_folder`, the folder that the page will lie in, and lead to a run's report.html where there
/// is one. Bounded whatever the number of runs. Throws Error for a folder that holds no sweep, and
/// where its files are malformed.
std::string sweep_page(const std::filesystem::path& sweep,
                       const std::filesystem::path& page_folder);

/// "./", "../../runs/sweep-mlp-1/": the way from one folder to another as a URL. Both as they are
/// named, for a browser takes ".." by name too.
std::string relative_url(const std::filesystem::path& from, const std::filesystem::path& to);

/// "./../report.html": the same to a file.
std::string relative_file_url(const std::filesystem::path& from, const std::filesystem::path& file);

}  // namespace plumb
