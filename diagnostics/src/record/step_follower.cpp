#include "plumb/diagnostics/step_follower.hpp"

#include <fstream>
#include <iterator>

#include "step_parser.hpp"

namespace plumb {

class StepFollower::Impl {
 public:
  explicit Impl(std::filesystem::path file) : file_(std::move(file)), parser_(file_) {}

  News poll() {
    News news;
    std::ifstream in(file_, std::ios::binary);
    if (!in) return news;  // the run has not begun to write it
    if (!goes_on(in)) {
      news.restarted = true;
      *this = Impl(std::move(file_));
    }
    in.clear();
    in.seekg(static_cast<std::streamoff>(read_));
    const std::string added{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t begin = 0, end; (end = added.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      last_line_ = added.substr(begin, end - begin + 1);
      news.rows.push_back(
          parser_.parse(std::string_view(last_line_).substr(0, end - begin), ++lines_));
      read_ += last_line_.size();
    }
    return news;
  }

  const std::vector<std::string>& parameters() const { return parser_.parameters(); }

 private:
  /// True if the file still has, at its place, the last line that was read from it.
  bool goes_on(std::ifstream& in) const {
    std::string there(last_line_.size(), '\0');
    in.seekg(static_cast<std::streamoff>(read_ - last_line_.size()));
    in.read(there.data(), static_cast<std::streamsize>(there.size()));
    return in && there == last_line_;
  }

  std::filesystem::path file_;
  StepParser parser_;
  std::size_t lines_ = 0;
  std::size_t read_ = 0;  // bytes
  std::string last_line_;
};

StepFollower::StepFollower(const std::filesystem::path& directory)
    : impl_(std::make_unique<Impl>(directory / "steps.jsonl")) {}
StepFollower::~StepFollower() = default;
StepFollower::StepFollower(StepFollower&&) noexcept = default;
StepFollower& StepFollower::operator=(StepFollower&&) noexcept = default;

StepFollower::News StepFollower::poll() {
  return impl_->poll();
}
const std::vector<std::string>& StepFollower::parameters() const {
  return impl_->parameters();
}

}  // namespace plumb
