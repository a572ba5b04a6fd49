#include "tensorboard/event_file.hpp"

#include <array>
#include <bit>
#include <cerrno>
#include <chrono>
#include <protozero/pbf_writer.hpp>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "tensorboard/crc32c.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using protozero::pbf_writer;

// Field numbers of tensorflow/core/util/event.proto and tensorflow/core/framework/{summary,
// histogram, tensor}.proto, and of tensorboard/plugins/hparams/{api,plugin_data}.proto.
namespace event {
constexpr protozero::pbf_tag_type wall_time = 1, step = 2, file_version = 3, summary = 5;
}
namespace summary {
constexpr protozero::pbf_tag_type value = 1;
}
namespace value {
constexpr protozero::pbf_tag_type tag = 1, simple_value = 2, image = 4, histogram = 5, tensor = 8,
                                  metadata = 9;
}
namespace metadata {
constexpr protozero::pbf_tag_type plugin_data = 1;
}
namespace plugin_data {
constexpr protozero::pbf_tag_type name = 1, content = 2;
}
namespace histogram_proto {
constexpr protozero::pbf_tag_type min = 1, max = 2, num = 3, sum = 4, sum_squares = 5,
                                  bucket_limit = 6, bucket = 7;
}
namespace image_proto {
constexpr protozero::pbf_tag_type height = 1, width = 2, colorspace = 3, encoded = 4;
}
namespace tensor_proto {
constexpr protozero::pbf_tag_type dtype = 1, shape = 2, string_val = 8;
constexpr std::int32_t string_type = 7;
}  // namespace tensor_proto
namespace shape_proto {
constexpr protozero::pbf_tag_type dim = 2, size = 1;
}
namespace hparams {
constexpr protozero::pbf_tag_type experiment = 2, session_start = 3, session_end = 4;
}
namespace experiment {
constexpr protozero::pbf_tag_type hparam_infos = 4, metric_infos = 5, info_name = 1, info_type = 4,
                                  metric_name = 1, metric_tag = 2;
constexpr std::int32_t type_string = 1, type_float = 3;
}  // namespace experiment
namespace session {
constexpr protozero::pbf_tag_type hparams = 1, group_name = 4, start_time = 5, status = 1,
                                  end_time = 2;
constexpr protozero::pbf_tag_type map_key = 1, map_value = 2, number_value = 2, string_value = 3;
constexpr std::int32_t success = 1, failure = 2;
}  // namespace session

double now() {
  using namespace std::chrono;
  return duration<double>(system_clock::now().time_since_epoch()).count();
}

void append_little_endian(std::string& text, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) text += static_cast<char>((number >> (8 * i)) & 0xff);
}

/// TFRecord stores checksums rotated, so that one of data that holds checksums stays sound.
std::uint32_t masked(std::uint32_t crc) {
  return std::rotr(crc, 15) + 0xa282ead8;
}

void add_plugin(pbf_writer& value_writer, std::string_view plugin, std::string_view content) {
  pbf_writer meta(value_writer, value::metadata);
  pbf_writer data(meta, metadata::plugin_data);
  data.add_string(plugin_data::name, plugin.data(), plugin.size());
  data.add_bytes(plugin_data::content, content.data(), content.size());
}

void add_number_or_text(pbf_writer& start, const std::string& key, const double* number,
                        const std::string* text) {
  pbf_writer entry(start, session::hparams);
  entry.add_string(session::map_key, key);
  pbf_writer item(entry, session::map_value);
  if (number != nullptr)
    item.add_double(session::number_value, *number);
  else
    item.add_string(session::string_value, *text);
}

std::string plugin_content(protozero::pbf_tag_type field, const std::string& message) {
  std::string bytes;
  pbf_writer plugin(bytes);
  plugin.add_message(field, message);
  return bytes;
}

std::string session_start(const std::string& run, const HyperParameters& parameters) {
  std::string bytes;
  pbf_writer start(bytes);
  for (const auto& [key, number] : parameters.numbers)
    add_number_or_text(start, key, &number, nullptr);
  for (const auto& [key, text] : parameters.texts) add_number_or_text(start, key, nullptr, &text);
  start.add_string(session::group_name, run);
  start.add_double(session::start_time, now());
  return plugin_content(hparams::session_start, bytes);
}

void add_info(pbf_writer& writer, const std::string& name, std::int32_t type) {
  pbf_writer info(writer, experiment::hparam_infos);
  info.add_string(experiment::info_name, name);
  info.add_enum(experiment::info_type, type);
}

std::string experiment_of(const HyperParameters& parameters) {
  std::string bytes;
  pbf_writer writer(bytes);
  for (const auto& [key, number] : parameters.numbers)
    add_info(writer, key, experiment::type_float);
  for (const auto& [key, text] : parameters.texts) add_info(writer, key, experiment::type_string);
  for (const auto& tag : parameters.metrics) {
    pbf_writer info(writer, experiment::metric_infos);
    pbf_writer name(info, experiment::metric_name);
    name.add_string(experiment::metric_tag, tag);
  }
  return plugin_content(hparams::experiment, bytes);
}

std::string session_end_of(bool success) {
  std::string bytes;
  pbf_writer end(bytes);
  end.add_enum(session::status, success ? session::success : session::failure);
  end.add_double(session::end_time, now());
  return plugin_content(hparams::session_end, bytes);
}

