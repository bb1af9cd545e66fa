import type { Decision } from "../../shapes/decision.ts";
import type { Path, Source } from "../file/source.ts";
import { sourceOf } from "../file/source-of.ts";

/** The use case that a decision answered, put together again from what it says was given. */
export function decidedUseCase(file: string, { useCase }: Decision): Source {
  const { name, title, given } = useCase;
  const value: Record<string, unknown> = { kind: "moat/use-case@1", name, title };
  for (const one of given) put(value, one.path.split("."), one.value);
  return sourceOf(file, value);
}

/** Numbers in a path are places in a list. */
function put(
  target: Record<string, unknown>,
  [key = "", ...rest]: Path & string[],
  value: unknown,
) {
  if (key === "__proto__") return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const isList = /^\d+$/.test(rest[0] ?? "");
  if (!Object.hasOwn(target, key)) target[key] = isList ? [] : {};
  put(target[key] as Record<string, unknown>, rest, value);
}
