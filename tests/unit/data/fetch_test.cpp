#include "data/fetch.hpp"

#include "data/byte_reader.hpp"
#include "data/download.hpp"
#include "data/sha256.hpp"
#include "data_files.hpp"
#include "http_server.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using plumb::fetch_published;
using plumb::PublishedImages;

namespace {

// Incompressible, so that the compressed file is as long: 40,000 bytes.
Bytes noise() {
  Bytes bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < 40'000; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return bytes;
}

std::string digest_of(const Bytes& content) {
  const TemporaryFolder folder;
  write_file(folder.path() / "content", content);
  return plumb::sha256(*plumb::open_plain(folder.path() / "content"));
}

/// A set of one file, not yet on any mirror, and a place to fetch it to.
struct OneFileSet {
  ScopedVariable no_proxy{"no_proxy", "127.0.0.1"};
  TemporaryFolder folder;
  Bytes content = noise();
  Bytes packed = gzip(content);
  PublishedImages published{"tiny", "", {{"images", digest_of(content)}}, {}};
  fs::path destination = folder.path() / "data";
  fs::path target = destination / "tiny" / "images.gz";
  fs::path part = destination / "tiny" / "images.gz.part";

  std::vector<plumb::FetchedFile> fetch(const plumb::FetchCallback& progress = {}) const {
    return fetch_published(published, destination, progress);
  }

  /// A mirror in a folder, reached by a file URL.
  std::string mirror(const std::string& name, const Bytes& file) const {
    write_file(folder.path() / name / "images.gz", file);
    return "file://" + (folder.path() / name).string();
  }

  bool is_in_place() const { return read_file(target) == packed && !fs::exists(part); }

  Bytes first(std::size_t count) const {
    return Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(count));
  }
};

Bytes damaged(Bytes file) {
  file[file.size() / 2] ^= 0xff;
  return file;
}

}  // namespace

