// The paths are sorted by where each of their beginnings is first met; neighbours then share the
// objects that are still open. Quadratic in the number of paths, which are those of a command line.
#include "json/object_layout.h"

#include <algorithm>
#include <numeric>

#include "json/writer.h"

namespace nd::json {
namespace {

// How many segments two paths share from their beginning.
std::size_t shared(const FieldPath& a, const FieldPath& b) {
  const auto [at, other] =
      std::mismatch(a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end());
  return static_cast<std::size_t>(at - a.segments.begin());
}

// For each segment of a path, the first of all paths that begins the same way up to it.
std::vector<std::size_t> places_of(std::span<const FieldPath> paths, std::size_t which) {
  std::vector<std::size_t> places;
  for (std::size_t level = 1; level <= paths[which].segments.size(); ++level) {
    std::size_t first = 0;
    while (shared(paths[first], paths[which]) < level)
      ++first;
    places.push_back(first);
  }
  return places;
}

}  // namespace

ObjectLayout::ObjectLayout(std::span<const FieldPath> paths) {
  std::vector<std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < paths.size(); ++i)
    places.push_back(places_of(paths, i));
  std::vector<std::size_t> order(paths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
  NestedWriter writer;
  for (const std::size_t i : order) {
    Field& field = fields_.emplace_back();
    field.path = i;
    writer.begin(field.before, paths[i]);
  }
  writer.end(after_);
}

void NestedWriter::begin(std::string& out, const FieldPath& path) {
  const std::size_t common = open_ == nullptr ? 0 : shared(*open_, path);
  if (open_ != nullptr) {
    out.append(open_->segments.size() - common - 1, '}');
    out.push_back(',');
  }
  for (std::size_t level = common; level < path.segments.size(); ++level) {
    if (level > common) out.push_back('{');
    append_string(out, path.segments[level]);
    out.push_back(':');
  }
  open_ = &path;
}

void NestedWriter::end(std::string& out) {
  if (open_ != nullptr) out.append(open_->segments.size() - 1, '}');
  open_ = nullptr;
}

bool related(const FieldPath& a, const FieldPath& b) {
  return shared(a, b) == std::min(a.segments.size(), b.segments.size());
}

Status check_apart(std::span<const FieldPath> paths) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (!related(paths[i], paths[k])) continue;
      if (paths[i] == paths[k]) {
        return usage_error(
            "two fields of the output would be called '{}': give one of them another name, "
            "NAME=...",
            paths[i].text());
      }
      const bool before = paths[i].segments.size() < paths[k].segments.size();
      const FieldPath& outer = before ? paths[i] : paths[k];
      const FieldPath& inner = before ? paths[k] : paths[i];
      return usage_error(
          "the field '{}' of the output would lie within '{}', which is a field itself: give one "
          "of them another name, NAME=...",
          inner.text(), outer.text());
    }
  }
  return {};
}

}  // namespace nd::json
