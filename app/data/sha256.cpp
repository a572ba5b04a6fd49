#include "data/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <vector>

#include "plumb/diagnostics/error.hpp"

namespace plumb {

std::string sha256(ByteReader& reader) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  bool ok = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::vector<std::uint8_t> block(1 << 18);
  for (std::size_t count = block.size(); ok && count == block.size();) {
    count = reader.read(block);
    ok = EVP_DigestUpdate(context.get(), block.data(), count) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  ok = ok && EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1;
  if (!ok) throw Error("OpenSSL could not compute a SHA-256 digest", Error::Kind::failure);

  std::string text;
  for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace plumb
