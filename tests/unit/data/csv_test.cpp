#include "data/csv.hpp"

#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::CsvSamples;

namespace {

class CsvFile {
 public:
  explicit CsvFile(const std::string& text) { write_text(path(), text); }
  std::filesystem::path path() const { return folder_.path() / "table.csv"; }
  CsvSamples read(bool regression = false) const { return plumb::read_csv(path(), regression); }
  std::string error(bool regression = false) const {
    return error_of([&] { read(regression); });
  }

 private:
  TemporaryFolder folder_;
};

using Labels = std::vector<std::int64_t>;
using Values = std::vector<float>;

}  // namespace

TEST_CASE("separators, headers, quotes and line ends") {
  for (const std::string text : {
           "1,2.5,a\n3,-4e1,b\n",
           "1;2.5;a\n3;-4e1;b",
           "1\t2.5\ta\n3\t-4e1\tb\n",
           "x,y,kind\r\n1,2.5,a\r\n3,-4e1,b\r\n",
           "\xef\xbb\xbfx,y,kind\n1,2.5,a\n3,-4e1,b\n",
           ",y,kind\n1,2.5,a\n\n3,-4e1,b\n\n",
           "\"x,1\",\"y\",kind\n\"1\",2.5,\"a\"\n 3 , -4e1 , b \n",
           "\"x\ny\",z,kind\n+1,2.5,a\n3,-4e1,b\n",
       }) {
    CAPTURE(text);
    const auto table = CsvFile(text).read();
    CHECK(table.features == 2);
    CHECK(table.classes == 2);
    CHECK(table.samples.count == 2);
    CHECK(table.samples.features == Values{1, 2.5F, 3, -40});
    CHECK(table.samples.labels == Labels{0, 1});
    CHECK(table.samples.targets.empty());
  }
}

TEST_CASE("columns are called as in the header, or by their number") {
  const auto table = CsvFile(",age,\"a\nb\",kind\n1,2,3,a\n3,4,5,b\n").read();
  CHECK(plumb::column_label(table, 0) == "column 1");
  CHECK(plumb::column_label(table, 1) == "column age");
  CHECK(plumb::column_label(table, 2) == "column 3");
  CHECK(plumb::column_label(table, 3) == "column kind");
  CHECK(plumb::column_label(CsvFile("1,2,a\n3,4,b\n").read(), 1) == "column 2");
}

TEST_CASE("values are there as in the file, and rounded") {
  const auto table = CsvFile("1700000000.1,0.1,16777217\n2,3,4\n").read(true);
  CHECK(table.samples.exact_features == std::vector<double>{1700000000.1, 0.1, 2, 3});
  CHECK(table.samples.features == Values{1700000000.0F, 0.1F, 2, 3});
  CHECK(table.samples.exact_targets == std::vector<double>{16777217, 4});
  CHECK(table.samples.targets == Values{16777216, 4});
}

TEST_CASE("a first line that names the separator is no row") {
  for (const std::string text :
       {"sep=;\nx;y;kind\n1;2;a\n3;4;b\n", "\xef\xbb\xbf\"SEP=;\"\r\n1;2;a\r\n3;4;b\r\n",
        "sep=,\n1,2,a\n3,4,b\n", "sep=\t\n1\t2\ta\n3\t4\tb\n"}) {
    CAPTURE(text);
    const auto table = CsvFile(text).read();
    CHECK(table.samples.features == Values{1, 2, 3, 4});
    CHECK(table.samples.labels == Labels{0, 1});
  }
  CHECK_THAT(CsvFile("sep=;\n1;2;a\n1;x;b\n").error(), ContainsSubstring("line 3, column 2: 'x'"));
  CHECK_THAT(CsvFile("sep=|\n1|2|a\n").error(),
             ContainsSubstring("line 1: the separator '|' is none of tab, semicolon and comma"));
  CHECK_THAT(CsvFile("sep=;").error(), ContainsSubstring("has no data"));
}

TEST_CASE("last columns that are empty in every line are none") {
  for (const std::string text :
       {"a,b,c,\n1,2,a,\n3,4,b,\n", "1;2;a;;\n3;4;b;;\n", "a,b,c,\"\"\n1,2,a,\"\"\n3,4,b, \n"}) {
    CAPTURE(text);
    const auto table = CsvFile(text).read();
    CHECK(table.samples.features == Values{1, 2, 3, 4});
    CHECK(table.samples.labels == Labels{0, 1});
  }
  // One that has a name, or a value anywhere, is a column whose values are missing.
  CHECK_THAT(CsvFile("a,b,c,d\n1,2,3,\n3,4,5,\n").error(),
             ContainsSubstring("line 2, column 4: the class is empty"));
  CHECK_THAT(CsvFile("1,2,a,\n3,4,b,1\n").error(), ContainsSubstring("line 1, column 3: 'a'"));
  CHECK_THAT(CsvFile("a,\n1,\n2,\n").error(), ContainsSubstring("one column only"));
}

