#include <fstream>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

/// One sentence on standard error, nothing on standard output, exit 2, and nothing left in the
/// folder.
void require_refused(const std::string& arguments, const std::string& expected) {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), arguments);
  INFO(arguments << '\n' << outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 2);
  REQUIRE(outcome.out.empty());
  REQUIRE(lines_of(outcome.err).size() == 1);
  REQUIRE_THAT(outcome.err, ContainsSubstring(expected));
  REQUIRE(std::filesystem::is_empty(folder.path()));
}

}  // namespace

TEST_CASE("a wrong command line is refused with one sentence") {
  require_refused("trian", "did you mean train?");
  require_refused("train --epoch 3", "train has no option --epoch; did you mean --epochs");
  require_refused("sweep --vary data=circles,nosuch", "--data nosuch is not one of mnist, ");
  require_refused("train lenet", "'lenet' is not a preset");
  require_refused("train --lr -1 --data blobs", "--lr -1 is not a number > 0");
  require_refused("train --lr", "--lr");
  require_refused("train --clip norm:0 --data blobs", "clip threshold 0");
  require_refused("train --device tpu --data blobs",
                  "--device tpu is not auto, cpu, cuda or cuda:N");
  require_refused("train --epoch-gradient every:0 --data blobs",
                  "--epoch-gradient every:0 is not every:N with a whole number N from 1");
  require_refused("train --data blobs --name " + std::string(300, 'x'),
                  "x-1\": File name too long");
  for (const char* command :
       {"train --data blobs --out ", "compare --data blobs --vary lr=1,2 --out ", "diagnose "}) {
    require_refused(command + std::string(300, 'x'),
                    "File name too long; a file or folder name has at most 255 bytes");
  }
  require_refused("train --device cuda:99 --data blobs", "--device cuda:99");
  require_refused("train --cuda-graph yes --data blobs", "--cuda-graph yes");
  require_refused("train --config nowhere.toml", "nowhere.toml");
  require_refused("train --config .", ". is a folder, not a configuration file");
  require_refused("forecast --config .", ". is a folder, not a configuration file");
  require_refused("sweep --sweep .", ". is a folder, not a configuration file");
  require_refused("train deep-linear --config nowhere.toml", "leave deep-linear away");
  require_refused("train --data blobs --name ../up", "'../up' has '/' in it");
  require_refused("train --data blobs --name ..", "'..' has '..' in it");
  require_refused("compare --data blobs --name a/b --vary depth=1,2",
                  "'compare-a/b' has '/' in it");
  require_refused("sweep --data blobs --name a/b --vary depth=1,2", "'sweep-a/b' has '/' in it");
  require_refused("train --resume nowhere --lr 5", "only --epochs and --steps");
  require_refused("train --resume nowhere --epochs 5 --seed 4", "leave --seed away");
  require_refused("train deep-linear --resume nowhere", "leave deep-linear away");
  require_refused("train --resume nowhere --config nowhere.toml", "leave --config away");
  require_refused("compare deep-linear --vary clip", "KEY=A,B");
  require_refused("compare deep-linear --vary clips=none", "did you mean clip?");
  require_refused("compare deep-linear --vary lr=0.1,zero", "--lr zero");
  require_refused("compare deep-linear", "--vary");
  require_refused("compare deep-linear --vary lr=0.1,0.2 --vary lr=0.3",
                  "--vary names lr twice: give its values in one list, --vary lr=0.1,0.2,0.3");
  require_refused("compare deep-linear --vary lr=0.1,0.2,1e-1",
                  "--vary lr: 0.1 and 1e-1 are the same lr, which is trained once");
  require_refused("reproduce --only deep", "'deep' is not a preset");
  require_refused("train sigmoid-mpl", "did you mean sigmoid-mlp?");
  require_refused("check --help", "plumb has no command 'check'");
  require_refused("diagnos --help", "did you mean diagnose?");
  require_refused("data fetsh --help", "data has no command 'fetsh'");
  require_refused("explain DEAD-UNITS", "did you mean dead-units?");
  require_refused("list colours", "there are presets");
  require_refused("plot nowhere", "no such run: nowhere");
  require_refused("data fetch imagenet", "imagenet");
}

TEST_CASE("data that cannot be used is refused before anything is written") {
  require_refused("train --data csv:none.csv", "none.csv");
  require_refused("train --data blobs --input-scale 1e300",
                  "--input-scale 1e+300 makes features that float32 cannot hold");
  require_refused("train --data blobs --input-scale 3e38", "float32 cannot hold");
  require_refused("train --data blobs --input-scale 1e-300", "float32 cannot hold");
  require_refused("train --data idx:nowhere", "nowhere");
  require_refused("train --data imagenet", "imagenet");
  require_refused("train --data circles --model resnet", "resnet");
  require_refused("train --data circles --model lstm", "needs sequences {steps, features}");
  require_refused("train --data blobs --sequence pixels", "is for the models rnn, lstm and gru");
  require_refused("train --data blobs --length 10", "for the data sets adding and copy");
  require_refused("train --data copy --length 10 --limit 9", "one at each of 10 steps");
  require_refused("train --data copy --length 10 --limit 9 --model gru --sequence permuted",
                  "copy has no images");
  require_refused("train --data blobs --recurrent-init identity:0", "--recurrent-init identity:0");
  require_refused("train --data adding --loss mse --model rnn --recurrent-init lsuv",
                  "--recurrent-init lsuv is not one of");
  require_refused("train --data blobs --truncate 5", "no truncated backpropagation");
  require_refused("train --data adding --limit 9 --model gru --activation relu --loss mse",
                  "has activations of its own");
}

