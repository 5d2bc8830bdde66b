"use strict";
// Entry of the policy pack: pulumi preview --policy-pack policies
// Plain JavaScript, because Pulumi loads a pack's TypeScript with type checking, which takes longer than a preview;
// `npm run types` checks it. From here on this project's settings are in force, as for the program.
require("../tools/loadTypeScript.js");
require("./servePack.ts");
