#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/safetensors.hpp"
#include "replacement_file.hpp"
#include "safetensors_dtype.hpp"

namespace plumb {
namespace {

void check(const std::filesystem::path& file, const StoredTensors& content) {
  std::set<std::string> names;
  for (const auto& tensor : content.tensors) {
    const auto fail = [&](const std::string& reason) {
      throw Error("cannot write tensor \"" + tensor.name + "\" to \"" + file.string() +
                  "\": " + reason);
    };
    const auto element_size = safetensors_element_size(tensor.dtype);
    std::uint64_t bytes = 0;
    if (element_size == 0) {
      fail("its dtype \"" + tensor.dtype + "\" is not one of " + safetensors_dtypes());
    }
    if (!safetensors_byte_size(tensor.shape, element_size, bytes) || bytes != tensor.bytes.size()) {
      fail("it has " + std::to_string(tensor.bytes.size()) +
           " bytes, which its shape and dtype do not ask for");
    }
    if (tensor.name == "__metadata__") fail("the format keeps this name for its metadata");
    if (!names.insert(tensor.name).second) fail("another tensor has the same name");
  }
}

std::string make_header(const std::filesystem::path& file, const StoredTensors& content,
                        const std::vector<const StoredTensor*>& order) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!content.metadata.empty()) header["__metadata__"] = content.metadata;
  std::uint64_t position = 0;
  for (const auto* tensor : order) {
    const auto end = position + tensor->bytes.size();
    header[tensor->name] = {
        {"dtype", tensor->dtype}, {"shape", tensor->shape}, {"data_offsets", {position, end}}};
    position = end;
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const nlohmann::json::exception&) {
    throw Error("cannot write \"" + file.string() + "\": a tensor's name is not valid UTF-8");
  }
  text.resize((text.size() + 7) / 8 * 8, ' ');  // readers map the file: the data starts aligned
  if (text.size() > safetensors_header_limit) {
    throw Error("cannot write \"" + file.string() + "\": its header would be over " +
                std::to_string(safetensors_header_limit) + " bytes");
  }
  return text;
}

}  // namespace

void write_safetensors(const std::filesystem::path& file, const StoredTensors& content) {
  check(file, content);
  std::vector<const StoredTensor*> order;
  for (const auto& tensor : content.tensors) order.push_back(&tensor);
  // Wide elements first, so that each tensor is aligned to its own element size.
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return safetensors_element_size(a->dtype) > safetensors_element_size(b->dtype);
  });
  const auto header = make_header(file, content, order);
  const std::uint64_t header_size = header.size();

  ReplacementFile output(file);
  output.write(&header_size, sizeof header_size);
  output.write(header.data(), header.size());
  for (const auto* tensor : order) output.write(tensor->bytes.data(), tensor->bytes.size());
  output.commit(ReplacementFile::Durability::on_disk);
}

}  // namespace plumb
