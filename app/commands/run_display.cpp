#include "commands/run_display.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "commands/findings_text.hpp"
#include "commands/standard_output.hpp"
#include "terminal/live_frame.hpp"
#include "terminal/text.hpp"
#include "training/run_summary.hpp"

namespace plumb {
namespace {

constexpr auto redraw_interval = std::chrono::milliseconds(100);
constexpr int most_rows = 10'000;  // of a picture that need not fit a terminal
constexpr int rows_above = 6;      // of the terminal that the live view leaves to the lines above

std::string what(const RunStart& start, const Console& console) {
  std::string text = bold(console, printable(start.name));
  if (!start.model.empty()) text += "  " + start.model;
  if (start.parameters > 0) text += fmt::format(", {} parameters", start.parameters);
  if (!start.data.empty()) {
    text += fmt::format(", {}", start.data);
    if (start.train_samples > 0)
      text +=
          fmt::format(" ({} train, {} validation)", start.train_samples, start.validation_samples);
  }
  if (!start.device.empty()) text += " on " + start.device;
  if (start.cuda_graph == steps_captured)
    text += ", steps in a CUDA graph";
  else if (start.cuda_graph == no_step_captured_yet)
    text += ", steps to be captured in a CUDA graph";
  else if (!start.cuda_graph.empty())
    text += fmt::format(", steps not in a CUDA graph ({})", start.cuda_graph);
  return text;
}

std::string whence(const RunStart& start) {
  const std::string where = "recorded in " + start.directory.string();
  return start.data_source.empty() ? where
                                   : start.data + " from " + start.data_source + "; " + where;
}

struct Column {
  const char* head;
  std::size_t width;
  int rank;  // the least important is the first that a narrow terminal has no room for
};

constexpr std::array<Column, 7> columns{{{"epoch", 5, 6},
                                         {"loss", 10, 3},
                                         {"accuracy", 9, 0},
                                         {"val loss", 10, 5},
                                         {"val acc", 9, 4},
                                         {"largest norm", 12, 2},
                                         {"time", 8, 1}}};

/// The columns that there is room for, side by side.
std::string table_line(const std::array<std::string, columns.size()>& cells,
                       const Console& console) {
  const auto width_from = [](int rank) {
    std::size_t width = 0;
    for (const auto& column : columns) {
      if (column.rank >= rank) width += column.width + (width > 0 ? 2 : 0);
    }
    return width;
  };
  int least = 0;
  const auto room = static_cast<std::size_t>(std::max(console.width, 0));
  while (console.interactive && least < 6 && width_from(least) > room) ++least;
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].rank < least) continue;
    line += fmt::format("{}{:>{}}", line.empty() ? "" : "  ", cells[i], columns[i].width);
  }
  return line;
}

std::string table_head(const Console& console) {
  std::array<std::string, columns.size()> heads;
  std::transform(columns.begin(), columns.end(), heads.begin(),
                 [](const Column& column) { return column.head; });
  return table_line(heads, console);
}

/// Row 0 is before training: the evaluated numbers stand where the running means would be.
std::string table_row(const EpochRow& row, std::optional<double> largest_norm,
                      const Console& console) {
  const bool trained = row.epoch > 0;
  return table_line(
      {std::to_string(row.epoch), short_number(trained ? row.train_loss : row.train_eval_loss),
       percent(trained ? row.train_accuracy : row.train_eval_accuracy), short_number(row.val_loss),
       percent(row.val_accuracy), largest_norm ? short_number(*largest_norm) : "-",
       trained ? duration_text(row.seconds) : ""},
      console);
}

}  // namespace

RunDisplay::RunDisplay(const Console& console)
    : console_(console), screen_(write_out_now, [] { return terminal_size().columns; }) {}

void RunDisplay::start(const RunStart& start) {
  live_.begin({start.epochs, start.steps_per_epoch, start.planned_steps});
  known_parameters_ = start.parameter_infos;
  std::vector<std::string> names;
  for (const auto& parameter : known_parameters_) names.push_back(parameter.name);
  set_parameters(names);
  say(paragraph(what(start, console_), console_) + '\n' +
      dim(console_, paragraph(whence(start), console_)) + '\n' + table_head(console_) + '\n');
}

void RunDisplay::set_parameters(const std::vector<std::string>& parameters) {
  live_.set_parameters(parameters, known_parameters_);
}

void RunDisplay::step(const StepRecord& record, std::int64_t epoch) {
  if (record.rolled_back || (record.skipped && epoch != skip_told_in_epoch_))
    tell_spike(record, epoch);
  live_.add(record, epoch);
}

/// Every rollback; of skipped steps the first of each epoch, the end of the run says how many.
void RunDisplay::tell_spike(const StepRecord& record, std::int64_t epoch) {
  const std::string text =
      fmt::format("step {}: loss {}, gradient norm {}: {}", record.step, short_number(record.loss),
                  short_number(record.norm),
                  record.rolled_back ? "back to an earlier state, at half the learning rate"
                                     : "the update is skipped");
  constexpr std::size_t indent = 7;  // of the epoch's column, and a space between
  const std::string lines = paragraph(text, console_, indent);
  say(fmt::format("{:>5}  {}\n", epoch, lines.substr(indent)));
  if (!record.rolled_back) skip_told_in_epoch_ = epoch;
}

void RunDisplay::finding(const Finding& finding) {
  auto findings = live_.findings();
  const auto known = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& f) { return f.rule == finding.rule; });
  const bool told = known != findings.end() && known->severity >= finding.severity;
  if (known == findings.end())
    findings.push_back(finding);
  else
    *known = finding;
  live_.set_findings(std::move(findings));
  // An observation without consequence can wait for the end.
  if (told || finding.severity == Severity::info) return;
  say(live_finding_text(finding, console_));
}

void RunDisplay::measuring() {
  live_.set_measuring(true);
  if (console_.interactive) draw();
}

void RunDisplay::epoch(const EpochRow& row, std::optional<double> largest_norm) {
  live_.set_measuring(false);
  say(table_row(row, largest_norm, console_) + '\n');
}

bool RunDisplay::is_due() const {
  return console_.interactive && Clock::now() - drawn_ >= redraw_interval;
}

void RunDisplay::draw(const std::string& note) {
  drawn_ = Clock::now();
  live_.tick(std::chrono::duration<double>(drawn_.time_since_epoch()).count());
  TerminalSize size = terminal_size();
  size.rows = std::max(size.rows - rows_above, 1);
  screen_.show(live_frame(live_, size, console_, note));
}

void RunDisplay::close() {
  screen_.clear();
}

std::string RunDisplay::picture(const std::string& note) const {
  std::string text;
  for (const auto& line : live_frame(live_, {console_.width, most_rows}, console_, note))
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  return text;
}

void RunDisplay::tell(const std::string& sentence) {
  say(paragraph(sentence, console_) + '\n');
}

void RunDisplay::say(const std::string& text) {
  if (console_.interactive)
    screen_.print(for_console(text, console_));
  else
    write_out_now(for_console(text, console_));
}

}  // namespace plumb
