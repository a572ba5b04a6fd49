#include <cstdlib>
#include <fstream>

#include "plot/catalog.hpp"
#include "plot/figure.hpp"
#include "plot/gnuplot.hpp"
#include "plot/plot.hpp"
#include "plot/png.hpp"
#include "plumb/diagnostics/error.hpp"
#include "sample_run.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"
#include "support/temporary_folder.hpp"

namespace {

std::string content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

plumb::RecordedRun hostile_run() {
  auto run = sample_run();
  run.name = hostile_name;
  for (auto& parameter : run.gradients.parameters) parameter = hostile_name + parameter;
  run.gradients.norms = {0, 1, 1e30, 1, std::nan(""), 1, INFINITY, 1, 1e-30, 1, 0, 1};
  run.epochs[1].val_loss = INFINITY;
  run.epochs[2].train_eval_loss = std::nan("");
  return run;
}

}  // namespace

TEST_CASE("a gnuplot that is not there is said with how to install it") {
  const TemporaryFolder folder;
  const plumb::PlotOptions options{{"svg"}, folder.path() / "figures", "gnuplot-is-not-here"};
  REQUIRE_THROWS_WITH(plumb::plot_run(sample_run(), options),
                      ContainsSubstring("\"gnuplot-is-not-here\"") &&
                          ContainsSubstring("apt-get install gnuplot-nox"));
  CHECK_FALSE(std::filesystem::exists(options.output_directory));
}

TEST_CASE("an unknown format is refused before anything is drawn") {
  const TemporaryFolder folder;
  const plumb::PlotOptions options{{"svg", "jpeg"}, folder.path() / "figures", "gnuplot"};
  REQUIRE_THROWS_WITH(plumb::plot_comparison({sample_run()}, options),
                      ContainsSubstring("\"jpeg\"") && ContainsSubstring("svg, png and pdf"));
  CHECK_FALSE(std::filesystem::exists(options.output_directory));
}

TEST_CASE("damaged findings leave out their figure, and say so") {
  const TemporaryFolder folder;
  auto run = sample_run();
  run.directory = folder.path();
  std::ofstream(folder.path() / "findings.json") << "[{]";
  std::vector<std::string> left_out;
  const auto figures = plumb::figures_of(run, {}, plumb::FigureWidth::standard, &left_out);
  CHECK(figures.size() == 4);
  REQUIRE(left_out.size() == 1);
  CHECK_THAT(left_out.front(), ContainsSubstring("findings.json"));
  // Who asks for it by its name is not left without an answer.
  CHECK_THROWS_WITH(plumb::figures_of(run, {"finding"}, plumb::FigureWidth::standard, &left_out),
                    ContainsSubstring("findings.json"));
}

TEST_CASE("a run is drawn in every format that was asked for") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  auto run = sample_run();
  run.directory = folder.path();
  const auto files = plumb::plot_run(run, {{"svg", "png"}, folder.path() / "a b'c", "gnuplot"});
  REQUIRE(files.size() == 8);  // history, gradient-norms, heat-map and depth-profile
  for (const auto& file : files) {
    const auto bytes = content(file);
    INFO(file);
    if (file.extension() == ".svg") {
      CHECK_THAT(bytes, ContainsSubstring("<title>deep-linear: "));
      CHECK_THAT(bytes, ContainsSubstring("</svg>"));
    } else {
      CHECK(bytes.substr(1, 3) == "PNG");
    }
    CHECK(bytes.size() < 150000);
  }
}

TEST_CASE("names run nothing, draw as they are and leave the SVG well formed") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  auto run = hostile_run();
  run.directory = folder.path();
  auto files = plumb::plot_run(run, {{"svg"}, folder.path() / "figures", "gnuplot"});
  const auto more = plumb::plot_comparison({run, run}, {{"svg"}, folder.path(), "gnuplot"});
  files.insert(files.end(), more.begin(), more.end());
  std::filesystem::current_path(here);

  CHECK_FALSE(std::filesystem::exists(folder.path() / "pwned"));
  REQUIRE(files.size() == 6);
  for (const auto& file : files) {
    INFO(file);
    const auto svg = content(file);
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find('\xff') == std::string::npos);
  }
  CHECK_THAT(content(folder.path() / "comparison.svg"), ContainsSubstring("`touch p"));
}

TEST_CASE("what gnuplot says is passed on, and no file is left") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  const plumb::Figure broken{"broken", "", 100, 100, "plot nonsense(\n"};
  REQUIRE_THROWS_WITH(plumb::render(broken, "svg", folder.path(), "gnuplot"),
                      ContainsSubstring("broken.svg") && ContainsSubstring("nonsense"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a bitmap with few colours is smaller and stays a PNG") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  const auto file =
      plumb::render(*plumb::history_figure(sample_run()), "png", folder.path(), "gnuplot");
  const auto bytes = content(file);
  CHECK(bytes[25] == 3);                     // colour type: palette
  CHECK(plumb::reduce_png(bytes) == bytes);  // a palette is left as it is
}

TEST_CASE("what is no PNG, or a cut one, comes back as it was") {
  const std::string signature = "\x89PNG\r\n\x1a\n";
  for (const auto& bytes :
       {std::string(), std::string("GIF89a"), signature, signature + std::string(12, '\xff'),
        signature +
            std::string("\0\0\0\x0dIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0CRC!", 25)}) {
    CHECK(plumb::reduce_png(bytes) == bytes);
  }
}
