#include "training/schedule.hpp"

#include <string>

#include "closeness.hpp"
#include "golden_file.hpp"

using plumb::golden::Json;

TEST_CASE("every schedule is torch's") {
  for (const Json& golden : plumb::golden::document().at("schedules")) {
    CAPTURE(golden.at("name"), golden.at("warmup"));
    const auto schedule =
        plumb::make_schedule({golden.at("name"), golden.at("warmup"), golden.at("planned"),
                              golden.value("learning_rate", 1.0)});
    const std::vector<double> factors = golden.at("factors");
    for (std::size_t step = 0; step < factors.size(); ++step) {
      CAPTURE(step);
      // torch's cosine and warm-up are recursions: their rounding grows over the steps.
      CHECK_THAT(schedule->factor(static_cast<std::int64_t>(step)), WithinAbs(factors[step], 1e-9));
      if (golden.contains("losses"))
        schedule->end_epoch(std::stod(golden.at("losses")[step].get<std::string>()));
    }
  }
}
