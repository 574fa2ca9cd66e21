#include "split/file_set.h"

#include <fstream>
#include <map>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "io/block_reader.h"
#include "split/temporary_folder.h"

namespace nd::split {
namespace {

using testing::TemporaryFolder;
using Names = std::vector<std::string>;

std::string decompressed(const std::string& path) {
  io::BlockReader reader({path});
  io::Block block;
  std::string text;
  while (true) {
    const auto more = reader.next(block);
    REQUIRE(more.has_value());
    if (!*more) return text;
    text += block.text.text();
  }
}

void add(FileSet& files, const std::string& path, std::string_view record) {
  const auto id = files.find(path);
  REQUIRE(id.has_value());
  REQUIRE(files.add(*id, record));
}

}  // namespace

TEST_SUITE_BEGIN("split/file_set");

TEST_CASE("no file appears before commit(), and none without it") {
  const TemporaryFolder folder;
  {
    FileSet files({.open = 1});
    add(files, folder.at("a"), "1");
    add(files, folder.at("b"), "2");
    add(files, folder.at("a"), "3");
    for (const std::string& name : folder.names())
      CHECK(name.starts_with('.'));
  }
  CHECK(folder.names().empty());
}

TEST_CASE("files are listed in the order of their paths") {
  const TemporaryFolder folder;
  FileSet files({});
  add(files, folder.at("b"), "22");
  add(files, folder.at("a"), "1");
  add(files, folder.at("b"), "3");
  io::Output out = io::Output::memory();
  REQUIRE(files.commit(out));
  CHECK(out.buffer() == "{\"file\":\"" + folder.at("a") + "\",\"records\":1,\"bytes\":2}\n" +
                            "{\"file\":\"" + folder.at("b") + "\",\"records\":2,\"bytes\":5}\n");
  CHECK(folder.content("a") == "1\n");
  CHECK(folder.content("b") == "22\n3\n");
}

TEST_CASE("with few open files every byte arrives, plain and compressed, and no name is left") {
  const TemporaryFolder folder;
  std::mt19937 random(5);
  std::map<std::string, std::string> wanted;
  FileSet files({.open = 2});
  for (int i = 0; i < 3000; ++i) {
    std::string name = "f" + std::to_string(random() % 9);
    name += std::array{"", ".gz", ".zst"}[name.back() % 3];
    const std::string record(random() % 4000, static_cast<char>('a' + i % 26));
    wanted[name] += record + "\n";
    add(files, folder.at(name), record);
  }
  io::Output out = io::Output::memory();
  REQUIRE(files.commit(out));
  Names names;
  for (const auto& [name, text] : wanted) {
    CHECK(decompressed(folder.at(name)) == text);
    names.push_back(name);
  }
  CHECK(folder.names() == names);
}

TEST_CASE("an existing file is an error, or is replaced and keeps its mode") {
  const TemporaryFolder folder;
  std::ofstream(folder.at("a")) << "old";
  std::filesystem::permissions(folder.at("a"), std::filesystem::perms(0640));
  FileSet careful({});
  const auto refused = careful.find(folder.at("a"));
  REQUIRE(!refused);
  CHECK(refused.error().message.ends_with("it exists; --force replaces it"));
  {
    FileSet files({.replace = true});
    add(files, folder.at("a"), "new");
    io::Output out = io::Output::memory();
    REQUIRE(files.commit(out));
  }
  CHECK(folder.content("a") == "new\n");
  CHECK(std::filesystem::status(folder.at("a")).permissions() == std::filesystem::perms(0640));
}

TEST_CASE("a link, a folder and an input are never replaced") {
  const TemporaryFolder folder;
  std::ofstream(folder.at("in")) << "old";
  std::filesystem::create_symlink(folder.at("nowhere"), folder.at("link"));
  std::filesystem::create_directory(folder.at("folder"));
  FileSet files({.replace = true, .inputs = {folder.at("in")}});
  for (const std::string name : {"in", "link", "folder"})
    CHECK(!files.find(folder.at(name)));
}

TEST_CASE("what appears at a place meanwhile is not overwritten") {
  const TemporaryFolder folder;
  FileSet files({});
  add(files, folder.at("a"), "new");
  std::ofstream(folder.at("a")) << "theirs";
  io::Output out = io::Output::memory();
  CHECK(!files.commit(out));
  CHECK(folder.content("a") == "theirs");
}

TEST_CASE("folders are made, and go again where nothing comes of it") {
  const TemporaryFolder folder;
  CHECK(!FileSet({}).find(folder.at("x/y/a")));
  {
    FileSet files({.make_folders = true});
    add(files, folder.at("x/y/a"), "1");
  }
  CHECK(folder.names().empty());
  FileSet files({.make_folders = true});
  add(files, folder.at("x/y/a"), "1");
  io::Output out = io::Output::memory();
  REQUIRE(files.commit(out));
  CHECK(folder.content("x/y/a") == "1\n");
}

TEST_SUITE_END();

}  // namespace nd::split
