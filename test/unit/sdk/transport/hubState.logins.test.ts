import { expect } from "chai";

import type { Role } from "../../../../sdk/transport/Login.ts";
import { isLoginSigned } from "../../../../sdk/transport/isLoginSigned.ts";
import { NOTICES } from "../../../../sdk/transport/messages/noticeCodes.ts";
import type { NoticeCode } from "../../../../sdk/transport/messages/noticeCodes.ts";
import { signLogin } from "../../../../sdk/transport/signLogin.ts";
import { ZeroHash } from "ethers";
import { addressOf, ASKED_AT, DOMAIN, walletOf } from "../trading/samples.ts";
import { askTo, challengeOf, HubDriver, passBy, SIGNATURE } from "./hubDriver.ts";

const noticeOf = (code: NoticeCode) => ({ type: "notice", code, text: NOTICES[code], request: ZeroHash });
const loginOf = (name: string, role: Role, connection: string) => ({
  account: addressOf(name),
  role,
  challenge: challengeOf(connection),
});
const ask = askTo(["dealer 1"]);

describe("HubState: logins", () => {
  describe("given a connection, when it is made", () => {
    it("is challenged", () => {
      const hub = new HubDriver();
      hub.connect("a");
      expect(hub.take("a")).to.deep.equal([{ type: "challenge", challenge: challengeOf("a") }]);
    });
  });

  describe("given a challenge and a hub that looks at signatures", () => {
    const challenged = (): HubDriver => {
      const hub = new HubDriver({}, { isLoginSigned });
      hub.connect("a");
      hub.take("a");
      return hub;
    };
    const signed = async (login = loginOf("investor", "asker", "a"), signer = "investor") =>
      ({ type: "login", ...(await signLogin(walletOf(signer), { domain: DOMAIN, login })) }) as const;

    it("when the account has signed it, then it is welcome", async () => {
      const hub = challenged();
      hub.send("a", await signed());
      const account = addressOf("investor");
      expect(hub.take("a")).to.deep.equal([{ type: "welcome", account, role: "asker" }]);
      expect(hub.state.counters).to.include({ connections: 1, askers: 1, dealers: 0, logins: 1 });
    });

    it("when another has signed it, or another challenge is answered, or another role is taken, then it is hung up", async () => {
      const right = await signed();
      for (const wrong of [
        await signed(undefined, "dealer 1"),
        await signed(loginOf("investor", "asker", "b")),
        { ...right, login: loginOf("investor", "dealer", "a") },
        { ...right, signature: "0x" },
      ]) {
        const hub = challenged();
        hub.send("a", wrong);
        expect(hub.take("a")).to.deep.equal([noticeOf("LOGIN_FORGED")]);
        expect(hub.hungUp).to.deep.equal(["a"]);
        expect(hub.state.counters).to.include({ connections: 0, logins: 0 });
      }
    });
  });

  it("given a challenge, when something else comes first, then it is hung up, and hears nothing more", () => {
    const hub = new HubDriver();
    hub.connect("a");
    hub.connect("b");
    hub.send("a", ask);
    hub.sendText("b", "hello");
    expect(hub.notices("a")).to.deep.equal(["LOGIN_MISSING"]);
    expect(hub.notices("b")).to.deep.equal(["MESSAGE_INVALID"]);
    expect(hub.hungUp).to.deep.equal(["a", "b"]);
    hub.send("a", { type: "login", login: loginOf("investor", "asker", "a"), signature: SIGNATURE });
    expect(hub.take("a")).to.deep.equal([]);
  });

  it("given a challenge, when nobody logs in in time, then it is hung up, and those who did are not", () => {
    const hub = new HubDriver({ loginTime: 1_000n });
    hub.connect("a");
    hub.logIn("investor", "asker");
    hub.take("a");
    expect(hub.state.wakeAt).to.equal(ASKED_AT + 1_000n);
    hub.wakeAt(ASKED_AT + 999n);
    expect(hub.hungUp).to.deep.equal([]);
    hub.wakeAt(ASKED_AT + 1_000n);
    expect(hub.notices("a")).to.deep.equal(["LOGIN_LATE"]);
    expect(hub.hungUp).to.deep.equal(["a"]);
    expect(hub.state.counters).to.include({ connections: 1, askers: 1 });
    expect(hub.state.wakeAt).to.equal(undefined);
  });

  it("given a hub for some, when another logs in, then it is hung up", () => {
    const admits = (account: string, role: Role) => account === addressOf("dealer 1") && role === "dealer";
    const hub = new HubDriver({}, { admits });
    expect(hub.logIn("dealer 1", "dealer")).to.have.length(2);
    expect(hub.logIn("dealer 1", "asker", "a").at(-1)).to.deep.equal(noticeOf("LOGIN_REFUSED"));
    expect(hub.logIn("dealer 2", "dealer").at(-1)).to.deep.equal(noticeOf("LOGIN_REFUSED"));
    expect(hub.hungUp).to.deep.equal(["a", "dealer 2"]);
  });

  it("given somebody who is logged in, when it logs in again there, then it is told and stays", () => {
    const hub = new HubDriver();
    hub.logIn("investor", "asker", "a");
    hub.send("a", { type: "login", login: loginOf("investor", "asker", "a"), signature: SIGNATURE });
    expect(hub.notices("a")).to.deep.equal(["LOGIN_TWICE"]);
    expect(hub.hungUp).to.deep.equal([]);
  });

  it("given somebody who is logged in, when it logs in elsewhere, then messages go there", () => {
    const hub = new HubDriver();
    hub.logIn("investor", "asker");
    hub.logIn("dealer 1", "dealer", "a");
    hub.logIn("dealer 1", "dealer", "b");
    expect(hub.notices("a")).to.deep.equal(["LOGIN_ELSEWHERE"]);
    expect(hub.hungUp).to.deep.equal(["a"]);
    hub.disconnect("a");
    hub.send("investor", ask);
    expect(hub.take("a")).to.deep.equal([]);
    expect(hub.take("b")).to.have.length(1);
  });

  it("given an account that asks and deals, when it is sent something, then it goes to the right one", () => {
    const hub = new HubDriver();
    hub.logIn("dealer 1", "asker", "asks");
    hub.logIn("dealer 1", "dealer", "deals");
    hub.send("asks", ask);
    expect(hub.take("asks")).to.deep.equal([]);
    expect(hub.take("deals").map(({ type }) => type)).to.deep.equal(["request"]);
  });

  it("given as many connections as there may be, when another is made, then it is hung up", () => {
    const hub = new HubDriver({ connections: 2 });
    for (const name of ["a", "b", "c"]) hub.connect(name);
    expect(hub.take("c")).to.deep.equal([noticeOf("HUB_FULL")]);
    expect(hub.hungUp).to.deep.equal(["c"]);
    hub.disconnect("a");
    hub.connect("d");
    expect(hub.take("d").map(({ type }) => type)).to.deep.equal(["challenge"]);
  });

  it("given people, when the hub closes, then all are told and hung up", () => {
    const hub = new HubDriver();
    hub.logIn("investor", "asker", "a");
    hub.connect("b");
    hub.take("b");
    hub.close();
    expect([hub.take("a"), hub.take("b")]).to.deep.equal([
      [noticeOf("HUB_CLOSING")],
      [noticeOf("HUB_CLOSING")],
    ]);
    expect(hub.hungUp).to.deep.equal(["a", "b"]);
    expect(hub.state.counters).to.include({ connections: 0 });
  });
});