void add_hparams(std::string& bytes, const char* tag, const std::string& content) {
  pbf_writer writer(bytes);
  pbf_writer item(writer, summary::value);
  item.add_string(value::tag, tag);
  add_plugin(item, "hparams", content);
}

/// Width or height of a PNG, from its header.
std::int32_t png_extent(std::string_view png, std::size_t offset) {
  std::uint32_t extent = 0;
  for (std::size_t i = 0; i < 4; ++i)
    extent = (extent << 8) | static_cast<unsigned char>(png[offset + i]);
  return static_cast<std::int32_t>(extent);
}

constexpr std::size_t png_width = 16, png_height = 20, png_header = 24;

fs::path next_file(const fs::path& directory) {
  make_directories(directory);
  const auto seconds = static_cast<std::int64_t>(now());
  for (int number = 0;; ++number) {
    const fs::path path =
        directory / fmt::format("events.out.tfevents.{:010}.plumb.{}", seconds, number);
    if (!fs::exists(path)) return path;
  }
}

}  // namespace

EventFile::EventFile(const fs::path& directory)
    : path_(next_file(directory)), stream_(path_, std::ios::binary) {
  if (!stream_) throw write_error(path_, errno);
  std::string record;
  pbf_writer writer(record);
  writer.add_double(event::wall_time, now());
  writer.add_string(event::file_version, "brain.Event:2");
  append(record);
}

void EventFile::scalars(std::int64_t step, const std::vector<Scalar>& scalars) {
  std::string bytes;
  pbf_writer writer(bytes);
  for (const auto& scalar : scalars) {
    pbf_writer item(writer, summary::value);
    item.add_string(value::tag, scalar.tag);
    item.add_float(value::simple_value, static_cast<float>(scalar.value));
  }
  if (!scalars.empty()) write(step, bytes);
}

void EventFile::histogram(std::int64_t step, const std::string& tag, const Histogram& histogram) {
  using namespace histogram_proto;
  double count = 0;
  for (const double c : histogram.counts) count += c;
  std::string bytes;
  {
    pbf_writer writer(bytes);
    pbf_writer item(writer, summary::value);
    item.add_string(value::tag, tag);
    pbf_writer histo(item, value::histogram);
    histo.add_double(min, histogram.edges.front());
    histo.add_double(max, histogram.edges.back());
    histo.add_double(num, count);
    histo.add_double(sum, histogram.sum);
    histo.add_double(sum_squares, histogram.sum_of_squares);
    histo.add_packed_double(bucket_limit, histogram.edges.begin() + 1, histogram.edges.end());
    histo.add_packed_double(bucket, histogram.counts.begin(), histogram.counts.end());
  }
  write(step, bytes);
}

void EventFile::text(std::int64_t step, const std::string& tag, const std::string& markdown) {
  std::string bytes;
  {
    pbf_writer writer(bytes);
    pbf_writer item(writer, summary::value);
    item.add_string(value::tag, tag);
    {
      pbf_writer tensor(item, value::tensor);
      tensor.add_enum(tensor_proto::dtype, tensor_proto::string_type);
      {
        pbf_writer shape(tensor, tensor_proto::shape);
        pbf_writer dim(shape, shape_proto::dim);
        dim.add_int64(shape_proto::size, 1);
      }
      tensor.add_bytes(tensor_proto::string_val, markdown);
    }
    add_plugin(item, "text", "");
  }
  write(step, bytes);
}

void EventFile::image(std::int64_t step, const std::string& tag, std::string_view png) {
  if (png.size() < png_header || png.substr(1, 3) != "PNG")
    throw Error("the image '" + tag + "' is not a PNG");
  std::string bytes;
  {
    pbf_writer writer(bytes);
    pbf_writer item(writer, summary::value);
    item.add_string(value::tag, tag);
    pbf_writer image(item, value::image);
    image.add_int32(image_proto::height, png_extent(png, png_height));
    image.add_int32(image_proto::width, png_extent(png, png_width));
    image.add_int32(image_proto::colorspace, 4);
    image.add_bytes(image_proto::encoded, png.data(), png.size());
  }
  write(step, bytes);
}

void EventFile::hyper_parameters(const std::string& run, const HyperParameters& parameters) {
  std::string bytes;
  add_hparams(bytes, "_hparams_/experiment", experiment_of(parameters));
  add_hparams(bytes, "_hparams_/session_start_info", session_start(run, parameters));
  write(0, bytes);
}

void EventFile::session_end(bool success) {
  std::string bytes;
  add_hparams(bytes, "_hparams_/session_end_info", session_end_of(success));
  write(0, bytes);
}

void EventFile::write(std::int64_t step, std::string_view summary_bytes) {
  std::string record;
  pbf_writer writer(record);
  writer.add_double(event::wall_time, now());
  writer.add_int64(event::step, step);
  writer.add_message(event::summary, summary_bytes.data(), summary_bytes.size());
  append(record);
}

void EventFile::append(std::string_view record) {
  std::string frame;
  append_little_endian(frame, record.size(), 8);
  append_little_endian(frame, masked(crc32c(frame)), 4);
  frame += record;
  append_little_endian(frame, masked(crc32c(record)), 4);
  stream_ << frame << std::flush;
  if (!stream_) throw write_error(path_, errno);
}

}  // namespace plumb
