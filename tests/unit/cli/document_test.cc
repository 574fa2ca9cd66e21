#include "cli/document.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "cli/completion.h"
#include "cli/help.h"
#include "cli/man.h"

namespace nd::cli {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Fixture {
  CommonValues values;
  std::string key;
  std::uint64_t limit = 10;
  bool reverse = false;
  std::string expression;
  Command command;

  Fixture() {
    command.name = "ndtest";
    command.summary = "do a test";
    command.description =
        "First paragraph\non two lines with `a literal`.\n\n  kept   as it is\n\n.starts with a "
        "dot.";
    command.arguments = {
        {.name = "EXPR", .help = "is an expression.", .binding = value(expression)}};
    command.options = {
        {.flags = "-k, --key",
         .value = "FIELD",
         .help = "rank by FIELD; null is last.",
         .binding = value(key),
         .required = true},
        {.flags = "-n, --limit",
         .value = "N",
         .help = "keep N records. Ties are cut.",
         .binding = value(limit),
         .preset = "10"},
        {.flags = "-f, --from-file",
         .value = "FILE",
         .help = "read EXPR from FILE.",
         .binding = value(key),
         .completion = Completion::kFile,
         .replaces_argument = true},
        {.flags = "-r", .help = "don't rank [so]: it's reversed.", .binding = flag(reverse)},
    };
    command.examples = {{.comment = "One.",
                         .files = {{"in.ndjson", "{\"a\":\"-\\\\\"}\n"}},
                         .command = "ndtest -k a '.x' in.ndjson |\n  ndtest -k b .y",
                         .output = ".5\n"},
                        {.comment = "Two.", .command = "ndtest -k a .", .output = ""}};
    command.memory = "constant";
    for (Option& option : common_options(Common::kRecords | Common::kExpression, values)) {
      command.options.push_back(std::move(option));
    }
  }
};

}  // namespace

TEST_SUITE_BEGIN("cli/document");

TEST_CASE("text is paragraphs and literal lines") {
  const auto blocks = blocks_of("one\ntwo\n\n  a\n\n  b\nthree");
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].text == "one two");
  CHECK(blocks[1].kind == Block::Kind::kLiteral);
  CHECK(blocks[1].text == "  a\n\n  b\n");
  CHECK(blocks[2].text == "three");
  CHECK(blocks_of("").empty());
}

TEST_CASE("the first sentence ends at a full stop or semicolon before a space") {
  CHECK(first_sentence("keep N records. Ties are cut.") == "keep N records");
  CHECK(first_sentence("rank by F; null is last.") == "rank by F");
  CHECK(first_sentence("read a.b and 1.5.") == "read a.b and 1.5");
  CHECK(first_sentence("no end") == "no end");
}

TEST_CASE("the synopsis has a line for each form of the command line") {
  const Fixture fixture;
  CHECK(synopsis_of(fixture.command) ==
        std::vector<std::string>{"ndtest [OPTION…] -k FIELD EXPR [FILE…]",
                                 "ndtest [OPTION…] -k FIELD -f FILE [FILE…]"});
}

TEST_CASE("an operand of which there is one has a name of its own") {
  Fixture fixture;
  fixture.command.operand = "NEW";
  CHECK(synopsis_of(fixture.command).front() == "ndtest [OPTION…] -k FIELD EXPR [NEW]");
  const Document document = document_of(fixture.command);
  const auto& blocks = document.sections.front().blocks;
  CHECK(std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
    return block.term == "NEW" && block.text.find("Without NEW") != std::string::npos;
  }));
}

TEST_CASE("the sections stand in one order") {
  const Fixture fixture;
  const Document document = document_of(fixture.command);
  std::vector<std::string> titles;
  for (const Section& section : document.sections)
    titles.push_back(section.title);
  CHECK(titles == std::vector<std::string>{"DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS",
                                           "MEMORY", "ENVIRONMENT", "SEE ALSO"});
}

TEST_CASE("an example is a transcript") {
  const Fixture fixture;
  CHECK(transcript_of(fixture.command.examples[0]) ==
        "$ cat in.ndjson\n{\"a\":\"-\\\\\"}\n$ ndtest -k a '.x' in.ndjson |\n>   ndtest -k b "
        ".y\n.5\n");
}

TEST_CASE("the short help fits a screen whatever the number of options") {
  Fixture fixture;
  for (int i = 0; i < 30; ++i) {
    fixture.command.options.insert(fixture.command.options.begin() + 4,
                                   {.flags = "--option-" + std::to_string(i),
                                    .value = "SOMETHING",
                                    .help = std::string(100, 'x') + " and more.",
                                    .binding = value(fixture.key)});
  }
  const std::string text = short_help(fixture.command);
  CHECK(std::count(text.begin(), text.end(), '\n') <= 24);
  CHECK(contains(text, "more:   "));
  CHECK(contains(text, "--option-29"));
  CHECK(contains(text, "  -n, --limit N           keep N records [10]\n"));
  CHECK(contains(text, "  # Two.\n  ndtest -k a .\n"));
}

TEST_CASE("the full help has every option") {
  const Fixture fixture;
  const std::string text = full_help(fixture.command);
  for (const Option& option : fixture.command.options)
    CHECK(contains(text, "\n    " + term_of(option)));
  CHECK(contains(text, "keep N records. Ties are cut. Default: 10."));
  CHECK(contains(text, "'a literal'"));
}

TEST_CASE("the page escapes what roff would obey") {
  const Fixture fixture;
  const std::string page = man_page(fixture.command, "1.2.3");
  CHECK(contains(page, ".TH NDTEST 1 \"\" \"annals 1.2.3\" \"annals\"\n"));
  CHECK(contains(page, "\n\\&.starts with a dot.\n"));
  CHECK(contains(page, "\n{\"a\":\"\\-\\e\\e\"}\n"));
  CHECK(contains(page, "\n\\&.5\n"));
  CHECK(contains(page, "$ ndtest \\-k a \\(aq.x\\(aq in.ndjson |\n"));
  CHECK(contains(page, "\\fB\\-n\\fR, \\fB\\-\\-limit\\fR \\fIN\\fR\n"));
}

TEST_CASE("the completions know names, files and choices") {
  const Fixture fixture;
  const std::string bash = bash_completion(fixture.command);
  CHECK(contains(bash, "compgen -W 'man bash zsh fish'"));
  CHECK(contains(bash, "    -f | --from-file)\n      compopt -o filenames\n"));
  const std::string zsh = zsh_completion(fixture.command);
  CHECK(contains(zsh, "'(-r)-r[don'\\''t rank \\[so\\]\\: it'\\''s reversed]'"));
  CHECK(contains(zsh, "'(-n --limit)--limit=[keep N records]:N: '"));
  CHECK(contains(zsh,
                 "'*--arg[let $NAME be the string TEXT in expressions]:NAME TEXT: :NAME TEXT: '"));
  const std::string fish = fish_completion(fixture.command);
  CHECK(contains(fish, "complete -c ndtest -s f -l from-file -r -F -d 'read EXPR from FILE'\n"));
  CHECK(contains(fish, "complete -c ndtest -s r -d 'don\\'t rank [so]: it\\'s reversed'\n"));
}

TEST_SUITE_END();

}  // namespace nd::cli
