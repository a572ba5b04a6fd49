#include "plumb/diagnostics/run_writer.hpp"

#include <array>
#include <cmath>
#include <system_error>

#include "csv.hpp"
#include "number_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

std::ofstream open_csv(const fs::path& file, const char* header) {
  const bool is_new = !fs::exists(file) || fs::file_size(file) == 0;
  std::ofstream out(file, std::ios::app);
  if (is_new) out << header << '\n' << std::flush;
  if (!out) throw Error("cannot write " + file.string(), Error::Kind::failure);
  return out;
}

}  // namespace

EpochWriter::EpochWriter(const fs::path& directory)
    : epochs_(
          open_csv(directory / "epochs.csv",
                   "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,val_loss,"
                   "val_accuracy,seconds")),
      gradients_(open_csv(directory / "gradients.csv", "epoch,parameter,norm")) {}

void EpochWriter::write(const EpochRow& row) {
  // An accuracy is a count over a count: not a number means that there is none (regression).
  const auto accuracy = [](double value) { return std::isnan(value) ? "" : measured_text(value); };
  const bool trained = row.epoch > 0;
  epochs_ << row.epoch << ',' << (trained ? measured_text(row.train_loss) : "") << ','
          << (trained ? accuracy(row.train_accuracy) : "") << ','
          << measured_text(row.train_eval_loss) << ',' << accuracy(row.train_eval_accuracy) << ','
          << measured_text(row.val_loss) << ',' << accuracy(row.val_accuracy) << ','
          << measured_text(row.seconds) << '\n'
          << std::flush;
  if (!epochs_) throw Error("cannot append to epochs.csv", Error::Kind::failure);
}

void EpochWriter::write_gradients(std::int64_t epoch,
                                  const std::vector<std::pair<std::string, double>>& norms) {
  for (const auto& [parameter, norm] : norms) {
    gradients_ << epoch << ',' << csv_cell(parameter) << ',' << measured_text(norm) << '\n';
  }
  gradients_ << std::flush;
  if (!gradients_) throw Error("cannot append to gradients.csv", Error::Kind::failure);
}

void write_file_atomically(const fs::path& file, const std::string& content) {
  const fs::path partial = file.string() + ".partial";
  {
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out << content << std::flush;
    if (!out) throw Error("cannot write " + file.string(), Error::Kind::failure);
  }
  fs::rename(partial, file);
}

bool holds_run(const fs::path& directory) {
  constexpr std::array files{"config.toml", "epochs.csv", "gradients.csv", "steps.jsonl",
                             "summary.json"};
  for (const char* file : files) {
    if (fs::exists(directory / file)) return true;
  }
  return false;
}

void create_run_directory(const fs::path& directory) {
  if (holds_run(directory)) {
    throw Error(directory.string() + " already holds a run; name another folder");
  }
  std::error_code error;
  fs::create_directories(directory, error);
  const fs::path probe = directory / ".writable";
  if (!error) std::ofstream(probe) << "";
  if (error || !fs::exists(probe)) {
    throw Error("cannot write to " + directory.string() +
                (error ? ": " + error.message() : std::string()));
  }
  fs::remove(probe);
}

fs::path next_free_directory(const fs::path& parent, const std::string& name) {
  for (int n = 1;; ++n) {
    fs::path candidate = parent / (name + '-' + std::to_string(n));
    if (!fs::exists(candidate)) return candidate;
  }
}

}  // namespace plumb
