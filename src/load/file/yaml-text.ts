import { stringify } from "yaml";

/** Plain data as a person would write it in a file of rules. */
export const yamlText = (value: unknown): string =>
  stringify(value, { lineWidth: 90, flowCollectionPadding: true });
