import { z } from "zod";

/** What the settle job prints for programs, as far as tests look at it. */
export const settleOutput = z.object({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
  sets: z
    .array(z.object({ method: z.string(), trades: z.number(), settled: z.number(), gasUsed: z.string() }))
    .default([]),
  plans: z
    .array(
      z.object({
        chosen: z.array(z.string()),
        value: z.string(),
        gap: z.string(),
        liquidity: z.array(z.object({ instrument: z.string(), gross: z.string(), net: z.string() })),
        leftBehind: z.array(
          z.object({ reference: z.string(), reasons: z.array(z.object({ code: z.string() })) }),
        ),
      }),
    )
    .default([]),
  settlements: z.array(
    z.object({
      reference: z.string(),
      kind: z.string(),
      settled: z.boolean(),
      obstacles: z.array(z.object({ code: z.string(), sentence: z.string() })),
      proof: z.object({ settledBy: z.string(), faults: z.array(z.string()) }).optional(),
    }),
  ),
});
/** What the settle job prints for programs. */
export type SettleOutput = z.infer<typeof settleOutput>;

/** The codes of the reasons of each trade that did not settle. */
export const refusals = ({ settlements }: SettleOutput): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    settlements
      .filter(({ settled }) => !settled)
      .map(({ reference, obstacles }) => [reference, obstacles.map(({ code }) => code)]),
  );
/** The references of the trades that settled. */
export const settled = ({ settlements }: SettleOutput): readonly string[] =>
  settlements.filter((each) => each.settled).map(({ reference }) => reference);
