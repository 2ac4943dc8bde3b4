/** The mocha files that look at the house as a whole: `npm run wholes`. All others but those of gas are `npm run coverage`'s. */
export const WHOLES = [
  "test/invariant/**/*.test.ts",
  "test/integration/**/*.test.ts",
  "test/deep/**/*.test.ts",
] as const;

/** Those that take too long for every run: `npm run test:deep`. */
export const DEEP = "test/deep/**";