TEST_CASE("a line of comment is named as one, and a header that begins with # is read") {
  CHECK_THAT(CsvFile("# of 2024, by hand\n1,2,a\n3,4,b\n").error(),
             ContainsSubstring("line 1: a table has no comments, and this line begins with '#': "
                               "remove it"));
  CHECK_THAT(CsvFile("# exported\n1;2;a\n3;4;b\n").error(), ContainsSubstring("line 1: a table"));
  CHECK_THAT(CsvFile("1,2,a\n3,4,b\n\n# end\n").error(), ContainsSubstring("line 4: a table has"));
  CHECK(CsvFile("# x,y,kind\n1,2,a\n3,4,b\n").read().samples.count == 2);
  CHECK_THAT(CsvFile("#,y,kind\n1,2,a\n3,4\n").error(),
             ContainsSubstring("line 3: 2 columns where line 1 has 3"));
  CHECK(CsvFile("1,2,#a\n3,4,b\n").read().samples.count == 2);
}

TEST_CASE("classes are numbered in sorted order") {
  CHECK(CsvFile("1,dog\n1,cat\n1,emu\n1,cat\n").read().samples.labels == Labels{1, 0, 2, 0});
  CHECK(CsvFile("1,10\n1,9\n1,-1\n1,9.0\n").read().samples.labels == Labels{2, 1, 0, 1});
  CHECK(CsvFile("1,10\n1,9\n1,x\n").read().samples.labels == Labels{0, 1, 2});
  CHECK(CsvFile("1,\"a \"\"b\"\", c\"\n1,d\n").read().samples.labels == Labels{0, 1});
}

TEST_CASE("the last column as values") {
  const auto table = CsvFile("a,b,price\n1,2,0.5\n3,4,-1e3\n").read(true);
  CHECK(table.classes == 0);
  CHECK(table.samples.labels.empty());
  CHECK(table.samples.targets == Values{0.5F, -1000.0F});
}

TEST_CASE("values under a loss for classes are refused with the loss to take") {
  const std::string error = CsvFile("1,0.5\n2,0.75\n3,2\n4,2\n5,1.25\n").error();
  CHECK_THAT(error, ContainsSubstring("has values in its last column, not classes, such as 0.5"));
  CHECK_THAT(error, ContainsSubstring("3 of 5 rows") && ContainsSubstring("--loss mse"));
  CHECK(CsvFile("1,0.5\n2,0.75\n3,2\n4,2\n5,1.25\n").read(true).samples.targets.size() == 5);
  // Half of them alone, whole numbers, or text: classes.
  CHECK(CsvFile("1,0.5\n2,1.5\n3,1.5\n4,2.5\n").read().classes == 3);
  CHECK(CsvFile("1,7\n2,3\n3,9\n").read().classes == 3);
  CHECK(CsvFile("1,0.5\n2,0.7\n3,b\n").read().classes == 3);
}

TEST_CASE("a last column of names, dates or numbers of rows is refused as one of classes") {
  const auto table = [](int rows, int shared, const char* label) {
    std::string text;
    for (int i = 0; i < rows; ++i)
      text += std::to_string(i) + ".5," + label + std::to_string(i < shared ? 7 : i) + '\n';
    return text;
  };
  CHECK_THAT(CsvFile(table(60, 20, "person ")).error(),
             ContainsSubstring("has no classes in its last column: 40 of 60 rows have one of their "
                               "own there, such as 'person 7'") &&
                 ContainsSubstring("put the column of the class last"));
  CHECK_THAT(CsvFile(table(60, 20, "1")).error(), ContainsSubstring("give --loss mse"));
  // A small table, and one whose rows share classes at least by half.
  CHECK(CsvFile(table(20, 0, "person ")).read().classes == 20);
  CHECK(CsvFile(table(60, 31, "person ")).read().classes == 30);
}

TEST_CASE("a first line of numbers that looks like a header is taken for data, and told") {
  const std::string rows = "5.1,3.5,1.4,a\n4.9,3,1.4,b\n4.7,3.2,1.3,a\n6,7,8.5,b\n";
  for (const std::string header :
       {"0,1,2,3\n", "1,2,3,4\n", "0,1,2,kind\n", "1990,2000,2010,x\n"}) {
    CAPTURE(header);
    const auto table = CsvFile(header + rows).read();
    CHECK(table.samples.count == 5);
    CHECK_THAT(table.notice, ContainsSubstring("table.csv, line 1: taken for data, though"));
  }
  // Its class is that of another line, it does not count up, or another line counts up too.
  for (const std::string& text : {"0,1,2,a\n" + rows, "0,2,3,c\n" + rows,
                                  "0,1,2,c\n4,5,6,a\n" + rows, rows, "x,y,z,kind\n" + rows}) {
    CAPTURE(text);
    CHECK(CsvFile(text).read().notice.empty());
  }
  CHECK_FALSE(CsvFile("0,1,2\n5,3,1.5\n4,3,0.5\n").read(true).notice.empty());
  CHECK(CsvFile("0,1,9\n5,3,1.5\n4,3,0.5\n").read(true).notice.empty());
}

