// Plain JavaScript: the entry of a process of its own, which has to load TypeScript first.
"use strict";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
require("../../../tools/loadTypeScript.js");
require("./stackProcess.ts");
