import { z } from "zod";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { signatureField } from "../terms/chainFields.ts";
import { checkFields } from "../terms/checkFields.ts";
import type { CheckedFields } from "../terms/checkFields.ts";
import { checkList } from "../terms/checkList.ts";
import { issue } from "../terms/issue.ts";
import { ORDERS_FORMAT, ORDERS_VERSION } from "./formatSignedOrders.ts";
import type { SignedOrder } from "./Order.ts";
import { orderFields } from "./orderFields.ts";
import { orderCommitment } from "./orderHash.ts";

const signedOrderSchema = z.strictObject({ order: z.strictObject(orderFields), signature: signatureField });
const draftSchema = signedOrderSchema.partial().strip();
const fileSchema = z.strictObject({
  format: z.literal(ORDERS_FORMAT),
  version: z.literal(ORDERS_VERSION),
  orders: z.unknown().optional(),
});
const fileDraftSchema = fileSchema.partial().strip();

/**
 * Checks a file of signed orders: `format`, `version`, and `orders`, of which there is one at least and none twice. Whether
 * they were signed by their investors, and stand in a book, `verifyBook` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (ORDERS_INVALID) with every issue found, its path beginning with `file` or `orders`
 */
export function parseSignedOrders(input: unknown): readonly SignedOrder[] {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "file" });
  const paths = new Map<string, string>();
  const list = checkList<SignedOrder>({
    input: file.draft.orders,
    path: "orders",
    unique: [],
    checkItem: (item, path) => {
      const checked = checkFields<SignedOrder>({ schema: signedOrderSchema, draftSchema, input: item, path });
      return { ...checked, issues: [...checked.issues, ...orderRules(checked, `${path}.order`, paths)] };
    },
  });
  const issues = [...file.issues, ...list.issues];
  if (issues.length > 0) {
    throw new InvalidInputError({ code: "ORDERS_INVALID", subject: "file of orders", issues });
  }
  return list.values;
}

/** @param paths where each order that was read already stands, by its commitment */
function orderRules(
  { draft: { order } }: CheckedFields<SignedOrder>,
  path: string,
  paths: Map<string, string>,
): readonly InputIssue[] {
  if (order === undefined) return [];
  const { units, minimumUnits } = order;
  const commitment = orderCommitment(order);
  const first = paths.get(commitment);
  if (first === undefined) paths.set(commitment, path);
  return [
    ...(first === undefined ? [] : [issue(path, commitment, `must differ from ${first}`)]),
    ...(minimumUnits > units
      ? [issue(`${path}.minimumUnits`, minimumUnits, `must be at most the units asked for, ${units}`)]
      : []),
  ];
}