TEST_CASE("errors name the file, the line and the column") {
  const std::string cell = CsvFile("x,y,kind\n1,2,a\n\n1,two,b\n").error();
  CHECK_THAT(cell, ContainsSubstring("table.csv, line 4, column 2: 'two' is not a finite number"));
  CHECK_THAT(cell, ContainsSubstring("make a column of 0 and 1 for each of its values"));
  for (const std::string missing : {"", "nan", "N/A"}) {
    CHECK_THAT(CsvFile("1,2,a\n1," + missing + ",b\n").error(),
               ContainsSubstring("line 2, column 2: '" + missing + "' is not a finite number: " +
                                 "fill in a value, or leave the row out"));
  }
  CHECK_THAT(CsvFile("1,2,a\n1,1e39,b\n").error(),
             ContainsSubstring("'1e39' does not fit a float"));
  CHECK_THAT(CsvFile("1,2,a\n1,3x,b\n").error(), ContainsSubstring("'3x'"));
  CHECK_THAT(CsvFile("1;2;a\n1;-0,1629;b\n").error(),
             ContainsSubstring("'-0,1629' has a decimal comma, and numbers have a decimal point"));
  CHECK_THAT(CsvFile("1;2;a\n1;1,5,2;b\n").error(),
             ContainsSubstring("'1,5,2' is not a finite number"));
  // One bad cell does not make the first line a header.
  CHECK_THAT(CsvFile("1,two,a\n1,2,b\n").error(), ContainsSubstring("line 1, column 2: 'two'"));
  CHECK_THAT(CsvFile("1,2,a\n1,2\n").error(),
             ContainsSubstring("line 2: 2 columns where line 1 has 3"));
  CHECK_THAT(CsvFile("1,2,a\n1,2,\n").error(),
             ContainsSubstring("line 2, column 3: the class is empty"));
  CHECK_THAT(CsvFile("1,2,a\n1,2,b\n").error(true), ContainsSubstring("line 1, column 3: 'a'"));
  CHECK_THAT(CsvFile("1,\"2,a\n").error(),
             ContainsSubstring("line 1, column 2: the quote is never closed"));
  CHECK_THAT(CsvFile("\"1\"2,a\n").error(), ContainsSubstring("text follows the closing quote"));
  CHECK_THAT(CsvFile("\"x\ny\",kind\nbad,b\nbad,c\n").error(),
             ContainsSubstring("line 3, column 1"));
}

TEST_CASE("a class that is missing among numbers is refused, and among texts is one of them") {
  for (const char* missing : {"NA", "nan", "NaN", "n/a", "inf", "-inf", "null", "None", "?"}) {
    CAPTURE(missing);
    const std::string cell = missing;
    CHECK_THAT(CsvFile("x,kind\n1,0\n2,1\n3," + cell + "\n4,1\n").error(),
               ContainsSubstring("table.csv, line 4, column 2: '" + cell +
                                 "' among classes that are numbers"));
    CHECK(CsvFile("1,a\n2," + cell + "\n3,b\n").read().classes == 3);
    CHECK(CsvFile("1,1\n2," + cell + "\n3,b\n").read().classes == 3);
  }
}

TEST_CASE("files without a usable table are refused") {
  CHECK_THAT(CsvFile("").error(), ContainsSubstring("has no data"));
  CHECK_THAT(CsvFile("x,y,kind\n").error(), ContainsSubstring("has no data"));
  CHECK_THAT(CsvFile("1\n2\n").error(), ContainsSubstring("one column only"));
  CHECK_THAT(CsvFile("1,a\n2,a\n").error(), ContainsSubstring("single class 'a'"));
  CHECK_THAT(error_of([] { plumb::read_csv("/nowhere/table.csv", false); }),
             ContainsSubstring("/nowhere/table.csv does not exist"));
}

TEST_CASE("a number that no float holds is told from what is no number") {
  for (const char* number : {"1e-400", "1.28e39", "-1e400"}) {
    CAPTURE(number);
    const auto error = CsvFile(std::string("1,a\n") + number + ",b\n").error();
    CHECK_THAT(error, ContainsSubstring("line 2, column 1: '" + std::string(number) +
                                        "' does not fit a float"));
  }
  CHECK_THAT(CsvFile("1,2,a\ninf,2,b\n").error(),
             ContainsSubstring("'inf' is not a finite number"));
  CHECK(CsvFile("1e-50,a\n1,b\n").read().samples.features == Values{0, 1});
}

TEST_CASE("a table that is no UTF-8 text is refused for that") {
  const std::string table = "1,2,a\n3,4,b\n5,6,a\n";
  for (const bool big_endian : {false, true}) {
    std::string wide;
    for (const char c : table) wide += big_endian ? std::string({'\0', c}) : std::string({c, '\0'});
    const std::string mark = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const auto& text : {wide, mark + wide})
      CHECK_THAT(CsvFile(text).error(), ContainsSubstring("looks like UTF-16: save it as UTF-8"));
  }
  CHECK_THAT(CsvFile(table + std::string("7,8,a\0\n", 7)).error(),
             ContainsSubstring("table.csv, line 4: there is a NUL byte"));
}
