import { type Command, Option } from "commander";

/** The grade file that is written, one of the platforms' formats. */
export function addGradeFileOptions(command: Command): Command {
  const formats = ["canvas", "moodle", "moodleWorksheet", "csv"];
  const format = (option: Option, own: string): Option =>
    option.conflicts(formats.filter((one) => one !== own));
  return command
    .addOption(
      format(
        new Option("--canvas <export>", "fill a column of this gradebook, as Canvas exported it"),
        "canvas",
      ),
    )
    .option("--column <header>", 'the column to fill, with --canvas: "Lab 7 (1234)"')
    .addOption(format(new Option("--moodle", "write a file for Moodle's grade import"), "moodle"))
    .addOption(
      format(
        new Option("--moodle-worksheet <file>", "fill this grading worksheet of a Moodle assignment"),
        "moodleWorksheet",
      ),
    )
    .addOption(format(new Option("--csv", "write a table with a column for each criterion"), "csv"))
    .option("--output <file>", "where the grade file is written (default: the class's name and the format)");
}
