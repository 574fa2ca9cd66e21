// RecordRewriter: a JSON record with some of its fields converted, renamed or added; all else keeps
// its bytes.
//
// Belongs here: finding the fields that options name in an object line. Does not belong here: what
// becomes of a value (cell_converter.h), formats that are no JSON (flat_record.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "json/field_path.h"
#include "json/patcher.h"
#include "json/projector.h"
#include "json/schema.h"
#include "parse/cell_converter.h"
#include "parse/parse_options.h"

namespace nd::parse {

class RecordRewriter {
 public:
  // kUsage for a field that is no path. Options name fields as they are called after --rename. The
  // converter must outlive the rewriter.
  static Result<RecordRewriter> make(const ParseOptions& options, CellConverter& converter);

  // Whether records can leave otherwise than they came, or be refused.
  [[nodiscard]] bool needed() const { return needed_; }

  // Appends the record. kInput, with the offset in the line, where a field does not fit; out then
  // ends with a part of the record. Requires: line is one valid JSON value without blanks around
  // it.
  [[nodiscard]] Status append(std::string& out, PaddedView line, const Source& source);

 private:
  enum class Added : std::uint8_t { kNo, kFile, kLine };
  // A field that an option names, within its parent.
  struct Node {
    std::string name;     // in the input
    std::string renamed;  // JSON text of the new key; empty: keeps its name
    std::string output_name;
    CellRule rule;
    bool has_rule = false;
    Added added = Added::kNo;
    std::vector<Node> children;
    // Of the record being read.
    bool seen = false;
    bool clashes = false;  // its new name is there already
  };

  // A rename from one object to another.
  struct Move {
    json::FieldPath from;
    json::FieldPath to;
    json::Slot from_slot{};
    json::Slot to_slot{};
  };

  explicit RecordRewriter(CellConverter& converter) : converter_(&converter) {}

  static Node& child(Node& parent, std::string_view output_name);
  Node& node_at(const json::FieldPath& path);
  Result<Node*> node_of(const std::string& field);
  Status check_renames(const ParseOptions& options);
  Status add_rename(const RenameOption& rename);
  void make_mover();

  const char* walk_object(const char* p, Node& node, bool top);
  const char* walk_value(const char* p, Node* match, bool top);
  const char* change(const char* p, const char* end, const Node* match);
  void match_key(std::string_view key, Node& parent, Node*& match);
  void replace(const char* from, const char* to, std::string_view with);
  void append_added(std::string& out, Added what) const;
  const char* fail(const char* at, std::string message);
  Status rewrite(std::string& out, PaddedView line);
  Status move_fields(std::string& out);
  Status check_seen(const Node& node, const std::string& prefix) const;
  static void forget(Node& node);

  CellConverter* converter_;
  Node root_;
  std::vector<Move> moves_;
  std::unique_ptr<json::Schema> move_schema_ = std::make_unique<json::Schema>();
  std::optional<json::Projector> move_projector_;
  std::optional<json::Patcher> mover_;     // for each move a kSet and a kDrop
  std::vector<json::EditChoice> choices_;  // of its edits
  std::string unmoved_;                    // a record before fields are moved
  bool needed_ = false;
  bool add_source_ = false;

  // Of the record being read.
  std::string* out_ = nullptr;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  const char* kept_ = nullptr;  // what stands before it has been appended or replaced
  const Source* source_ = nullptr;
  std::string converted_;
  Arena arena_;
  Error error_;
};

}  // namespace nd::parse
