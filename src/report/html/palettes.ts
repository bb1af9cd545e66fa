/** Inks and grounds of both schemes; a test holds their contrast, which no tool reads off text in a drawing. */
export const palettes = {
  light: {
    ground: "#ffffff",
    raised: "#f5f5f8",
    ink: "#1b1b1f",
    muted: "#585864",
    rule: "#d9d9e0",
    own: "#8a4600",
    hosted: "#005a9e",
    bought: "#8a1a5c",
    good: "#0b6b37",
    warn: "#8a4b00",
    bad: "#ad1f1f",
  },
  dark: {
    ground: "#16161a",
    raised: "#202026",
    ink: "#ececf1",
    muted: "#a9a9b8",
    rule: "#3a3a44",
    own: "#ffb066",
    hosted: "#7fc4ff",
    bought: "#ff9ad1",
    good: "#76d69c",
    warn: "#f2bd6b",
    bad: "#ff9c94",
  },
} as const;

/** One of them as custom properties of a style sheet. */
export const variables = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
