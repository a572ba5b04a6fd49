#include "config/cgroup_quota.hpp"

#include <fstream>
#include <string>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::quota_cores;

namespace {

namespace fs = std::filesystem;

/// Where control groups are mounted, and what a process is told of its own.
class FakeGroups {
 public:
  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((root() / file).parent_path());
    std::ofstream(root() / file) << text << '\n';
  }

  std::optional<std::int64_t> cores_of(const std::string& membership) const {
    const fs::path file = folder_.path() / "membership";
    std::ofstream(file) << membership;
    return quota_cores(file, root());
  }

 private:
  fs::path root() const { return folder_.path() / "groups"; }

  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a quota of control groups v2 is that of the tightest group around the process") {
  const FakeGroups groups;
  groups.write("cpu.max", "max 100000");
  CHECK_FALSE(groups.cores_of("0::/\n"));
  CHECK_FALSE(groups.cores_of("0::/job/step\n"));
  groups.write("job/cpu.max", "200000 100000");
  groups.write("job/step/cpu.max", "max 100000");
  CHECK(groups.cores_of("0::/job/step\n") == 2);
  groups.write("job/step/cpu.max", "50000 100000");
  CHECK(groups.cores_of("0::/job/step\n") == 1);
  CHECK(groups.cores_of("0::/job\n") == 2);
}

TEST_CASE("a quota of control groups v1 is that of the processors' controller") {
  const FakeGroups groups;
  groups.write("memory/box/cpu.cfs_quota_us", "100000");  // of no consequence there
  groups.write("memory/box/cpu.cfs_period_us", "100000");
  groups.write("cpu,cpuacct/box/cpu.cfs_quota_us", "350000");
  groups.write("cpu,cpuacct/box/cpu.cfs_period_us", "100000");
  const std::string membership = "5:memory:/box\n4:cpu,cpuacct:/box\n1:name=systemd:/box\n0::/\n";
  CHECK(groups.cores_of(membership) == 3);
  groups.write("cpu,cpuacct/box/cpu.cfs_quota_us", "-1");
  CHECK_FALSE(groups.cores_of(membership));
}

TEST_CASE("a container whose own group is the mount has that group's quota") {
  const FakeGroups groups;
  groups.write("cpu/cpu.cfs_quota_us", "400000");
  groups.write("cpu/cpu.cfs_period_us", "100000");
  CHECK(groups.cores_of("4:cpu:/docker/0123\n") == 4);
  CHECK(groups.cores_of("4:cpu:/../other\n") == 4);
}

TEST_CASE("without control groups there is no quota") {
  const FakeGroups groups;
  CHECK_FALSE(groups.cores_of(""));
  CHECK_FALSE(quota_cores("/no/such/file", "/no/such/folder"));
}
