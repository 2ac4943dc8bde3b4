import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";

import { AddressBook } from "../../../../scripts/support/AddressBook.ts";
import { Folder } from "../../../../scripts/support/Folder.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { accountOf } from "../../sdk/trading/samples.ts";

const FUND = accountOf(0xf1);

describe("AddressBook.enter", () => {
  let home: string;
  const provider = new JsonRpcProvider("http://127.0.0.1:1", 1, { staticNetwork: true });
  const chain = { url: "", provider, chainId: 1n, genesis: "0x", isDevelopment: false };
  const book = (write = true): AddressBook =>
    new AddressBook({ chain, folder: new Folder(join(home, "deployments"), "localhost"), write });

  before(() => (home = mkdtempSync(join(tmpdir(), "kessai-book-"))));
  after(() => {
    provider.destroy();
    rmSync(home, { recursive: true });
  });

  it("in a dry run knows the name, and writes nothing", () => {
    const dry = book(false);
    dry.enter("sakura-fund", FUND);
    expect([dry.accountOf("sakura-fund"), dry.names(FUND)]).to.deep.equal([FUND, "sakura-fund"]);
    expect(() => book().accountOf("sakura-fund")).to.throw(
      UsageError,
      "No account is known for sakura-fund.",
    );
  });

  it("writes a name down, once, with whatever checksum the account comes", () => {
    book().enter("sakura-fund", FUND.toLowerCase());
    book().enter("sakura-fund", FUND);
    expect(book().accountOf("sakura-fund")).to.equal(FUND);
  });

  it("refuses a name that stands for another account, and an account with another name", () => {
    expect(() => {
      book().enter("sakura-fund", accountOf(0xf2));
    }).to.throw(UsageError, `The name sakura-fund stands for another account than ${accountOf(0xf2)}.`);
    expect(() => {
      book().enter("kiku-fund", FUND);
    }).to.throw(UsageError, `The account ${FUND} is that of sakura-fund already.`);
    expect(() => book().accountOf("kiku-fund")).to.throw(UsageError);
  });
});