TEST_CASE("SHA-256 of known text") {
  CHECK(digest_of({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest_of({'a', 'b', 'c'}) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a file is fetched once and then left alone") {
  OneFileSet set;
  set.published.mirrors = {set.mirror("a", set.packed)};
  std::int64_t received = 0;
  auto fetched = set.fetch([&](const plumb::FetchProgress& progress) {
    CHECK(progress.file == "images.gz");
    received = std::max(received, progress.received);
    return true;
  });
  REQUIRE(fetched.size() == 1);
  CHECK(fetched[0].file == set.target);
  CHECK_THAT(fetched[0].url, ContainsSubstring("/a/images.gz"));
  CHECK(received == static_cast<std::int64_t>(set.packed.size()));
  CHECK(set.is_in_place());

  set.published.mirrors = {"file:///nowhere"};
  fetched = set.fetch();
  CHECK(fetched[0].url.empty());
}

TEST_CASE("a decompressed file that is valid is left alone, too") {
  OneFileSet set;
  set.published.mirrors = {"file:///nowhere"};
  write_file(set.destination / "tiny" / "images", set.content);
  CHECK(set.fetch().at(0).file == set.destination / "tiny" / "images");
}

TEST_CASE("a damaged file is replaced") {
  OneFileSet set;
  set.published.mirrors = {set.mirror("a", set.packed)};
  write_file(set.target, damaged(set.packed));
  CHECK_FALSE(set.fetch().at(0).url.empty());
  CHECK(set.is_in_place());
}

TEST_CASE("mirrors are tried in order until one has the right content") {
  OneFileSet set;
  Bytes other = set.content;
  other[0] ^= 1;
  set.published.mirrors = {"file:///nowhere", set.mirror("damaged", damaged(set.packed)),
                           set.mirror("page", Bytes{'<', 'h', 't', 'm', 'l', '>'}),
                           set.mirror("other", gzip(other)), set.mirror("good", set.packed)};
  CHECK_THAT(set.fetch().at(0).url, ContainsSubstring("/good/"));
  CHECK(set.is_in_place());
}

TEST_CASE("when every mirror fails the error has all reasons and nothing is left behind") {
  OneFileSet set;
  Bytes other = set.content;
  other[0] ^= 1;
  set.published.mirrors = {"file:///nowhere", set.mirror("other", gzip(other))};
  const std::string message = error_of([&] { set.fetch(); });
  CHECK_THAT(message, ContainsSubstring("images.gz could not be fetched"));
  CHECK_THAT(message, ContainsSubstring("file:///nowhere/images.gz"));
  CHECK_THAT(message,
             ContainsSubstring(digest_of(other) + " instead of " + digest_of(set.content)));
  CHECK_FALSE(fs::exists(set.target));
  CHECK_FALSE(fs::exists(set.part));
}

TEST_CASE("a fetch that got nothing leaves nothing, and says what to do") {
  OneFileSet set;
  set.destination = set.destination / "cache" / "plumb";
  set.published.mirrors = {"file:///nowhere"};
  CHECK_THAT(error_of([&] { set.fetch(); }),
             ContainsSubstring("try again when the network is there, or put the file into " +
                               (set.destination / set.published.name).string()));
  CHECK_FALSE(fs::exists(set.destination.parent_path()));
}

TEST_CASE("a part is completed by a range request") {
  OneFileSet set;
  write_file(set.part, set.first(1000));
  SECTION("over HTTP") {
    HttpServer server;
    server.serve("images.gz", set.packed);
    set.published.mirrors = {server.url()};
    set.fetch();
    CHECK(server.requested_ranges() == std::vector<std::string>{"bytes=1000-"});
  }
  SECTION("from a file") {
    set.published.mirrors = {set.mirror("a", set.packed)};
    set.fetch();
  }
  CHECK(set.is_in_place());
}

TEST_CASE("a server that ignores ranges or answers another one is handled") {
  for (const auto ranges : {HttpServer::Ranges::ignored, HttpServer::Ranges::wrong}) {
    OneFileSet set;
    HttpServer server(ranges);
    server.serve("images.gz", set.packed);
    set.published.mirrors = {server.url()};
    write_file(set.part, set.first(1000));
    set.fetch();
    CHECK(set.is_in_place());
  }
}

TEST_CASE("a part that is wrong, too long or of another compression is fetched afresh") {
  OneFileSet set;
  HttpServer server;
  server.serve("images.gz", set.packed);
  set.published.mirrors = {server.url()};
  SECTION("wrong bytes") {
    write_file(set.part, Bytes(1000, 42));
  }
  SECTION("too long") {
    write_file(set.part, Bytes(set.packed.size() + 10, 42));
  }
  SECTION("as long as the file") {
    write_file(set.part, damaged(set.packed));
  }
  set.fetch();
  CHECK(set.is_in_place());
}

TEST_CASE("a part that is complete only needs its name") {
  OneFileSet set;
  set.published.mirrors = {"file:///nowhere"};
  write_file(set.part, set.packed);
  set.fetch();
  CHECK(set.is_in_place());
}

TEST_CASE("a connection that breaks is taken up where it broke") {
  OneFileSet set;
  HttpServer server;
  server.serve("images.gz", set.packed);
  server.break_after(30'000);
  set.published.mirrors = {server.url()};
  set.fetch();
  CHECK(set.is_in_place());
  CHECK(server.requested_ranges() == std::vector<std::string>{"", "bytes=30000-"});
}

TEST_CASE("a connection that never gets further ends in an error and keeps the part") {
  OneFileSet set;
  HttpServer server;
  server.serve("images.gz", set.packed);
  server.break_after(0);
  set.published.mirrors = {server.url()};
  write_file(set.part, set.first(1000));
  CHECK_THAT(error_of([&] { set.fetch(); }), ContainsSubstring(server.url() + "images.gz: "));
  CHECK(read_file(set.part) == set.first(1000));
}

TEST_CASE("a missing file on a server is an error, not its content") {
  OneFileSet set;
  HttpServer server;
  set.published.mirrors = {server.url()};
  CHECK_THAT(error_of([&] { set.fetch(); }), ContainsSubstring("404"));
  CHECK_FALSE(fs::exists(set.target));
}

TEST_CASE("the callback stops the download for good") {
  OneFileSet set;
  set.published.mirrors = {set.mirror("a", set.packed), set.mirror("b", set.packed)};
  try {
    set.fetch([](const plumb::FetchProgress&) { return false; });
    FAIL_CHECK("nothing was thrown");
  } catch (const plumb::Error& error) {
    CHECK(error.kind() == plumb::Error::Kind::failure);
    CHECK_THAT(error.what(), ContainsSubstring("was stopped"));
  }
  CHECK_FALSE(fs::exists(set.target));
}

TEST_CASE("destinations that cannot be written and names that cannot be fetched") {
  OneFileSet set;
  set.published.mirrors = {set.mirror("a", set.packed)};
  write_text(set.destination, "a file where the folder should be");
  CHECK_THAT(error_of([&] { set.fetch(); }), ContainsSubstring("cannot be created"));
  CHECK_THAT(error_of([&] { fetch_published(set.published, {}); }), ContainsSubstring("is empty"));
  CHECK_THAT(error_of([] { plumb::fetch_dataset("digits", "/nowhere"); }),
             ContainsSubstring("'digits' is not a data set that can be fetched: choose from mnist, "
                               "fashion-mnist"));
}
