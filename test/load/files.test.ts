import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { writeWhole } from "../../src/load/file/files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "moat-files-"));
});

test("a link stays a link, and its file is written", () => {
  const [file, link] = [join(folder, "file"), join(folder, "link")];
  writeFileSync(file, "before");
  symlinkSync(file, link);
  expect(writeWhole(link, "after")).toBeUndefined();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("after");
  expect(readdirSync(folder).sort()).toEqual(["file", "link"]);
});

test("a device stays a device: it is written to, and nothing takes its place", () => {
  const link = join(folder, "link");
  symlinkSync("/dev/null", link);
  expect(writeWhole(link, "text")).toBeUndefined();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test("what cannot be written leaves nothing beside it", () => {
  expect(writeWhole(folder, "text", "name")).toMatchObject({ code: "file.write", file: "name" });
  expect(readdirSync(folder)).toEqual([]);
});
