import { dearest } from "../../shapes/models.ts";
import { type Diagnostic, trouble } from "../file/diagnostic.ts";
import { twice } from "./json.ts";
import { isAlias, isRouter } from "./names.ts";
import type { Imported, ImportedRates, PriceRow, RentRow, Skip, Unread } from "./row.ts";

/** A row of a list of prices, as its importer found it. */
interface FoundRow {
  readonly provider: string;
  readonly model: string;
  readonly name: string;
  readonly isDeprecated: boolean;
  readonly isLimitOpen?: boolean;
  readonly prices: () => readonly ImportedRates[] | "wrong";
}

/** The rows of a list while they are read: what is taken, and what is left out and why. */
export class Rows {
  readonly rents: RentRow[] = [];
  readonly #file: string;
  readonly #prices = new Map<string, PriceRow>();
  readonly #skipped = new Map<Skip, number>();
  readonly #unread: Unread[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  skip(why: Skip): void {
    this.#skipped.set(why, (this.#skipped.get(why) ?? 0) + 1);
  }

  price({ provider, model, name, isDeprecated, isLimitOpen, prices }: FoundRow): void {
    const passed =
      neverPriced(provider, model) ??
      (isDeprecated ? "a model that the list calls deprecated" : undefined);
    if (passed !== undefined) {
      this.skip(passed);
      return;
    }
    const found = prices();
    if (found === "wrong")
      this.unread({
        provider,
        model,
        name,
        why: "a row with no sane price",
        trouble: noPrice(this.#file, name),
      });
    else if (found.length === 0)
      this.skip("a row without a price, or with 0 and 0, which mostly means unknown");
    else if (this.#prices.has(`${provider} ${model}`))
      this.unreadable(provider, model, name, twice);
    else this.#prices.set(`${provider} ${model}`, { provider, model, prices: found, isLimitOpen });
  }

  /** What stands where a row should; `undefined` for a model means all of a provider. */
  unreadable(provider: string, model: string | undefined, name: string, found: unknown): void {
    const trouble = found === twice ? repeated(this.#file, name) : noRow(this.#file, name);
    this.unread({ provider, model, name, why: "a row that cannot be read", trouble });
  }

  unread(one: Unread): void {
    this.#unread.push(one);
  }

  done(): Imported {
    const prices = [...this.#prices.values()];
    return { prices, rents: this.rents, skipped: this.#skipped, unread: this.#unread };
  }
}

function neverPriced(provider: string, model: string): Skip | undefined {
  if (isRouter(provider)) return "a router or a reseller, never merged with a first party";
  return isAlias(model) ? "an alias that moves, never priced" : undefined;
}

const noPrice = (file: string, name: string): Diagnostic =>
  trouble(
    "import.amount",
    file,
    `${name.slice(0, 120)} is no price in dollars`,
    `A price is a number from 0 to ${dearest} $ per million tokens, and stands once. Check the file and its units.`,
  );

const noRow = (file: string, name: string): Diagnostic =>
  trouble(
    "import.shape",
    file,
    `${name.slice(0, 120)} is not what stands in such a list`,
    "Check the file.",
  );

const repeated = (file: string, name: string): Diagnostic =>
  trouble(
    "import.duplicate",
    file,
    `${name.slice(0, 120)} stands twice`,
    "One of them would win by chance: correct the file.",
  );
