import { readFileSync } from "node:fs";

import { expect } from "chai";

import { parseMarketSheet } from "../../../../sdk/trading/market/parseMarketSheet.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { issuesOf } from "../issuesOf.ts";

const read = (name: string): unknown => {
  const path = new URL(`../../../../scenarios/jpx-2022/${name}.yaml`, import.meta.url);
  return readDocument(readFileSync(path, "utf8"), name);
};
const termSheet = parseTermSheet(read("terms"));
const dealer = { firm: "matsu-securities", bid: "99.940", offer: "99.960", limit: 200_000_000n };
const request = {
  id: "RFQ-1",
  isin: "JP9JPXGDTB18",
  investor: "kisaragi-life",
  does: "sell",
  faceAmount: 100_000_000n,
  tradeDate: "2022-09-14",
  settlementDate: "2022-09-15",
  cutOff: "15:00",
  answerSeconds: 60n,
  isAnonymous: true,
};

describe("parseMarketSheet", () => {
  it("given the sheet of the scenario, reads nine firms and two requests, one of which says why", () => {
    const { dealers, requests } = parseMarketSheet(read("market"), { termSheet });
    expect([dealers.length, requests.map(({ id }) => id)]).to.deep.equal([
      9,
      ["JPX22-RFQ-01", "JPX22-RFQ-02"],
    ]);
    expect(dealers[1]).to.deep.equal({ firm: "matsu-securities", bid: "99.940", limit: 200_000_000n });
    expect(requests.map(({ justification }) => justification?.referencePrice)).to.deep.equal([
      undefined,
      "99.990",
    ]);
  });

  it("given a bid and an offer at one price, takes them", () => {
    const sheet = { dealers: [{ ...dealer, bid: dealer.offer }], requests: [request] };
    expect(parseMarketSheet(sheet, { termSheet })).to.deep.equal(sheet);
  });

  for (const [what, dealers, requests, lines] of [
    [
      "a bid above the offer",
      [{ ...dealer, bid: "99.961" }],
      [request],
      ['dealers[0].bid: "99.961" - must be at most the offer, 99.960'],
    ],
    [
      "another bond",
      [dealer],
      [{ ...request, isin: "JP9NRIDIG157" }],
      ['requests[0].isin: "JP9NRIDIG157" - must be the bond\'s, JP9JPXGDTB18'],
    ],
    [
      "a part of a bond, settled before it is traded",
      [dealer],
      [{ ...request, faceAmount: 350_000_000n, settlementDate: "2022-09-13" }],
      [
        "requests[0].faceAmount: 350000000 - must be a multiple of the denomination, 100000000",
        'requests[0].settlementDate: "2022-09-13" - must not be before the trade date, 2022-09-14',
      ],
    ],
  ] as const) {
    it(`given ${what}, says where`, () => {
      expect(issuesOf(() => parseMarketSheet({ dealers, requests }, { termSheet }))).to.deep.equal(lines);
    });
  }

  it("given a firm and a request twice, refuses the second of each", () => {
    const twice = { dealers: [dealer, dealer], requests: [request, request] };
    const issues = issuesOf(() => parseMarketSheet(twice, { termSheet }));
    expect(issues).to.have.length(2);
    expect(issues[0]).to.match(/^dealers\[1\]\.firm: "matsu-securities" - /);
    expect(issues[1]).to.match(/^requests\[1\]\.id: "RFQ-1" - /);
  });
});
