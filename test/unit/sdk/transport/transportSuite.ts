import { expect } from "chai";
import { ZeroHash } from "ethers";

import { HubTransport } from "../../../../sdk/transport/HubTransport.ts";
import type { HubTransportOptions } from "../../../../sdk/transport/HubTransport.ts";
import type { HubCounters } from "../../../../sdk/transport/hub/HubCounters.ts";
import type { Dial, Line } from "../../../../sdk/transport/Line.ts";
import type { Role } from "../../../../sdk/transport/Login.ts";
import type { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import { NOTICES } from "../../../../sdk/transport/messages/noticeCodes.ts";
import type { HubMessage } from "../../../../sdk/transport/messages/HubMessage.ts";
import type { TransportEvent } from "../../../../sdk/transport/Transport.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { addressOf, DOMAIN, walletOf } from "../trading/samples.ts";
import { askTo, passBy, quoteBy } from "./hubDriver.ts";

/** A hub that is reached through something. */
export interface Medium {
  readonly dial: Dial;
  readonly clock: ManualClock;
  readonly counters: () => HubCounters;
  /** Closes the hub. */
  readonly close: () => Promise<void>;
}

/** A transport whose events are kept, whose next ones can be waited for, and whose line can be cut. */
export class Ear {
  readonly transport: HubTransport;
  readonly events: TransportEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #line: Line | undefined;

  constructor(medium: Medium, name: string, role: Role, options: Partial<HubTransportOptions> = {}) {
    const dial: Dial = (listener) => {
      this.#line = medium.dial(listener);
      return this.#line;
    };
    const [account, signer] = [addressOf(name), walletOf(name)];
    const { clock } = medium;
    this.transport = new HubTransport({ domain: DOMAIN, dial, account, role, signer, clock, ...options });
    this.transport.subscribe((event) => {
      this.events.push(event);
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Waits for the first event of a kind from a place on. */
  async event<Kind extends TransportEvent["kind"]>(
    kind: Kind,
    from = 0,
  ): Promise<Extract<TransportEvent, { readonly kind: Kind }>> {
    return await new Promise((resolve) => {
      const look = (): void => {
        const found = this.events.slice(from).find((event) => event.kind === kind);
        if (found === undefined || !isOfKind(found, kind)) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits until so many messages have come in all. */
  async messages(count: number): Promise<readonly HubMessage[]> {
    return await new Promise((resolve) => {
      const look = (): void => {
        const found = this.events.flatMap((event) => (event.kind === "message" ? [event.message] : []));
        if (found.length < count) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Cuts the line. */
  cut(): void {
    this.#line?.hangUp();
  }
}

function isOfKind<Kind extends TransportEvent["kind"]>(
  event: TransportEvent,
  kind: Kind,
): event is Extract<TransportEvent, { readonly kind: Kind }> {
  return event.kind === kind;
}

const ask = askTo(["dealer 1"]);
const { request, signature } = ask;
const pass = passBy("dealer 1", request);

/** What every transport must do, whatever it goes through. */
export function describeTransport(
  medium: string,
  open: (limits?: { readonly messageLength?: number }) => Promise<Medium>,
): void {
  describe(`HubTransport through ${medium}`, () => {
    let hub: Medium;
    const ears: Ear[] = [];
    const ear = (name: string, role: Role, options: Partial<HubTransportOptions> = {}): Ear => {
      const made = new Ear(hub, name, role, options);
      ears.push(made);
      return made;
    };
    const connected = async (name: string, role: Role): Promise<Ear> => {
      const made = ear(name, role);
      await made.event("connected");
      return made;
    };
    beforeEach(async () => {
      hub = await open();
    });
    afterEach(async () => {
      await Promise.all(ears.splice(0).map(({ transport }) => transport.close()));
      await hub.close();
    });

    it("given a hub, when it is reached, then it logs in and says so", async () => {
      const dealer = ear("dealer 1", "dealer");
      expect(dealer.transport.isConnected).to.be.false;
      await dealer.event("connected");
      expect(dealer.transport.isConnected).to.be.true;
      expect(dealer.events).to.deep.equal([{ kind: "connected" }]);
      expect(hub.counters()).to.include({ connections: 1, dealers: 1, logins: 1 });
    });

    it("given a transport that is not connected yet, when something is sent, then it is refused", async () => {
      const error: unknown = await ear("dealer 1", "dealer")
        .transport.send(pass)
        .catch((reason: unknown) => reason);
      expect(error).to.be.an("error").with.property("code", "HUB_NOT_CONNECTED");
    });

    it("given an asker and a dealer, when they speak, then messages arrive as they are and in order", async () => {
      const [investor, dealer] = [
        await connected("investor", "asker"),
        await connected("dealer 1", "dealer"),
      ];
      await investor.transport.send(ask);
      expect(await dealer.messages(1)).to.deep.equal([{ type: "request", request, signature }]);
      const said = [1n, 2n, 3n, 4n, 5n].map((sequence) => quoteBy("dealer 1", request, { sequence }));
      await Promise.all([...said, pass].map((message) => dealer.transport.send(message)));
      expect(await investor.messages(6)).to.deep.equal([...said, pass]);
    });

    it("given a line that is cut, when time passes, then it connects again, and what is open comes again", async () => {
      const [investor, dealer] = [
        await connected("investor", "asker"),
        await connected("dealer 1", "dealer"),
      ];
      await investor.transport.send(ask);
      await dealer.messages(1);
      dealer.cut();
      await dealer.event("disconnected");
      expect(dealer.transport.isConnected).to.be.false;
      const error: unknown = await dealer.transport.send(pass).catch((reason: unknown) => reason);
      expect(error).to.be.an("error").with.property("code", "HUB_NOT_CONNECTED");
      const from = dealer.events.length;
      hub.clock.moveBy(250n);
      await dealer.event("connected", from);
      const messages = await dealer.messages(2);
      expect(messages[1]).to.deep.equal(messages[0]);
      await dealer.transport.send(pass);
      expect(await investor.messages(1)).to.deep.equal([pass]);
    });

    it("given a key that is not the account's, when it logs in, then it hears why, and tries again later each time", async () => {
      const stranger = ear("dealer 1", "dealer", { signer: walletOf("dealer 2") });
      for (const delay of [250n, 500n]) {
        const { reason } = await stranger.event("disconnected", stranger.events.length);
        expect(reason).to.equal(NOTICES.LOGIN_FORGED);
        hub.clock.moveBy(delay);
      }
      await stranger.event("disconnected", stranger.events.length);
      expect(hub.counters()).to.include({ logins: 0 });
      expect(hub.counters().notices).to.deep.equal({ LOGIN_FORGED: 3 });
    });

    it("given the same account twice, when the second logs in, then the first is told and hung up", async () => {
      const first = await connected("dealer 1", "dealer");
      const second = await connected("dealer 1", "dealer");
      const { message } = await first.event("message");
      expect(message).to.include({ type: "notice", code: "LOGIN_ELSEWHERE" });
      await first.event("disconnected");
      expect(second.transport.isConnected).to.be.true;
    });

    it("given people, when the hub closes, then they are told and hung up", async () => {
      const dealer = await connected("dealer 1", "dealer");
      await hub.close();
      const { message } = await dealer.event("message");
      expect(message).to.include({ type: "notice", code: "HUB_CLOSING", request: ZeroHash });
      await dealer.event("disconnected");
    });

    it("given a transport, when it is closed, then the hub knows, and nothing more is heard or sent", async () => {
      const [investor, dealer] = [
        await connected("investor", "asker"),
        await connected("dealer 1", "dealer"),
      ];
      await dealer.transport.close();
      await dealer.transport.close();
      const error: unknown = await dealer.transport.send(pass).catch((reason: unknown) => reason);
      expect(error).to.be.an("error").with.property("code", "HUB_NOT_CONNECTED");
      const again = await connected("dealer 1", "dealer");
      await investor.transport.send(ask);
      await again.messages(1);
      expect(dealer.events).to.deep.equal([{ kind: "connected" }]);
    });

    it("given a message that is too long, when it is sent, then the hub says so and hangs up", async () => {
      await hub.close();
      hub = await open({ messageLength: 1_000 });
      const dealer = await connected("dealer 1", "dealer");
      await dealer.transport.send(passBy("dealer 1", request, "x".repeat(900)));
      const { message } = await dealer.event("message");
      expect(message).to.include({ type: "notice", code: "MESSAGE_TOO_LONG" });
      await dealer.event("disconnected");
    });

    it("given a listener that has had enough, when it says so, then it hears no more", async () => {
      const dealer = await connected("dealer 1", "dealer");
      const heard: TransportEvent[] = [];
      const stop = dealer.transport.subscribe((event) => heard.push(event));
      const { transport } = dealer;
      await transport.send(pass);
      await dealer.messages(1);
      stop();
      await transport.send(pass);
      await dealer.messages(2);
      expect(heard).to.have.length(1);
      expect(heard[0]).to.have.nested.property("message.request", requestId(request));
    });
  });
}
