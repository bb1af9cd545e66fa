// The least that validates a file with ajv: what a command around it would do, without its argument parser.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";

const schema = join(import.meta.dirname, "../../../rules/schema/use-case.schema.json");
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const validate = new Ajv2020({ strict: false }).compile(json(schema));
if (!validate(json(process.argv[2]))) {
  console.error(validate.errors);
  process.exitCode = 1;
}
