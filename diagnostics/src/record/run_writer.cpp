#include "plumb/diagnostics/run_writer.hpp"

#include <array>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "csv.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/csv_cell.hpp"
#include "plumb/internal/number_text.hpp"
#include "replacement_file.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

std::ofstream open_csv(const fs::path& file, const char* header) {
  const bool is_new = !fs::exists(file) || fs::file_size(file) == 0;
  std::ofstream out(file, std::ios::app);
  if (is_new) out << header << '\n' << std::flush;
  if (!out) throw write_error(file, errno);
  return out;
}

}  // namespace

EpochWriter::EpochWriter(const fs::path& directory)
    : directory_(directory),
      epochs_(
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
  if (!epochs_) throw write_error(directory_ / "epochs.csv", errno);
}

void EpochWriter::write_gradients(std::int64_t epoch,
                                  const std::vector<std::pair<std::string, double>>& norms) {
  for (const auto& [parameter, norm] : norms) {
    gradients_ << epoch << ',' << csv_cell(parameter) << ',' << measured_text(norm) << '\n';
  }
  gradients_ << std::flush;
  if (!gradients_) throw write_error(directory_ / "gradients.csv", errno);
}

Error write_error(const fs::path& file, int code) {
  // No disk or permission in the world would let a file have such a path.
  const bool impossible =
      code == ENOTDIR || code == EISDIR || code == EEXIST || code == ENAMETOOLONG || code == ELOOP;
  const std::string reason = std::generic_category().message(code == 0 ? EIO : code);
  const std::string remedy =
      code == ENAMETOOLONG ? "; a file or folder name has at most 255 bytes" : "";
  return Error("cannot write \"" + file.string() + "\": " + reason + remedy,
               impossible ? Error::Kind::bad_input : Error::Kind::failure);
}

void write_file_atomically(const fs::path& file, const std::string& content) {
  ReplacementFile replacement(file);
  replacement.write(content.data(), content.size());
  replacement.commit(ReplacementFile::Durability::in_memory);
}

void make_directories(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) throw write_error(directory, error.value());
}

bool holds_run(const fs::path& directory) {
  constexpr std::array files{
      "config.toml",   "run.json",         "epochs.csv",   "gradients.csv", "steps.jsonl",
      "findings.json", "histograms.jsonl", "summary.json", "forecast.json", "time_gradients.csv"};
  for (const char* file : files) {
    if (fs::exists(directory / file)) return true;
  }
  return false;
}

void create_run_directory(const fs::path& directory) {
  if (holds_run(directory)) {
    throw Error(directory.string() + " already holds a run; name another folder");
  }
  make_directories(directory);
  const fs::path probe = directory / ".writable";
  if (!std::ofstream(probe)) throw write_error(directory, errno);
  fs::remove(probe);
}

fs::path next_free_directory(const fs::path& parent, const std::string& name) {
  for (int n = 1;; ++n) {
    fs::path candidate = parent / (name + '-' + std::to_string(n));
    std::error_code error;  // a name that is too long, say
    if (!fs::exists(candidate, error)) {
      if (error) throw write_error(candidate, error.value());
      return candidate;
    }
  }
}

}  // namespace plumb
