import { z } from "zod";

import { parseDecimal } from "../../../sdk/bonds/parseDecimal.ts";
import { amountField, partyIdField } from "../../../sdk/terms/fields.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import type { DealerSheet } from "../../../sdk/trading/market/MarketSheet.ts";
import { SPREAD_DECIMALS } from "../../../sdk/offering/offeringFields.ts";
import type { Curve } from "../../../sdk/transport/dealer/Curve.ts";
import { parseCurve } from "../../../sdk/transport/dealer/parseCurve.ts";
import { parsePriceFile } from "../../../sdk/transport/dealer/parsePriceFile.ts";
import type { FilePrice } from "../../../sdk/transport/dealer/PriceFile.ts";
import { readNamedFile } from "../files.ts";
import type { LoadedScenario } from "../loadScenario.ts";
import { wholeAmountField } from "./optionFields.ts";
import { readMarket } from "./readMarket.ts";
import { readOptions } from "./readOptions.ts";
import { parseHubUrl } from "./requireHub.ts";

/** Prices around a yield curve, as a command line asks for them. */
export interface CurveQuoting {
  readonly curve: Curve;
  /** Basis points, decimal texts. */
  readonly spreadBp: string;
  readonly skewBp: string;
  /** Face, in minor units. */
  readonly inventory: bigint;
  readonly target: bigint;
  readonly most: bigint;
}

/** What a dealer's program is to do. */
export interface DealerJob {
  readonly scenario: LoadedScenario;
  readonly dealer: string;
  /** Who signs for it; itself when left out. */
  readonly signer: string;
  readonly hub: string;
  /** One of these three, in this order. */
  readonly curve: CurveQuoting | undefined;
  readonly prices: readonly FilePrice[] | undefined;
  readonly sheet: DealerSheet | undefined;
  /** Most face that it sells or buys, net, in minor units. */
  readonly limit: bigint | undefined;
  readonly validSeconds: bigint;
  readonly lastLookSeconds: bigint;
  /** Ends after so many requests have closed. */
  readonly stopAfter: number | undefined;
}

const DAY = 86_400;
const LONGEST_LOOK = 65_535;
const basisPoints = z.string().refine((text) => {
  try {
    return parseDecimal(text, SPREAD_DECIMALS) >= 0n;
  } catch {
    return false;
  }
}, `must be basis points, not negative, with at most ${SPREAD_DECIMALS} decimals`);
const seconds = (most: number): z.ZodType<number> =>
  z.coerce
    .number({ error: `must be seconds, at most ${most}` })
    .int()
    .min(0)
    .max(most);

const schema = z.object({
  as: partyIdField,
  by: partyIdField.optional(),
  hub: z.string(),
  prices: z.string().optional(),
  curve: z.string().optional(),
  spreadBp: basisPoints.default("5"),
  skewBp: basisPoints.default("0"),
  inventory: wholeAmountField.optional(),
  target: wholeAmountField.optional(),
  most: wholeAmountField.optional(),
  limit: amountField.optional(),
  valid: seconds(DAY).default(300),
  lastLook: seconds(LONGEST_LOOK).default(0),
  stopAfter: z.coerce.number({ error: "must be a number of requests" }).int().min(1).optional(),
});

/** Reads what a dealer's program is to do. */
export function readDealerJob(written: unknown): DealerJob {
  const { scenario, sheet } = readMarket(written);
  const { denomination } = scenario.terms;
  const options = readOptions({
    schema,
    written,
    subject: "dealer",
    rules: ({ curve, prices, inventory, target, most, limit }) => [
      ...Object.entries({ inventory, target, most, limit }).flatMap(([name, face]) =>
        face === undefined || face % denomination === 0n
          ? []
          : [issue(`--${name}`, face, `must be a multiple of the denomination, ${denomination}`)],
      ),
      ...(curve !== undefined && prices !== undefined
        ? [issue("--prices", prices, "must be left out with --curve: prices come from one place")]
        : []),
      ...(curve !== undefined && inventory === undefined
        ? [issue("--inventory", inventory, "is required with --curve: the face that it has, zero or more")]
        : []),
    ],
  });
  const { as: dealer, by: signer = dealer, limit } = options;
  const own = sheet.dealers.find(({ firm }) => firm === dealer);
  return {
    scenario,
    dealer,
    signer,
    hub: parseHubUrl(options.hub),
    curve: options.curve === undefined ? undefined : curveOf(options.curve, options),
    prices: options.prices === undefined ? undefined : pricesIn(options.prices),
    sheet: own,
    limit: limit ?? own?.limit,
    validSeconds: BigInt(options.valid),
    lastLookSeconds: BigInt(options.lastLook),
    stopAfter: options.stopAfter,
  };
}

function pricesIn(file: string): readonly FilePrice[] {
  return parsePriceFile(readDocument(readNamedFile(file), file));
}

function curveOf(file: string, options: z.infer<typeof schema>): CurveQuoting {
  const { spreadBp, skewBp, inventory = 0n, target = inventory, most = 2n * inventory } = options;
  const curve = parseCurve(readDocument(readNamedFile(file), file));
  return { curve, spreadBp, skewBp, inventory, target, most };
}
