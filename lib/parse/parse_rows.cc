#include "parse/parse_rows.h"

#include <memory>
#include <utility>

#include "io/chunk_reader.h"
#include "io/csv_reader.h"
#include "parse/flat_plan.h"
#include "parse/parse_parts.h"
#include "parse/row_parser.h"
#include "stream/operator.h"
#include "stream/parallel.h"

namespace nd::parse {

namespace {

class RowParts final : public PartParser {
 public:
  RowParts(ParseRun& run, ParseFormat format, FlatPlan plan)
      : parser_(run, format, std::move(plan)) {}

  Status parse(FilePart& part) override {
    const io::CsvOptions options = parser_.options();
    io::CsvReader reader([&](io::Block& block) { return part.next(block, options.max_row); },
                         options);
    if (!part.starts_file()) parser_.start_behind(part.file(), part.begin(), reader);
    io::CsvRow row;
    while (ND_TRY(reader.next(row))) {
      const RowPlace place{row.byte, row.line};
      if (part.first_row.is_nowhere()) part.first_row = place;
      if (place.byte >= part.end()) {
        part.next_row = place;
        break;
      }
      ND_TRY(parser_.take(row, reader));
    }
    return {};
  }

 private:
  RowParser parser_;
};

}  // namespace

Status parse_rows(ParseRun& run, ParseFormat format, std::vector<std::string> operands) {
  const FlatPlan plan = ND_TRY(FlatPlan::make(run.options()));
  const unsigned jobs = stream::jobs_with_rejects(run.streams(), stream::Writes::kAlong);
  if (jobs > 1) {
    if (const auto files = io::ChunkedFiles::open(operands)) {
      const auto make = [&](ParseRun& part) -> Result<std::unique_ptr<PartParser>> {
        return std::make_unique<RowParts>(part, format, plan);
      };
      const auto rows = format == ParseFormat::kCsv ? Framing::kQuotedRows : Framing::kRows;
      return parse_parts(run, *files, make, {rows, true, jobs});
    }
  }
  RowParser parser(run, format, plan);
  io::CsvOptions reading = parser.options();
  reading.read = io::read_options(run.streams().limits.jobs);
  io::CsvReader reader(std::move(operands), reading);
  io::CsvRow row;
  std::uint64_t reported = 0;
  while (ND_TRY(reader.next(row))) {
    if (const std::uint64_t read = reader.blocks().bytes_read(); read != reported) {
      reported = read;
      run.progress(read, reader.blocks().bytes_given());
    }
    ND_TRY(parser.take(row, reader));
  }
  run.finished(reader.blocks().bytes_read(), reader.blocks().bytes_given());
  return {};
}

}  // namespace nd::parse
