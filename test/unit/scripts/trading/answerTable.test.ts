import { expect } from "chai";

import { answerTable, formatPrice } from "../../../../scripts/support/trading/answerTable.ts";
import { ANSWER_BY, ASKED_AT, addressOf, DEALERS, sampleRequest } from "../../sdk/trading/samples.ts";
import { honestAnswers, offered } from "../../sdk/trading/evidenceSamples.ts";

const names = (account: string): string | undefined =>
  DEALERS.slice(0, 3).find((name) => addressOf(name) === account);

describe("answerTable", () => {
  it("lists quotes best first, then what cannot be taken and why, passes, and who did not answer", async () => {
    const [first, second, pass] = await honestAnswers();
    const small = await offered("dealer 3", { maximumQuantity: 9n, cleanPriceE7: 990_000_000n });
    const answers = [pass, small, second, first];
    const table = answerTable({
      request: sampleRequest(),
      answers,
      timedOut: [addressOf("dealer 4")],
      at: ANSWER_BY,
      names,
    });
    expect(table).to.deep.equal({
      head: ["dealer", "price", "cash per unit", ""],
      right: [1, 2],
      rows: [
        ["dealer 1", "99.872", "100,270,175", "best"],
        ["dealer 2", "99.882", "100,280,175", "cover"],
        ["dealer 3", "99.000", "100,270,175", "is good for 9 units at most, and 10 are asked for"],
        ["dealer 3", "-", "-", "passes: no inventory"],
        [addressOf("dealer 4"), "-", "-", "no answer"],
      ],
    });
  });

  it("given no answers, has no rows", () => {
    const nothing = { answers: [], timedOut: [], at: ASKED_AT, names };
    expect(answerTable({ request: sampleRequest(), ...nothing }).rows).to.deep.equal([]);
  });
});

describe("formatPrice", () => {
  for (const [price, text] of [
    [1_000_000_000n, "100.000"],
    [999_600_000n, "99.960"],
    [999_766_272n, "99.9766272"],
    [999_850_500n, "99.98505"],
    [1n, "0.0000001"],
    [0n, "0.000"],
  ] as const) {
    it(`writes ${price} as ${text}`, () => {
      expect(formatPrice(price)).to.equal(text);
    });
  }
});
