#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace plumb {

/// Told how many bytes of the file are there, of how many (0: not known). False stops the download.
using DownloadCallback = std::function<bool(std::int64_t received, std::int64_t total)>;

/// Downloads an http, https or file URL into `part`, going on where an earlier attempt stopped if
/// the server allows that and from the start otherwise. Throws plumb::Error (failure) naming the
/// URL and the reason; what has arrived stays in `part` for the next attempt.
void download(const std::string& url, const std::filesystem::path& part,
              const DownloadCallback& progress = {});

/// What earlier attempts have left in `part`; 0 if there is no such file.
std::int64_t downloaded_bytes(const std::filesystem::path& part);

}  // namespace plumb
