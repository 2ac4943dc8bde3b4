import { expect } from "chai";

import { formatTable } from "../../../scripts/support/formatTable.ts";

const widest = (table: string): number => Math.max(...table.split("\n").map((line) => line.length));

describe("formatTable", () => {
  it("is as wide as its content, with numbers at the right", () => {
    const table = formatTable(
      ["party", "units"],
      [
        ["jpx", "5"],
        ["nomura-securities", "1,000"],
      ],
      [1],
    );
    expect(table.split("\n")).to.deep.equal([
      "┌───────────────────┬───────┐",
      "│ party             │ units │",
      "├───────────────────┼───────┤",
      "│ jpx               │     5 │",
      "│ nomura-securities │ 1,000 │",
      "└───────────────────┴───────┘",
    ]);
  });

  it("is never wider than 100 columns, whatever is in it, and loses nothing", () => {
    const long = "0123456789".repeat(20);
    const table = formatTable(["a", "b", "c"], [[long, long, "end"]]);
    expect(widest(table)).to.equal(100);
    const digits = table.match(/\d+/g) ?? [];
    expect(digits.join("")).to.have.length(2 * long.length);
    expect(table).to.include("end");
  });
});
