import { functionArchive } from "./functionArchive";

// Prints the files of the function's archive as JSON, for a test that makes them in a process of its own.
void functionArchive().then((files) => process.stdout.write(JSON.stringify(files)));
