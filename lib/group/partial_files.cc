#include "group/partial_files.h"

namespace nd::group {
namespace {

void add_line(std::string& lines, const std::string& line) {
  if (!lines.empty()) lines.push_back('\n');
  lines += line;
}

}  // namespace

void PartialFiles::add(std::string_view file, const PartialRecord& partial) {
  if (last_ == nullptr || last_name_ != file) {
    last_name_ = file;
    last_ = &files_[last_name_];
    is_open_ = false;
  }
  if (partial.source) {
    is_open_ = false;
    last_->has_source = true;
    last_->open.erase(std::string(partial.grouping));
    last_->came.emplace(partial.grouping);
    last_->told.insert(partial.source->groupings.begin(), partial.source->groupings.end());
    return;
  }
  if (is_open_ && last_open_ == partial.grouping) return;
  last_->open.emplace(partial.grouping);
  last_open_ = partial.grouping;
  is_open_ = true;
}

// What is wrong with a file; empty: nothing.
std::string PartialFiles::lack_of(const std::string& name, Order order) const {
  const auto found = files_.find(name);
  if (found == files_.end() || !found->second.has_source)
    return "no source record has come: the input is empty, or was cut at its end";
  const File& file = found->second;
  for (const std::string& grouping : file.open) {
    if (order == Order::kAny && file.came.count(grouping) != 0) continue;
    return fmt::format("the groups of {} end without their source record: the input was cut",
                       in_words(grouping));
  }
  return {};
}

Status PartialFiles::check(const std::vector<std::string>& operands) const {
  for (const std::string& file : operands) {
    if (file == "-") continue;
    if (const std::string lack = lack_of(file, Order::kAsWritten); !lack.empty())
      return input_error("{}: {}", file, lack);
  }
  return {};
}

std::string PartialFiles::missing_source(const std::vector<std::string>& files, Order order) const {
  std::string lines;
  for (const std::string& file : files) {
    const std::string lack = lack_of(file, order);
    if (!lack.empty()) add_line(lines, file == "-" ? lack : file + ": " + lack);
  }
  return lines;
}

std::string PartialFiles::missing_groupings(
    const std::function<bool(std::string_view)>& wanted) const {
  std::string lines;
  for (const auto& [name, file] : files_) {
    for (const std::string& grouping : file.told) {
      if (file.came.count(grouping) != 0 || !wanted(grouping)) continue;
      add_line(lines,
               fmt::format("{}{} was made with the others and has not come: filtered, or cut",
                           name == "-" ? "" : name + ": ", in_words(grouping)));
    }
  }
  return lines;
}

}  // namespace nd::group
