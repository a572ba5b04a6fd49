#include "time_gradient_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "csv.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/csv_cell.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {
namespace {

/// What an epoch that comes again replaces: itself and everything after it.
void forget_from(std::vector<TimeGradient>& curves, std::int64_t epoch) {
  std::erase_if(curves, [&](const TimeGradient& curve) { return curve.epoch >= epoch; });
}

bool holds(const std::vector<TimeGradient>& curves, std::int64_t epoch, const std::string& layer) {
  return std::any_of(curves.begin(), curves.end(), [&](const TimeGradient& curve) {
    return curve.epoch == epoch && curve.layer == layer;
  });
}

}  // namespace

std::vector<TimeGradient> read_time_gradients(const std::filesystem::path& file) {
  std::vector<TimeGradient> curves;
  CsvReader reader(file);
  reader.read({"epoch", "layer", "lag", "norm"}, [&](const std::vector<std::string>& cells) {
    const auto epoch = reader.integer(cells[0], "epoch");
    const auto lag = reader.integer(cells[2], "lag");
    if (lag == 0) {
      const bool again =
          (!curves.empty() && curves.back().epoch > epoch) || holds(curves, epoch, cells[1]);
      if (again) forget_from(curves, epoch);
      curves.push_back({epoch, cells[1], {}});
    }
    const bool continues = !curves.empty() && curves.back().epoch == epoch &&
                           curves.back().layer == cells[1] &&
                           static_cast<std::int64_t>(curves.back().norms.size()) == lag;
    if (!continues) reader.reject("lag " + cells[2] + " does not follow the one before it");
    curves.back().norms.push_back(reader.number(cells[3], "norm"));
  });
  return curves;
}

void append_time_gradients(const std::filesystem::path& directory, std::int64_t epoch,
                           const std::vector<TimeGradient>& gradients) {
  const auto file = directory / "time_gradients.csv";
  const bool is_new = !std::filesystem::exists(file) || std::filesystem::file_size(file) == 0;
  std::ofstream out(file, std::ios::app);
  if (is_new) out << "epoch,layer,lag,norm\n";
  for (const auto& gradient : gradients) {
    for (std::size_t lag = 0; lag < gradient.norms.size(); ++lag) {
      out << epoch << ',' << csv_cell(gradient.layer) << ',' << lag << ','
          << measured_text(gradient.norms[lag]) << '\n';
    }
  }
  out << std::flush;
  if (!out) throw write_error(file, errno);
}

}  // namespace plumb
