import { expect } from "chai";
import { encryptKeystoreJsonSync, id, Wallet } from "ethers";

import { KeyError } from "../../../../sdk/errors/KeyError.ts";
import { openKeyfile } from "../../../../sdk/keys/openKeyfile.ts";

const password = "the registrar's password";
const wallet = new Wallet(id("key"));
const text = encryptKeystoreJsonSync({ address: wallet.address, privateKey: wallet.privateKey }, password, {
  scrypt: { N: 2, r: 1, p: 1 },
});

describe("openKeyfile", () => {
  it("opens an encrypted keyfile with its password", async () => {
    expect((await openKeyfile({ name: "key.json", text, password })).address).to.equal(wallet.address);
  });

  for (const [what, options, message] of [
    ["a wrong password", { text, password: "secret guess" }, "The password does not open key.json."],
    ["another file", { text: '{"secret": "guess"}', password }, "key.json is not an encrypted keyfile."],
  ] as const) {
    it(`refuses ${what} without a word of what is secret`, async () => {
      const error: unknown = await openKeyfile({ name: "key.json", ...options }).catch(
        (each: unknown) => each,
      );
      expect(error).to.be.instanceOf(KeyError).with.property("message", message);
      expect(JSON.stringify(error)).not.to.match(/secret|password"|guess/i);
    });
  }
});
