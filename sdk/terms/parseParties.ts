import { z } from "zod";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { checkFields } from "./checkFields.ts";
import type { Draft } from "./checkFields.ts";
import { checkList } from "./checkList.ts";
import { dateField, leiField, partyIdField, textField } from "./fields.ts";
import { issue } from "./issue.ts";
import { INVESTOR_CLASSES, PARTY_ROLES } from "./Party.ts";
import type { Party } from "./Party.ts";

const partySchema = z.strictObject({
  id: partyIdField,
  legalName: textField,
  nameJa: textField.optional(),
  lei: leiField,
  roles: z.array(z.enum(PARTY_ROLES)).min(1, "must name at least one role").readonly(),
  classes: z.array(z.enum(INVESTOR_CLASSES)).readonly(),
  kycExpiry: dateField,
});
const draftSchema = partySchema.partial().strip();
const fileSchema = z.strictObject({ parties: z.unknown().optional() });
const fileDraftSchema = fileSchema.partial().strip();

/**
 * Checks a party list: `parties`, a list in which no id and no LEI occurs twice.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (PARTIES_INVALID) with every issue found, its path beginning with `parties`
 */
export function parseParties(input: unknown): readonly Party[] {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "file" });
  const list = checkList<Party>({
    input: file.draft.parties,
    path: "parties",
    checkItem,
    unique: ["id", "lei"],
  });
  const issues = [...file.issues, ...list.issues];
  if (issues.length > 0)
    throw new InvalidInputError({ code: "PARTIES_INVALID", subject: "party list", issues });
  return list.values;
}

function checkItem(input: unknown, path: string): ReturnType<typeof checkFields<Party>> {
  const checked = checkFields<Party>({ schema: partySchema, draftSchema, input, path });
  return { ...checked, issues: [...checked.issues, ...partyRules(checked.draft, path)] };
}

function partyRules({ roles = [], classes = [] }: Draft<Party>, path: string): readonly InputIssue[] {
  return [...repeated(roles, `${path}.roles`), ...repeated(classes, `${path}.classes`)];
}

function repeated(values: readonly string[], path: string): readonly InputIssue[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [issue(`${path}[${index}]`, value, "must be named once only")],
  );
}
