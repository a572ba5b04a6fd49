#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "plot/catalog.hpp"
#include "plot/figure.hpp"
#include "plot/gnuplot.hpp"
#include "plot/grid.hpp"
#include "plot/png.hpp"
#include "plot/script.hpp"
#include "plumb/diagnostics/error.hpp"
#include "sample_run.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"

namespace {

constexpr double points_per_inch = 72;
constexpr double smallest_text = 7;  // points
constexpr double thinnest_line = 0.5;
// gnuplot writes two decimals, cairo rounds glyphs to its grid.
constexpr double rounding = 0.01;

std::vector<double> numbers(const std::string& text, const std::string& pattern) {
  std::vector<double> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator i(text.begin(), text.end(), expression), end; i != end; ++i)
    found.push_back(std::stod((*i)[1]));
  return found;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

std::string inflated(const std::string& bytes) {
  std::string text(64 * bytes.size() + 1024, '\0');
  uLongf size = text.size();
  if (uncompress(reinterpret_cast<Bytef*>(text.data()), &size,
                 reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != Z_OK)
    return {};
  return text.substr(0, size);
}

/// What draws the page: the first stream of a PDF by cairo.
std::string page_content(const std::string& pdf) {
  const std::string begin = "stream\n";
  const auto from = pdf.find(begin) + begin.size();
  return inflated(pdf.substr(from, pdf.find("endstream", from) - from));
}

/// Every figure of a run and of several, as wide as asked.
std::vector<plumb::Figure> figures(int width) {
  const auto run = sample_run();
  const int several = std::max(width, plumb::page_width);
  std::vector<std::optional<plumb::Figure>> all{
      plumb::history_figure(run, width),
      plumb::gradient_norms_figure(run, {}, width),
      plumb::heat_map_figure(run, {}, width),
      plumb::depth_profile_figure(run, {}, width),
      plumb::weight_histogram_figure(run, {2, {-1, 0, 0, 1}, 0}, {0, {-1, 0, 1, 1}, 0}, width),
      plumb::gradient_histograms_figure(run, sample_histograms(), width),
      plumb::activation_histograms_figure(run, sample_histograms(), width),
      plumb::forecast_figure(run, {}, sample_forecast(), width),
      plumb::time_lags_figure(recurrent_run(), width),
      plumb::comparison_figure({run, run}, several),
      plumb::comparison_gradients_figure({run, run}, several),
      plumb::comparison_time_lags_figure({recurrent_run(), recurrent_run()}, several)};
  std::vector<plumb::Figure> drawn;
  for (auto& figure : all) {
    REQUIRE(figure.has_value());
    figure->for_paper = true;
    drawn.push_back(std::move(*figure));
  }
  return drawn;
}

}  // namespace

TEST_CASE("a PDF is one page of the size asked for, with its fonts inside") {
  if (without_gnuplot()) return;
  for (const int width : {plumb::column_width, plumb::page_width}) {
    for (const auto& figure : figures(width)) {
      CAPTURE(width, figure.stem);
      const auto pdf = plumb::draw(figure, "pdf", "gnuplot");
      REQUIRE(pdf.starts_with("%PDF-1."));
      REQUIRE(pdf.find("%%EOF") != std::string::npos);
      REQUIRE(count(pdf, "/Type /Page") - count(pdf, "/Type /Pages") == 1);
      std::smatch box;
      const std::regex media(R"(/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \])");
      REQUIRE(std::regex_search(pdf, box, media));
      const double unit = points_per_inch / plumb::paper_units_per_inch;
      REQUIRE(std::abs(std::stod(box[1]) - figure.width * unit) < 1);  // whole points
      REQUIRE(std::abs(std::stod(box[2]) - figure.height * unit) < 1);
      REQUIRE(count(pdf, "/Type /FontDescriptor") >= 1);
      REQUIRE(count(pdf, "/FontFile") == count(pdf, "/Type /FontDescriptor"));
    }
  }
}

TEST_CASE("in print text has 7 points and lines half a point, as SVG and as PDF") {
  if (without_gnuplot()) return;
  const double unit = points_per_inch / plumb::paper_units_per_inch;
  for (const int width : {plumb::column_width, plumb::page_width}) {
    for (const auto& figure : figures(width)) {
      CAPTURE(width, figure.stem);
      const auto svg = plumb::draw(figure, "svg", "gnuplot");
      // Exponents are tspans with a shift, marks are scaled and quote their width with '.
      const auto texts = numbers(svg, R"re(<g [^>]*font-size="([0-9.]+)")re");
      const auto lines = numbers(svg, R"re(stroke-width="([0-9.]+)")re");
      REQUIRE(!texts.empty());
      REQUIRE(!lines.empty());
      CHECK(*std::min_element(texts.begin(), texts.end()) * unit >= smallest_text - rounding);
      CHECK(*std::min_element(lines.begin(), lines.end()) * unit >= thinnest_line - rounding);
      const auto inches = numbers(svg, R"re(<svg\s+width="([0-9.]+)in")re");
      REQUIRE(inches.size() == 1);
      CHECK(inches.front() == Approx(figure.width / plumb::paper_units_per_inch).epsilon(1e-3));

      const auto page = page_content(plumb::draw(figure, "pdf", "gnuplot"));
      const auto widths = numbers(page, R"(([0-9.]+) w\s)");
      REQUIRE(!widths.empty());
      CHECK(*std::min_element(widths.begin(), widths.end()) >= thinnest_line - rounding);
    }
  }
}

TEST_CASE("a bitmap for a paper has 300 dots per inch and says so") {
  if (without_gnuplot()) return;
  auto figure = *plumb::history_figure(sample_run(), plumb::column_width);
  figure.for_paper = true;
  const auto png = plumb::draw(figure, "png", "gnuplot");
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value = value << 8 | static_cast<unsigned char>(png[at + i]);
    return value;
  };
  CHECK(number(16) == 1019);  // 384 / 113 in
  CHECK(png.substr(37, 4) == "pHYs");
  CHECK(number(41) == 11811);  // per metre
}

TEST_CASE("no picture gets a resolution where there is none") {
  CHECK(plumb::with_resolution("GIF89a", 300) == "GIF89a");
}

TEST_CASE("a narrow title takes two lines, broken at a space") {
  using Lines = std::vector<std::string>;
  CHECK(plumb::two_lines("one two", 20) == Lines{"one two"});
  CHECK(plumb::two_lines("one two three", 8) == Lines{"one two", "three"});
  CHECK(plumb::two_lines("one two three four five", 8) == Lines{"one two", "thre…ive"});
  CHECK(plumb::two_lines("abcdefghij", 6) == Lines{"abcdef", "ghij"});
}

TEST_CASE("figures of several runs fall back to the page's width") {
  CHECK(plumb::fitting_several(plumb::FigureWidth::column) == plumb::FigureWidth::page);
  CHECK(plumb::fitting_several(plumb::FigureWidth::standard) == plumb::FigureWidth::standard);
  const auto figures =
      plumb::figures_of({sample_run(), sample_run()}, {"comparison"}, plumb::FigureWidth::column);
  REQUIRE(figures.size() == 1);
  CHECK(figures.front().width == plumb::page_width);
  CHECK(figures.front().for_paper);
}
