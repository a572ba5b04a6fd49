#include "http_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace {

int listen_on_loopback(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof(address);
  if (listener < 0 || ::bind(listener, generic, size) != 0 || ::listen(listener, 8) != 0 ||
      ::getsockname(listener, generic, &size) != 0) {
    throw std::runtime_error("no port to listen on");
  }
  port = ntohs(address.sin_port);
  return listener;
}

std::string read_request(int connection) {
  std::string request;
  char buffer[1024];
  while (request.find("\r\n\r\n") == std::string::npos) {
    const auto count = ::recv(connection, buffer, sizeof(buffer), 0);
    if (count <= 0) break;
    request.append(buffer, static_cast<std::size_t>(count));
  }
  return request;
}

std::string header_of(const std::string& request, const std::string& name) {
  const auto start = request.find(name + ": ");
  if (start == std::string::npos) return {};
  const auto from = start + name.size() + 2;
  return request.substr(from, request.find('\r', from) - from);
}

std::string message(const std::string& status, const std::string& headers, const Bytes& body) {
  std::ostringstream text;
  text << "HTTP/1.1 " << status << "\r\n"
       << headers << "Connection: close\r\nContent-Length: " << body.size() << "\r\n\r\n"
       << std::string(body.begin(), body.end());
  return text.str();
}

}  // namespace

HttpServer::HttpServer(Ranges ranges)
    : ranges_(ranges), listener_(listen_on_loopback(port_)), thread_([this] { run(); }) {}

HttpServer::~HttpServer() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

void HttpServer::serve(const std::string& path, const Bytes& content) {
  const std::lock_guard lock(mutex_);
  files_["/" + path] = content;
}

std::vector<std::string> HttpServer::requested_ranges() const {
  const std::lock_guard lock(mutex_);
  return requested_ranges_;
}

void HttpServer::run() {
  while (!stopping_) {
    pollfd ready{listener_, POLLIN, 0};
    if (::poll(&ready, 1, 5) <= 0) continue;
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    answer(connection);
    ::close(connection);
  }
}

void HttpServer::answer(int connection) {
  const std::string response = respond(read_request(connection));
  const auto head = response.find("\r\n\r\n") + 4;
  const std::size_t body = std::min(response.size() - head, break_after_.load());
  std::size_t sent = 0;
  while (sent < head + body) {
    const auto count = ::send(connection, response.data() + sent, head + body - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

std::string HttpServer::respond(const std::string& request) {
  const std::lock_guard lock(mutex_);
  const std::string range = header_of(request, "Range");
  requested_ranges_.push_back(range);
  const auto path_start = request.find(' ') + 1;
  const auto file =
      files_.find(request.substr(path_start, request.find(' ', path_start) - path_start));
  if (file == files_.end()) return message("404 Not Found", "", {});
  const Bytes& content = file->second;
  if (range.empty() || ranges_ == Ranges::ignored) return message("200 OK", "", content);
  std::size_t start = std::stoul(range.substr(range.find('=') + 1));
  if (start >= content.size()) return message("416 Range Not Satisfiable", "", {});
  if (ranges_ == Ranges::wrong) start = 0;
  return message("206 Partial Content",
                 "content-range: bytes " + std::to_string(start) + "-" +
                     std::to_string(content.size() - 1) + "/" + std::to_string(content.size()) +
                     "\r\n",
                 Bytes(content.begin() + static_cast<std::ptrdiff_t>(start), content.end()));
}
