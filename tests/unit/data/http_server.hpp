#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "data_files.hpp"

/// A web server on the loopback interface that serves byte strings, and misbehaves as told.
class HttpServer {
 public:
  enum class Ranges { honoured, ignored, wrong };

  explicit HttpServer(Ranges ranges = Ranges::honoured);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  void serve(const std::string& path, const Bytes& content);
  /// Closes each connection after so many bytes of the body.
  void break_after(std::size_t bytes) { break_after_ = bytes; }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
  /// The "Range" of every request so far, empty for none.
  std::vector<std::string> requested_ranges() const;

 private:
  void run();
  void answer(int connection);
  std::string respond(const std::string& request);

  Ranges ranges_;
  std::atomic<std::size_t> break_after_{SIZE_MAX};
  std::uint16_t port_ = 0;  // before listener_, which sets it
  int listener_;
  mutable std::mutex mutex_;
  std::map<std::string, Bytes> files_;
  std::vector<std::string> requested_ranges_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};
