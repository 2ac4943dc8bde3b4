import { z } from "zod";

import { amountField, partyIdField } from "../../../sdk/terms/fields.ts";

/** What one fund is to have. */
export interface SplitShare {
  /** Its name in the address book. */
  readonly fund: string;
  /** In minor units. */
  readonly face: bigint;
}

const RULE =
  "must be fund=face, several with commas between them: sakura-fund=300000000,kiku-fund=200,000,000";

/** What each fund is to have, as one writes it on a command line. */
export const splitField = z.string({ error: `is required: ${RULE}` }).transform((text, context) => {
  // A name begins with a letter, so that commas within amounts are told from those between funds.
  const shares = text.split(/,(?=[a-z])/).map((part): SplitShare | undefined => {
    const [fund, face, ...rest] = part.split("=");
    const [name, amount] = [partyIdField.safeParse(fund), amountField.safeParse(face)];
    return rest.length === 0 && name.success && amount.success
      ? { fund: name.data, face: amount.data }
      : undefined;
  });
  const known = shares.filter((share) => share !== undefined);
  const names = known.map(({ fund }) => fund);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (known.length === shares.length && repeated === undefined) return known;
  const message = repeated === undefined ? RULE : `must name each fund once, and names ${repeated} twice`;
  context.issues.push({ code: "custom", input: text, message });
  return z.NEVER;
});
