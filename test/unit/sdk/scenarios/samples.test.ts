import { readdirSync, readFileSync } from "node:fs";

import { expect } from "chai";

import { cashFlows } from "../../../../sdk/bonds/cashFlows.ts";
import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";

const folder = new URL("../../../../scenarios/samples/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

describe("sample term sheets", () => {
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), "utf8");

    it(`${file} is right, and pays its whole face`, () => {
      const termSheet = parseTermSheet(readDocument(text, file));
      const { principal } = cashFlows({ termSheet, schedule: couponSchedule(termSheet) });
      expect(principal).to.equal(termSheet.totalAmount);
    });

    it(`${file} says that it is made up, and stands in the README`, () => {
      expect(text).to.match(/^# A made-up bond: nothing in this file exists/u);
      expect(readFileSync(new URL("README.md", folder), "utf8")).to.include(`(${file})`);
    });
  }
});
