import { expect } from "chai";

import { failingSide } from "../../../../sdk/fails/failingSide.ts";
import { BANK, BUYER, SELLER } from "./samples.ts";

const trade = {
  seller: "0xAbCdEf0123456789aBcDeF0123456789abcdef01",
  buyer: BUYER,
};

describe("failingSide", () => {
  for (const [what, reasons, side] of [
    ["too few bonds", [{ code: "LACK" }], "seller"],
    ["too little money", [{ code: "MONY" }], "buyer"],
    ["a frozen account of the seller", [{ code: "FROZ", account: trade.seller }], "seller"],
    ["a frozen account of the buyer", [{ code: "FROZ", account: BUYER }], "buyer"],
    [
      "an account written in small letters",
      [{ code: "BLOC", account: trade.seller.toLowerCase() }],
      "seller",
    ],
    ["a blocked buyer", [{ code: "BLOC", account: BUYER }], "buyer"],
    ["a buyer without the class", [{ code: "REGT", account: BUYER }], "buyer"],
    ["an instruction that the seller has on hold", [{ code: "PREA", account: trade.seller }], "seller"],
    ["several reasons of one side", [{ code: "LACK" }, { code: "FROZ", account: trade.seller }], "seller"],
    [
      "a reason of one side and one of nobody",
      [{ code: "PRSY", account: trade.seller }, { code: "MONY" }],
      "buyer",
    ],
    ["too few bonds and too little money", [{ code: "LACK" }, { code: "MONY" }], "undecided"],
    [
      "both accounts blocked",
      [
        { code: "BLOC", account: trade.seller },
        { code: "BLOC", account: BUYER },
      ],
      "undecided",
    ],
    ["a freeze of nobody's account", [{ code: "FROZ" }], "undecided"],
    ["a freeze of another account", [{ code: "FROZ", account: BANK }], "undecided"],
    [
      "a closed register, whose code comes with the seller's account",
      [{ code: "SBLO", account: SELLER }],
      "undecided",
    ],
    ["a missing approval", [{ code: "NMAS" }], "undecided"],
    ["a cut-off that has passed", [{ code: "LATE" }], "undecided"],
    ["no reason at all", [], "undecided"],
  ] as const) {
    it(`given ${what}, is ${side}`, () => expect(failingSide(trade, reasons)).to.equal(side));
  }
});
