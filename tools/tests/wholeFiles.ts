/** The mocha files that look at the house as a whole: `npm run wholes`. All others but those of gas are `npm run coverage`'s. */
export const WHOLES = ["test/invariant/**/*.test.ts", "test/integration/**/*.test.ts"] as const;
