// Judges documents with Ajv as a consumer of the published bundles would: strict mode, 2020-12 and draft-07.
//
// Usage: node judge.mjs <folder of one schema version>  < cases.json  > verdicts.json
// Cases: [{"name": …, "kind": …, "document": …}]; the kind picks the schema, whatever the document says it is.
// Verdicts: {"<name>": {"2020-12": true or false, "draft-07": true or false}}. A schema that Ajv cannot compile in strict
// mode, or about which it only warns, ends the program with an error.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ENDING = ".schema.json";
const DRAFTS = { "2020-12": [Ajv2020, "bundle"], "draft-07": [Ajv, join("bundle", "draft-07")] };

const refuse = (...words) => {
  throw new Error(`Ajv has something to say about a schema: ${words.join(" ")}`);
};
const logger = { log: refuse, warn: refuse, error: refuse };

const folder = process.argv[2];
const validators = {};
for (const [draft, [Engine, place]] of Object.entries(DRAFTS)) {
  // The kinds are those of the version: what has a file in its folder.
  for (const file of readdirSync(join(folder, place)).filter((name) => name.endsWith(ENDING))) {
    // One engine for each schema: a bundle must stand on its own.
    const engine = new (Engine.default ?? Engine)({ strict: true, allErrors: true, logger });
    (addFormats.default ?? addFormats)(engine);
    const schema = JSON.parse(readFileSync(join(folder, place, file), "utf8"));
    validators[`${draft} ${file.slice(0, -ENDING.length)}`] = engine.compile(schema);
  }
}

const verdicts = {};
for (const { name, kind, document } of JSON.parse(readFileSync(0, "utf8"))) {
  verdicts[name] = {};
  for (const draft of Object.keys(DRAFTS)) {
    verdicts[name][draft] = validators[`${draft} ${kind}`](document);
  }
}
process.stdout.write(JSON.stringify(verdicts));
