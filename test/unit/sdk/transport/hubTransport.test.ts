import { expect } from "chai";
import { AbstractSigner, id, ZeroHash } from "ethers";

import { HubTransport } from "../../../../sdk/transport/HubTransport.ts";
import type { HubTransportOptions } from "../../../../sdk/transport/HubTransport.ts";
import type { Dial, LineListener } from "../../../../sdk/transport/Line.ts";
import { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import { formatMessage } from "../../../../sdk/transport/messages/formatMessage.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import { parseClientMessage } from "../../../../sdk/transport/messages/parseClientMessage.ts";
import type { TransportEvent } from "../../../../sdk/transport/Transport.ts";
import { addressOf, ASKED_AT, DOMAIN, walletOf } from "../trading/samples.ts";
import { settle } from "./rfqHouse.ts";

/** A line whose other end says what a test wants it to. */
class Puppet {
  readonly clock = new ManualClock(ASKED_AT);
  readonly transport: HubTransport;
  readonly events: TransportEvent[] = [];
  readonly sent: string[] = [];
  readonly listeners: LineListener[] = [];
  hangUps = 0;

  constructor(options: Partial<HubTransportOptions> = {}) {
    const dial: Dial = (listener) => {
      this.listeners.push(listener);
      return {
        send: (text) => this.sent.push(text),
        hangUp: () => {
          this.hangUps += 1;
        },
      };
    };
    this.transport = new HubTransport({
      domain: DOMAIN,
      dial,
      account: addressOf("dealer 1"),
      role: "dealer",
      signer: walletOf("dealer 1"),
      clock: this.clock,
      ...options,
    });
    this.transport.subscribe((event) => this.events.push(event));
  }

  /** The hub says something, on the last line unless said otherwise. */
  async say(message: HubMessage | string, line = this.listeners.length - 1): Promise<void> {
    this.listeners[line]?.received(typeof message === "string" ? message : formatMessage(message));
    await settle();
  }
}

const CHALLENGE = { type: "challenge", challenge: id("challenge") } as const;
const WELCOME = { type: "welcome", account: addressOf("dealer 1"), role: "dealer" } as const;
const CANCELLED = { type: "cancelled", request: ZeroHash } as const;

describe("HubTransport: a hub that does not behave", () => {
  it("given a hub that does not let anybody in, when its time is over, then it is hung up and tried again", async () => {
    const puppet = new Puppet();
    await puppet.say(CHALLENGE);
    puppet.clock.moveBy(9_999n);
    expect(puppet.hangUps).to.equal(0);
    puppet.clock.moveBy(1n);
    expect(puppet.hangUps).to.equal(1);
    expect(puppet.events).to.deep.equal([
      { kind: "disconnected", reason: "the hub did not let us in in time" },
    ]);
    puppet.clock.moveBy(250n);
    expect(puppet.listeners).to.have.length(2);
    await puppet.say(WELCOME, 0);
    expect(puppet.transport.isConnected, "the old line is none any more").to.be.false;
    puppet.listeners[0]?.closed("late");
    await puppet.say(WELCOME);
    expect(puppet.transport.isConnected).to.be.true;
  });

  it("given a hub that challenges twice, when it does, then one login is signed and no more", async () => {
    const puppet = new Puppet();
    await puppet.say(CHALLENGE);
    await puppet.say({ ...CHALLENGE, challenge: id("of another hub") });
    expect(puppet.sent).to.have.length(1);
    const login = parseClientMessage(puppet.sent[0] ?? "");
    expect(login.type === "login" && login.login.challenge).to.equal(CHALLENGE.challenge);
    await puppet.say(WELCOME);
    await puppet.say({ ...CHALLENGE, challenge: id("later") });
    expect(puppet.sent).to.have.length(1);
  });

  it("given a hub that says things before its welcome, when it does, then nobody hears them", async () => {
    const puppet = new Puppet();
    await puppet.say(CANCELLED);
    expect(puppet.events).to.deep.equal([]);
    await puppet.say(WELCOME);
    await puppet.say(CANCELLED);
    expect(puppet.events).to.deep.equal([{ kind: "connected" }, { kind: "message", message: CANCELLED }]);
  });

  it("given a hub that says what cannot be read, when it does, then that is told and the line stays", async () => {
    const puppet = new Puppet();
    await puppet.say(WELCOME);
    await puppet.say("{}");
    const [, event] = puppet.events;
    expect(event).to.include({ kind: "unreadable" });
    expect(event?.kind === "unreadable" && event.reason).to.include("must be a message of a hub");
    expect(puppet.transport.isConnected).to.be.true;
  });

  it("given a key that cannot sign, when the hub challenges, then it is hung up and tried again", async () => {
    class Broken extends AbstractSigner {
      override getAddress = () => Promise.resolve(addressOf("dealer 1"));
      override connect = () => this;
      override signTransaction = () => Promise.reject(new Error("out of order"));
      override signMessage = () => Promise.reject(new Error("out of order"));
      override signTypedData = () => Promise.reject(new Error("out of order"));
    }
    const puppet = new Puppet({ signer: new Broken() });
    await puppet.say(CHALLENGE);
    expect(puppet.events).to.deep.equal([
      { kind: "disconnected", reason: "the login could not be signed: out of order" },
    ]);
    expect(puppet.hangUps).to.equal(1);
  });

  it("given a line that fails again and again, when it has been good once, then the waiting begins anew", async () => {
    const waits: number[] = [];
    const retryAfter = (failures: number): bigint => {
      waits.push(failures);
      return 10n;
    };
    const puppet = new Puppet({ retryAfter });
    for (let count = 0; count < 3; count += 1) {
      puppet.listeners.at(-1)?.closed("refused");
      puppet.clock.moveBy(10n);
    }
    await puppet.say(WELCOME);
    puppet.listeners.at(-1)?.closed("cut");
    expect(waits).to.deep.equal([1, 2, 3, 1]);
    expect(puppet.events.at(-1)).to.deep.equal({ kind: "disconnected", reason: "cut" });
  });

  it("given a hub that said why it hung up, when the next line breaks, then that is not said again", async () => {
    const puppet = new Puppet();
    await puppet.say({ type: "notice", code: "HUB_FULL", text: "no room", request: ZeroHash });
    puppet.listeners[0]?.closed("the hub has hung up");
    puppet.clock.moveBy(250n);
    puppet.listeners[1]?.closed("cut");
    expect(puppet.events).to.deep.equal([
      { kind: "disconnected", reason: "no room" },
      { kind: "disconnected", reason: "cut" },
    ]);
  });

  it("given a transport that waits to try again, when it is closed, then it does not", async () => {
    const puppet = new Puppet();
    puppet.listeners[0]?.closed("refused");
    await puppet.transport.close();
    puppet.clock.moveBy(100_000n);
    expect(puppet.listeners).to.have.length(1);
  });
});
