#include "data/check.hpp"

#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using plumb::check_dataset;

TEST_CASE("a good folder of an unknown set") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  for (const std::string prefix : {"", "idx:"}) {
    const auto check = check_dataset(prefix + folder.path().string());
    CHECK(check.ok);
    CHECK(check.name.empty());
    CHECK(check.source == folder.path().string());
    REQUIRE(check.files.size() == 4);
    CHECK(check.files[0].detail == "5 images of 2 x 3");
    CHECK(check.files[1].detail == "5 labels, 0 to 9");
    CHECK(check.files[0].sha256.size() == 64);
  }
}

TEST_CASE("test labels that training never has are told, and the folder is valid all the same") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  CHECK_THAT(check_dataset(folder.path().string()).summary, !ContainsSubstring("but"));
  write_file(folder.path() / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({4, 0})));
  const auto check = check_dataset(folder.path().string());
  CHECK(check.ok);
  CHECK_THAT(check.summary,
             ContainsSubstring("valid; ") &&
                 ContainsSubstring("; but 50 % of the validation samples have classes that no "
                                   "training sample has"));
}

TEST_CASE("a stand-in for missing values is asked about, and the table is valid all the same") {
  const TemporaryFolder folder;
  std::string text = "x,age,kind\n";
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    text += n + "," + (i % 10 == 0 ? "-999" : n) + (i % 2 == 0 ? ",a\n" : ",b\n");
  }
  write_text(folder.path() / "table.csv", text);
  const auto check = check_dataset((folder.path() / "table.csv").string());
  CHECK(check.ok);
  CHECK_THAT(check.summary, ContainsSubstring("valid, but -999 is 10 % of column age: does it"));
}

TEST_CASE("samples of training that validate are told, of folders and of tables") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  write_file(folder.path() / "t10k-images-idx3-ubyte.gz", gzip(idx_images(2, 2, 3)));
  CHECK_THAT(check_dataset(folder.path().string()).summary,
             ContainsSubstring("; but 100 % of the validation samples have the very features"));
  std::string text;
  for (int i = 0; i < 100; ++i) {
    const std::string x = std::to_string(i % 10);
    text += x + ".1," + x + ".2," + x + ".3," + (i % 2 == 0 ? "a\n" : "b\n");
  }
  write_text(folder.path() / "table.csv", text);
  CHECK_THAT(check_dataset((folder.path() / "table.csv").string()).summary,
             ContainsSubstring("valid, but 100 % of the validation samples have the very"));
}

TEST_CASE("the digest is that of the content, however it is stored") {
  const TemporaryFolder folder;
  Bytes labels = idx_labels({1, 2, 3});
  write_file(folder.path() / "plain", labels);
  write_file(folder.path() / "packed.gz", gzip(labels));
  const auto plain = check_dataset((folder.path() / "plain").string());
  const auto packed = check_dataset((folder.path() / "packed.gz").string());
  CHECK(plain.ok);
  CHECK(plain.files.at(0).sha256 == packed.files.at(0).sha256);
  // printf '\0\0\10\1\0\0\0\3\1\2\3' | sha256sum
  CHECK(plain.files.at(0).sha256 ==
        "398a8a7fbd9531f1d9aa2ae368533e137cb53c202c3665f25affcf1ca88844ab");
}

TEST_CASE("each bad file is reported with its reason") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  write_text(folder.path() / "t10k-images-idx3-ubyte.gz", "not gzip");
  const auto check = check_dataset(folder.path().string());
  CHECK_FALSE(check.ok);
  CHECK(check.summary == "1 of 4 files cannot be used");
  CHECK(check.files[0].ok);
  CHECK_FALSE(check.files[2].ok);
  CHECK_THAT(check.files[2].detail, ContainsSubstring("is not a gzip file"));
}

TEST_CASE("files that are good alone but do not fit together") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  write_file(folder.path() / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({1, 2, 3})));
  const auto check = check_dataset(folder.path().string());
  CHECK_FALSE(check.ok);
  CHECK_THAT(check.summary, ContainsSubstring("has 2 images"));
}

TEST_CASE("a set by name must have the published content") {
  const TemporaryFolder folder;
  write_image_set(folder.path() / "mnist");
  const auto check = check_dataset("mnist", folder.path());
  CHECK(check.name == "mnist");
  CHECK_FALSE(check.ok);
  CHECK_THAT(check.files.at(0).detail, ContainsSubstring("its content is not mnist's"));
}

TEST_CASE("Debian's Fashion-MNIST is recognized") {
  const fs::path labels = "/usr/share/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz";
  if (!fs::exists(labels) && skip_test("Debian's Fashion-MNIST is not installed")) return;
  const auto check = check_dataset(labels.string());
  CHECK(check.ok);
  CHECK(check.name == "fashion-mnist");
  CHECK_THAT(check.summary, ContainsSubstring("the published fashion-mnist"));

  const TemporaryFolder folder;
  write_image_set(folder.path());
  fs::copy_file(labels, folder.path() / labels.filename(), fs::copy_options::overwrite_existing);
  const auto mixed = check_dataset(folder.path().string());
  CHECK_FALSE(mixed.ok);
  CHECK_THAT(mixed.files[0].detail, ContainsSubstring("not fashion-mnist's"));
}

TEST_CASE("tables and generated sets") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "table.csv";
  write_text(file, "x,y,kind\n1,2,a\n3,4,b\n");
  const auto good = check_dataset(file.string());
  CHECK(good.ok);
  CHECK(good.files.at(0).detail == "2 rows, 2 features, 2 distinct labels");
  write_text(file, "x,y,kind\n1,2,a\n3,,b\n");
  const auto bad = check_dataset("csv:" + file.string());
  CHECK_FALSE(bad.ok);
  CHECK_THAT(bad.files.at(0).detail, ContainsSubstring("line 3, column 2"));

  const auto generated = check_dataset("circles");
  CHECK(generated.ok);
  CHECK(generated.source == "generated");
  CHECK(generated.files.empty());
}

TEST_CASE("nothing to check is an error") {
  const TemporaryFolder folder;
  CHECK_THAT(error_of([] { check_dataset("no-such-thing"); }),
             ContainsSubstring("'no-such-thing' is neither a file, nor a folder"));
  CHECK_THAT(error_of([&] { check_dataset(folder.path().string()); }),
             ContainsSubstring("has no IDX files"));
}

TEST_CASE("a table of values is valid, and an odd first line is told") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "table.csv";
  write_text(file, "1,0.5\n2,0.75\n3,1.25\n");
  auto check = check_dataset(file.string());
  CHECK(check.ok);
  CHECK_THAT(check.files.at(0).detail, ContainsSubstring("1 features, values to regress on"));
  write_text(file, "0,1,2\n5.5,1,a\n6.5,1,b\n");
  check = check_dataset(file.string());
  CHECK(check.ok);
  CHECK_THAT(check.summary, ContainsSubstring("valid, but") && ContainsSubstring("line 1"));
  write_text(file, "0,1,2\n1700000000,1,a\n1700000001,1,b\n1700000002,1,b\n1700000003,1,b\n");
  CHECK_THAT(check_dataset(file.string()).summary,
             ContainsSubstring("line 1") && ContainsSubstring("\nand float32, in which data are "
                                                              "kept, leaves 2 of the 5"));
}
