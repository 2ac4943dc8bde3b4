import { expect } from "chai";
import { z } from "zod";

import {
  accountField,
  fundField,
  momentField,
  reasonField,
  wholeAmountField,
} from "../../../../scripts/support/trading/optionFields.ts";
import { readOptions } from "../../../../scripts/support/trading/readOptions.ts";
import { InvalidInputError } from "../../../../sdk/errors/InvalidInputError.ts";
import { issue } from "../../../../sdk/terms/issue.ts";

/** What a field makes of a value, or the rule that it breaks. */
function taken(field: z.ZodType, value: unknown): unknown {
  const result = field.safeParse(value);
  return result.success ? result.data : result.error.issues[0]?.message;
}

describe("The fields of options around funds and tickets", () => {
  const address = "0x693CB4B6ab70C58E453D59e3f425C5749279f30f";
  const cases: readonly (readonly [name: string, field: z.ZodType, value: unknown, expected: unknown])[] = [
    ["a day as its start in Tokyo", momentField, "2022-06-03", 1_654_182_000n],
    ["a time of a day", momentField, "2022-06-03T15:00", 1_654_236_000n],
    ["zero", wholeAmountField, "0", 0n],
    ["zero as YAML has it", wholeAmountField, 0n, 0n],
    ["commas between thousands", wholeAmountField, "1,000,000", 1_000_000n],
    ["a name of the address book", accountField, "yayoi-asset", "yayoi-asset"],
    ["an address", accountField, address, address],
    ["a name of 31 characters", fundField, "f".repeat(31), "f".repeat(31)],
    ["words without blanks at their ends", reasonField, "  sold off soon ", "sold off soon"],
  ];
  for (const [name, field, value, expected] of cases)
    it(`take ${name}`, () => {
      expect(taken(field, value)).to.equal(expected);
    });

  const refused: readonly (readonly [field: z.ZodType, value: unknown, rule: RegExp])[] = [
    [momentField, "2022-06-31", /^must be a moment in Tokyo/],
    [momentField, "2022-06-03T25:00", /^must be a moment in Tokyo/],
    [momentField, "2022-06-03T15:00T", /^must be a moment in Tokyo/],
    [momentField, 5n, /^must be a moment in Tokyo/],
    [momentField, undefined, /^is required: must be a moment/],
    [wholeAmountField, "-1", /^must be a whole amount, zero or more/],
    [wholeAmountField, "1.5", /^must be a whole amount, zero or more/],
    [wholeAmountField, undefined, /^is required: must be a whole amount/],
    [accountField, "Yayoi", /^must be a name of the address book, or an address/],
    [accountField, address.slice(0, -1), /^must be a name of the address book, or an address/],
    [fundField, "f".repeat(32), /^must have at most 31 characters/],
    [reasonField, "   ", /^must say why/],
    [reasonField, undefined, /^is required: must say why/],
  ];
  for (const [field, value, rule] of refused)
    it(`refuse ${String(value)}`, () => {
      expect(taken(field, value)).to.match(rule);
    });
});

describe("readOptions", () => {
  const schema = z.object({ validUntil: momentField, fund: fundField });

  it("gives what the options say, without those of other readers", () => {
    const written = { validUntil: "2022-06-03", fund: "sakura-fund", json: true };
    expect(readOptions({ schema, written, subject: "ticket" })).to.deep.equal({
      validUntil: 1_654_182_000n,
      fund: "sakura-fund",
    });
  });

  it("refuses with every issue, each under the option as one writes it", () => {
    expect(() =>
      readOptions({ schema, written: { validUntil: "soon", fund: "Sakura" }, subject: "ticket" }),
    ).to.throw(
      InvalidInputError,
      /^The ticket was refused: 2 issues\.\n {2}--valid-until: "soon" - must be a moment.*\n {2}--fund: "Sakura" - must be/,
    );
    expect(() => readOptions({ schema, written: undefined, subject: "ticket" })).to.throw(InvalidInputError);
  });

  it("asks rules between options once each is right", () => {
    const rules = (): readonly [ReturnType<typeof issue>] => [issue("--fund", "f", "must be open")];
    const written = { validUntil: "2022-06-03", fund: "f" };
    expect(() => readOptions({ schema, written, subject: "ticket", rules })).to.throw(
      InvalidInputError,
      '--fund: "f" - must be open',
    );
  });
});