TEST_CASE("a comparison is refused whole for a combination that is impossible") {
  require_refused(
      "compare --data circles --epochs 1 --vary depth=3,2 --vary residual=none,fixup"
      " --vary norm=none,batch",
      "depth=3 residual=fixup norm=batch: ");
  require_refused("compare --data blobs --epochs 1 --vary warmup=0,22", "warmup=22: --warmup 22");
  require_refused("compare --data blobs --epochs 1 --vary data=blobs,adding",
                  "data=adding: --loss cross-entropy needs classes");
  require_refused("compare --data blobs --epochs 1 --vary schedule=constant,plateau",
                  "schedule=plateau: --schedule plateau waits");
  require_refused("compare --data blobs --epochs 1 --vary label-smoothing=0,0.1 --vary loss=bce",
                  "label-smoothing=0.1 loss=bce: ");
}

TEST_CASE("damaged files are named") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "train-images-idx3-ubyte") << "not an IDX file";
  std::ofstream(folder.path() / "train-labels-idx1-ubyte") << "neither";
  const Outcome outcome = run_plumb(folder.path(), "train --data idx:.");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE_THAT(outcome.err, ContainsSubstring("idx1-ubyte is not an IDX file"));
  REQUIRE_FALSE(std::filesystem::exists(folder.path() / "runs"));
}

TEST_CASE("an output folder that has a run or cannot be written is refused") {
  const TemporaryFolder folder;
  const std::string train = "train --data blobs --limit 64 --epochs 0 --out ";
  REQUIRE(run_plumb(folder.path(), train + "run").exit_code == 0);
  const std::string before = text_of(folder.path() / "run" / "summary.json");
  const Outcome again = run_plumb(folder.path(), train + "run");
  REQUIRE(again.exit_code == 2);
  REQUIRE_THAT(again.err,
               ContainsSubstring("run already holds a run; name another folder with --out"));
  REQUIRE(text_of(folder.path() / "run" / "summary.json") == before);

  const std::string compare = "compare --data blobs --limit 64 --epochs 0 --out c --vary depth=";
  REQUIRE(run_plumb(folder.path(), compare + "3").exit_code == 0);
  const Outcome compared = run_plumb(folder.path(), compare + "2,3");
  REQUIRE(compared.exit_code == 2);
  REQUIRE(compared.out.empty());
  REQUIRE_THAT(compared.err, ContainsSubstring("c/depth-3 already holds a run"));

  std::ofstream(folder.path() / "file") << "x";
  const Outcome unwritable = run_plumb(folder.path(), train + "file/run");
  REQUIRE(unwritable.exit_code == 2);
  REQUIRE_THAT(unwritable.err, ContainsSubstring("cannot write \"file/run\": Not a directory"));
}

TEST_CASE("names that are not UTF-8 are refused where config.toml needs them, and elsewhere kept") {
  require_refused("train --data blobs --name o$(printf '\\377')", "is not UTF-8");
  require_refused("train --data csv:o$(printf '\\377').csv", "is not UTF-8");
  const TemporaryFolder folder;
  const std::string run = "o$(printf '\\377')";
  const Outcome trained =
      run_plumb(folder.path(), "train --data blobs --epochs 1 --json --out " + run);
  INFO(trained.err);
  REQUIRE(trained.exit_code == 0);
  CHECK_THAT(trained.out, ContainsSubstring("\"directory\": \"o\xef\xbf\xbd\""));
  for (const std::string format : {"json", "junit"}) {
    const Outcome outcome = run_plumb(folder.path(), "diagnose " + run + " --format " + format);
    CAPTURE(format, outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.find('\xff') == std::string::npos);
  }
  CHECK_THAT(run_plumb(folder.path(), "diagnose " + run + " --format junit").out,
             ContainsSubstring("name=\"o\xef\xbf\xbd\""));
}

TEST_CASE("a run's folder is no configuration, but has one") {
  const TemporaryFolder folder;
  REQUIRE(
      run_plumb(folder.path(), "train --data blobs --limit 64 --epochs 0 --out run").exit_code ==
      0);
  const Outcome outcome = run_plumb(folder.path(), "train --config run --out other");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE(outcome.err ==
          "plumb: run is a folder, not a configuration file: name run/config.toml\n");
  REQUIRE_FALSE(std::filesystem::exists(folder.path() / "other"));
}

TEST_CASE("CUDA is refused where there is none", "[no-gpu]") {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_plumb(folder.path(), "train --data blobs --device cuda", "CUDA_VISIBLE_DEVICES=");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE_THAT(outcome.err, ContainsSubstring("sees no CUDA device"));
  require_refused("train --cuda-graph on --data blobs",
                  "--cuda-graph on: there are no CUDA graphs on the CPU");
}
