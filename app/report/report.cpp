#include "report/report.hpp"

#include <nlohmann/json.hpp>

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

}  // namespace

std::string report_page(const std::vector<std::filesystem::path>& runs) {
  const auto budget = PageBudget::for_runs(runs.size());
  Json data{{"format", 1}, {"runs", Json::array()}};
  std::vector<RunOutline> outlines;
  for (const auto& directory : runs) {
    const auto content = read_content(directory);
    data["runs"].push_back(run_data(content, budget));
    outlines.push_back({content.settings, content.run.summary, content.findings, content.judged});
  }
  data["settings"] = rows_json(differing_settings(outlines));
  data["outcomes"] = rows_json(outcomes(outlines));
  // A name may hold bytes that are no UTF-8: they become U+FFFD.
  return fill_page(title_of(data["runs"]),
                   data.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace plumb