describe("HubState: what a client may send", () => {
  it("given a message that is too long, when it comes, then its connection is hung up", () => {
    const hub = new HubDriver({ messageLength: 100 });
    hub.connect("a");
    hub.take("a");
    hub.sendText("a", `"${"x".repeat(98)}"`);
    expect(hub.notices("a")).to.deep.equal(["MESSAGE_INVALID"]);
    hub.connect("b");
    hub.take("b");
    hub.sendText("b", `"${"x".repeat(99)}"`);
    expect(hub.notices("b")).to.deep.equal(["MESSAGE_TOO_LONG"]);
    expect(hub.hungUp).to.deep.equal(["a", "b"]);
  });

  it("given somebody who is logged in, when a message cannot be read, then it is told and stays", () => {
    const hub = new HubDriver();
    hub.logIn("investor", "asker", "a");
    hub.sendText("a", "{}");
    expect(hub.take("a")).to.deep.equal([noticeOf("MESSAGE_INVALID")]);
    expect(hub.hungUp).to.deep.equal([]);
  });

  it("given askers and dealers, when one sends what is for the other to send, then it is told and nothing is carried", () => {
    const hub = new HubDriver();
    hub.logIn("investor", "asker");
    hub.logIn("dealer 1", "dealer");
    hub.send("dealer 1", ask);
    hub.send("investor", passBy("dealer 1", ask.request));
    const request = ZeroHash;
    hub.send("dealer 1", { type: "close", request });
    hub.send("dealer 1", { type: "cancel", request });
    hub.send("dealer 1", { type: "outcome", request, quotes: [] });
    expect(hub.notices("dealer 1")).to.deep.equal(["ROLE_WRONG", "ROLE_WRONG", "ROLE_WRONG", "ROLE_WRONG"]);
    expect(hub.notices("investor")).to.deep.equal(["ROLE_WRONG"]);
    expect(hub.state.counters).to.include({ requests: 0 });
    expect(hub.state.counters.notices).to.deep.equal({ ROLE_WRONG: 5 });
  });

  describe("given ten messages a minute", () => {
    const ten = (): HubDriver => {
      const hub = new HubDriver({ messagesPerMinute: 10 });
      hub.logIn("investor", "asker", "a");
      hub.logIn("dealer 1", "dealer");
      for (let count = 0; count < 10; count += 1) hub.sendText("a", "{}");
      hub.take("a");
      return hub;
    };

    it("when an eleventh comes, then it is refused, and others go on", () => {
      const hub = ten();
      hub.send("a", ask);
      expect(hub.take("a")).to.deep.equal([noticeOf("RATE_EXCEEDED")]);
      expect(hub.take("dealer 1")).to.deep.equal([]);
      hub.sendText("dealer 1", "{}");
      expect(hub.notices("dealer 1")).to.deep.equal(["MESSAGE_INVALID"]);
    });

    it("when a tenth of a minute has passed, then one more may come", () => {
      const hub = ten();
      hub.wakeAt(ASKED_AT + 5_999n);
      hub.send("a", ask);
      expect(hub.notices("a")).to.deep.equal(["RATE_EXCEEDED"]);
      hub.wakeAt(ASKED_AT + 6_000n);
      hub.send("a", ask);
      hub.send("a", ask);
      expect(hub.notices("a")).to.deep.equal(["RATE_EXCEEDED"]);
      expect(hub.take("dealer 1")).to.have.length(1);
    });

    it("when the client comes again, then it has no more for that", () => {
      const hub = ten();
      hub.disconnect("a");
      hub.logIn("investor", "asker", "b");
      hub.sendText("b", "{}");
      expect(hub.notices("b")).to.deep.equal(["RATE_EXCEEDED"]);
    });

    it("when the client comes again much later, and others in between, then it may send ten again", () => {
      const hub = ten();
      hub.disconnect("a");
      hub.wakeAt(ASKED_AT + 59_999n);
      hub.logIn("investor", "asker", "b");
      for (let count = 0; count < 10; count += 1) hub.sendText("b", "{}");
      expect(hub.notices("b").filter((code) => code === "RATE_EXCEEDED")).to.have.length(1);
    });

    it("when a long time has passed, then ten may come and no more", () => {
      const hub = ten();
      hub.wakeAt(ASKED_AT + 600_000n);
      for (let count = 0; count < 11; count += 1) hub.sendText("a", "{}");
      expect(hub.notices("a").filter((code) => code === "RATE_EXCEEDED")).to.have.length(1);
    });
  });
});
