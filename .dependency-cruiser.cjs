const { readdirSync } = require("node:fs");

/** The folders that have an index.ts: they are entered through it. */
function foldersWithEntry(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const own = entries.some(({ name }) => name === "index.ts") ? [folder] : [];
  const below = entries.filter(
    (entry) => entry.isDirectory() && !["node_modules", "tests"].includes(entry.name),
  );
  return [...own, ...below.flatMap(({ name }) => foldersWithEntry(`${folder}/${name}`))];
}

const entered = ["components", "remediation", "lab", "local"].flatMap(foldersWithEntry).map((folder) => ({
  name: `enter-${folder.replaceAll("/", "-")}-through-its-index`,
  severity: "error",
  // A test looks at what the folder keeps to itself, too.
  from: { pathNot: [`^${folder}/`, "(^|/)tests/"] },
  to: { path: `^${folder}/(?!index\\.ts$)[^/]+\\.ts$` },
}));

/** Import cycles, and folders entered past their index. Which package may import which is in eslint.config.mjs. */
module.exports = {
  forbidden: [
    { name: "no-file-cycle", severity: "error", from: {}, to: { circular: true } },
    { name: "no-folder-cycle", severity: "error", scope: "folder", from: {}, to: { circular: true } },
    ...entered,
  ],
  options: {
    exclude: { path: "node_modules" },
    // A type that goes round in a circle couples as much as a value does.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
