#include "report/report.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "report/budget.hpp"
#include "report/differences.hpp"
#include "report/page.hpp"
#include "report/run_content.hpp"
#include "report/run_data.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

Json rows_json(const std::vector<ComparedRow>& rows) {
  auto json = Json::array();
  for (const auto& row : rows) json.push_back({{"what", row.what}, {"values", row.values}});
  return json;
}

std::string title_of(const Json& runs) {
  std::string title;
  for (const auto& run : runs)
    title += (title.empty() ? "" : ", ") + run["name"].get_ref<const std::string&>();
  return "Plumb: " + title;
}

void check_count(std::size_t runs) {
  if (runs > most_report_runs) {
    throw Error(
        fmt::format("a report shows at most {} runs side by side, not {}: name fewer, or"
                    " the whole folder of a sweep",
                    most_report_runs, runs));
  }
}

/// Runs of the same name are told apart by their folders.
void distinguish(Json& runs, const std::vector<std::filesystem::path>& directories) {
  std::map<std::string, int> times;
  for (const auto& run : runs) ++times[run["name"].get<std::string>()];
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto name = runs[i]["name"].get<std::string>();
    if (times[name] > 1)
      runs[i]["name"] = name + " (" + directories[i].lexically_normal().string() + ")";
  }
}

}  // namespace

std::string report_page(const std::vector<std::filesystem::path>& runs,
                        const std::string& sweep_url) {
  check_count(runs.size());
  const auto budget = PageBudget::for_runs(runs.size());
  Json data{{"format", 1}, {"runs", Json::array()}};
  std::vector<RunOutline> outlines;
  for (const auto& directory : runs) {
    const auto content = read_content(directory);
    data["runs"].push_back(run_data(content, budget));
    outlines.push_back({content.settings, content.run.summary, content.findings, content.judged});
  }
  distinguish(data["runs"], runs);
  if (!sweep_url.empty()) data["sweep_url"] = sweep_url;
  data["settings"] = rows_json(differing_settings(outlines));
  data["outcomes"] = rows_json(outcomes(outlines));
  // A name may hold bytes that are no UTF-8: they become U+FFFD.
  return fill_page(title_of(data["runs"]),
                   data.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace plumb
