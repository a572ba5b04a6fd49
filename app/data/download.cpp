#include "data/download.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fstream>
#include <memory>
#include <mutex>
#include <string_view>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

constexpr long http_partial_content = 206;
constexpr long http_range_not_satisfiable = 416;

// What the server announced: 100 of "Content-Range: bytes 100-199/200".
std::int64_t range_start(std::string_view value) {
  std::int64_t start = -1;
  const auto digits = value.find_first_of("0123456789");
  if (digits != std::string_view::npos) {
    std::from_chars(value.data() + digits, value.data() + value.size(), start);
  }
  return start;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) ==
                  std::tolower(static_cast<unsigned char>(y));
         });
}

/// One request that starts at `offset`. Callbacks of libcurl must not throw, so they note what
/// happened and return what makes libcurl give up.
class Transfer {
 public:
  enum class Outcome { done, resume_refused };

  Transfer(const std::string& url, const fs::path& part, std::int64_t offset,
           const DownloadCallback& progress)
      : url_(url),
        part_(part),
        offset_(offset),
        progress_(progress),
        curl_(curl_easy_init(), curl_easy_cleanup) {
    if (!curl_) throw Error("libcurl could not start", Error::Kind::failure);
    file_.open(part, std::ios::binary | (offset > 0 ? std::ios::app : std::ios::trunc));
    if (!file_) {
      throw Error(fmt::format("{} cannot be written", part.string()), Error::Kind::failure);
    }
  }

  Outcome run() {
    configure();
    const CURLcode code = curl_easy_perform(curl_.get());
    file_.close();
    if (code == CURLE_OK && file_) return Outcome::done;
    if (offset_ > 0 && refused(code)) return Outcome::resume_refused;
    throw Error(reason(code), Error::Kind::failure);
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_.get(), option, value);
  }

  void configure() {
    set(CURLOPT_URL, url_.c_str());
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 5L);
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, "plumb");
    set(CURLOPT_CONNECTTIMEOUT, 15L);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, 30L);
    set(CURLOPT_ERRORBUFFER, error_text_);
    set(CURLOPT_WRITEFUNCTION, &Transfer::on_data);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
    set(CURLOPT_XFERINFODATA, this);
    // Not CURLOPT_RESUME_FROM, which fails where the server ignores ranges and sends the whole
    // file.
    if (offset_ > 0) set(CURLOPT_RANGE, (range_ = fmt::format("{}-", offset_)).c_str());
  }

  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::string_view line(data, size);
    if (line.starts_with("HTTP/")) {  // another answer begins: the one after a redirection
      transfer.announced_start_ = -1;
      transfer.is_http_ = true;
    }
    const auto colon = line.find(':');
    if (colon != std::string_view::npos &&
        equal_ignoring_case(line.substr(0, colon), "content-range")) {
      transfer.announced_start_ = range_start(line.substr(colon + 1));
    }
    return size;
  }

  static std::size_t on_data(char* data, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (!transfer.started_ && !transfer.start()) return 0;
    transfer.file_.write(data, static_cast<std::streamsize>(size));
    return transfer.file_ ? size : 0;
  }

  // Called before the first byte is written: is it the byte that was asked for?
  bool start() {
    started_ = true;
    if (offset_ == 0 || !is_http_) return true;
    if (status() == http_partial_content) {
      wrong_range_ = announced_start_ != offset_;
      return !wrong_range_;
    }
    offset_ = 0;
    file_.close();
    file_.open(part_, std::ios::binary | std::ios::trunc);
    return static_cast<bool>(file_);
  }

  static int on_progress(void* self, curl_off_t total, curl_off_t received, curl_off_t,
                         curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (!transfer.progress_) return 0;
    const std::int64_t before = transfer.offset_;
    transfer.stopped_ = !transfer.progress_(before + received, total > 0 ? before + total : 0);
    return transfer.stopped_ ? 1 : 0;
  }

  long status() const {
    long code = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

  bool refused(CURLcode code) const {
    return wrong_range_ || status() == http_range_not_satisfiable || code == CURLE_RANGE_ERROR ||
           code == CURLE_BAD_DOWNLOAD_RESUME;
  }

  std::string reason(CURLcode code) const {
    if (stopped_) return fmt::format("the download of {} was stopped", url_);
    if (!file_) return fmt::format("{} cannot be written: is the disk full?", part_.string());
    return fmt::format("{}: {}", url_, error_text_[0] ? error_text_ : curl_easy_strerror(code));
  }

  std::string url_;
  fs::path part_;
  std::int64_t offset_;
  const DownloadCallback& progress_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
  std::ofstream file_;
  std::string range_;
  std::int64_t announced_start_ = -1;
  bool is_http_ = false;
  bool started_ = false;
  bool wrong_range_ = false;
  bool stopped_ = false;
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace

std::int64_t downloaded_bytes(const fs::path& part) {
  std::error_code error;
  const auto size = fs::file_size(part, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

void download(const std::string& url, const fs::path& part, const DownloadCallback& progress) {
  static std::once_flag initialized;
  std::call_once(initialized, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });

  const std::int64_t offset = downloaded_bytes(part);
  if (Transfer(url, part, offset, progress).run() == Transfer::Outcome::resume_refused) {
    Transfer(url, part, 0, progress).run();
  }
}

}  // namespace plumb
