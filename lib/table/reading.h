// read_records: the records of a table, one after the other: how every table is read.
//
// Belongs here: opening the file, its faults, the fields that none of its records had. Does not
// belong here: what becomes of the records (lookup.h, join/join_table.h).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/streams.h"
#include "json/schema.h"
#include "stream/field_watch.h"
#include "stream/record.h"

namespace nd::table {

struct Reading {
  std::string path;  // "-" is standard input
  io::LineRules lines;
  const json::Schema* schema = nullptr;  // what is read of each record; outlives the reading
  stream::FieldWatch::Lacked lacked;     // the fields that are asked for
  std::function<Status(const stream::Record&)> consume;
};

// Errors: kSystem, and kInput with its place for a bad line and for an error of `consume`. A place
// goes to `failure` as well, what no record had to `unmet`.
[[nodiscard]] Status read_records(const Reading& reading, io::Failure& failure,
                                  std::vector<io::UnmetField>& unmet);

// Line numbers of records that come one after the other: what is between two is counted once.
class LineNumbers {
 public:
  [[nodiscard]] std::uint64_t of(const stream::Record& record);

 private:
  const char* file_ = nullptr;        // its name: each operand has its own
  std::uint64_t block_ = UINT64_MAX;  // its first byte
  const char* at_ = nullptr;
  std::uint64_t line_ = 0;
};

// The lines of rows, which are counted from 0. Memory: rows in lines that follow each other take
// none.
class RowLines {
 public:
  // That of the next row. Requires: it is behind the one before.
  void add(std::uint64_t line);
  // Requires: the row was added.
  [[nodiscard]] std::uint64_t operator[](std::uint64_t row) const;

 private:
  struct Run {
    std::uint64_t row = 0;  // the first one
    std::uint64_t line = 0;
  };

  std::vector<Run> runs_;
  std::uint64_t rows_ = 0;
};

// kInput that names a line which was read before, as read_records() would have.
[[nodiscard]] tl::unexpected<Error> error_at_line(const std::string& path, std::uint64_t line,
                                                  const std::string& message, io::Failure& failure);

}  // namespace nd::table
