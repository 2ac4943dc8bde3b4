import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";

import { expect } from "chai";
import { WebSocket } from "ws";

import { openHub } from "../../sdk/transport/hub/openHub.ts";
import type { OpenHub, OpenHubOptions } from "../../sdk/transport/hub/openHub.ts";
import { ManualClock } from "../../sdk/transport/ManualClock.ts";
import { formatMessage } from "../../sdk/transport/messages/formatMessage.ts";
import { parseHubMessage } from "../../sdk/transport/messages/parseHubMessage.ts";
import { webSocketDial } from "../../sdk/transport/webSocketDial.ts";
import { addressOf, ASKED_AT, DOMAIN } from "../unit/sdk/trading/samples.ts";
import { askTo, passBy } from "../unit/sdk/transport/hubDriver.ts";
import { countedBytes } from "../unit/sdk/transport/rfqHouse.ts";
import { Ear } from "../unit/sdk/transport/transportSuite.ts";
import type { Medium } from "../unit/sdk/transport/transportSuite.ts";

const ask = askTo(["dealer 1"]);
const pass = passBy("dealer 1", ask.request);

/** With what a socket is closed. */
async function closeCodeOf(socket: WebSocket): Promise<number> {
  return await new Promise((resolve) => socket.once("close", resolve));
}

describe("a hub for WebSockets", () => {
  const hubs: OpenHub[] = [];
  const ears: Ear[] = [];
  const open = async (options: Partial<OpenHubOptions> = {}) => {
    const clock = new ManualClock(ASKED_AT);
    const hub = await openHub({ domain: DOMAIN, clock, randomBytes: countedBytes(), port: 0, ...options });
    hubs.push(hub);
    const medium: Medium = {
      dial: webSocketDial({ url: hub.url, clock }),
      clock,
      counters: () => hub.counters,
      close: () => hub.close(),
    };
    return { hub, medium, clock };
  };
  const ear = (...args: ConstructorParameters<typeof Ear>): Ear => {
    const made = new Ear(...args);
    ears.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(ears.splice(0).map(({ transport }) => transport.close()));
    await Promise.all(hubs.splice(0).map((hub) => hub.close()));
  });

  it("given port 0, when it opens, then it has a port of its own, and gives it back when it closes", async () => {
    const { hub } = await open();
    expect(hub.url).to.equal(`ws://127.0.0.1:${hub.port}`);
    expect(hub.port).to.be.greaterThan(0);
    await hub.close();
    const { hub: next } = await open({ port: hub.port });
    expect(next.port).to.equal(hub.port);
  });

  it("given a port that is taken, when it opens there, then it says so", async () => {
    const { hub } = await open();
    const error: unknown = await open({ port: hub.port }).catch((reason: unknown) => reason);
    expect(error).to.be.an("error").with.property("code", "HUB_ADDRESS");
    expect(error).to.have.property("message").that.includes(`127.0.0.1:${hub.port}`);
  });

  it("given a hub that is not there, when it is opened later, then clients find it, and ask again", async () => {
    const { hub, medium } = await open();
    const { clock } = medium;
    const investor = ear(medium, "investor", "asker");
    const dealer = ear(medium, "dealer 1", "dealer");
    await Promise.all([investor.event("connected"), dealer.event("connected")]);
    await hub.close();
    await Promise.all([investor.event("disconnected"), dealer.event("disconnected")]);
    const from = dealer.events.length;
    clock.moveBy(250n);
    expect((await dealer.event("disconnected", from)).reason).to.include("ECONNREFUSED");
    await investor.event("disconnected", from);
    const again = await openHub({ domain: DOMAIN, clock, randomBytes: countedBytes(), port: hub.port });
    hubs.push(again);
    clock.moveBy(500n);
    await Promise.all([investor.event("connected", 2), dealer.event("connected", 2)]);
    await investor.transport.send(ask);
    await dealer.transport.send(pass);
    expect((await investor.messages(2))[1]).to.deep.equal(pass);
    expect(again.counters).to.include({ logins: 2, requests: 1 });
  });

  it("given a client that is gone without a word, when the hub looks twice, then it is hung up; one that answers is not", async () => {
    const { hub, clock } = await open({ heartbeat: 1_000n });
    const [dead, alive] = [new WebSocket(hub.url, { autoPong: false }), new WebSocket(hub.url)];
    await Promise.all([once(dead, "open"), once(alive, "open")]);
    const pings = [once(dead, "ping"), once(alive, "ping")];
    clock.moveBy(1_000n);
    await Promise.all(pings);
    // The answer is with the hub when it has answered what was sent after it.
    const answered = once(alive, "pong");
    alive.ping();
    await answered;
    const closed = once(dead, "close");
    clock.moveBy(1_000n);
    await closed;
    expect(alive.readyState).to.equal(WebSocket.OPEN);
    alive.close();
    await once(alive, "close");
  });

  it("given a client that does not log in, when its time is over, then it is told and hung up", async () => {
    const { hub, clock } = await open({ limits: { loginTime: 500n } });
    const socket = new WebSocket(hub.url);
    const messages: string[] = [];
    const [challenged, closed] = [Promise.withResolvers<undefined>(), closeCodeOf(socket)];
    socket.on("message", (data: Buffer) => {
      messages.push(parseHubMessage(data.toString()).type);
      challenged.resolve(undefined);
    });
    await challenged.promise;
    clock.moveBy(500n);
    expect([await closed, messages]).to.deep.equal([1001, ["challenge", "notice"]]);
  });

  it("given bytes, or a frame that is far too long, when they come before the login, then the client is hung up", async () => {
    const { hub } = await open({ limits: { messageLength: 1_000 } });
    for (const [frame, expected] of [
      [Buffer.from("{}"), 1001],
      ["x".repeat(5_000), 1009],
    ] as const) {
      const socket = new WebSocket(hub.url);
      await once(socket, "open");
      socket.send(frame);
      expect(await closeCodeOf(socket)).to.equal(expected);
    }
  });

  it("given a client that reads nothing, when too much waits for it, then it is hung up", async () => {
    const { medium, hub } = await open({ mostWaiting: 10_000, isLoginSigned: () => true });
    const dealer = ear(medium, "dealer 1", "dealer");
    const lazy = new WebSocket(hub.url);
    const enough = Promise.withResolvers<undefined>();
    let count = 0;
    lazy.on("message", (data: Buffer) => {
      const message = parseHubMessage(data.toString());
      if (message.type === "challenge") {
        const login = {
          account: addressOf("investor"),
          role: "asker",
          challenge: message.challenge,
        } as const;
        lazy.send(formatMessage({ type: "login", login, signature: "0x" }));
        lazy.send(formatMessage(ask));
      }
      count += 1;
      if (count === 2 + 100) enough.resolve(undefined);
    });
    await dealer.event("connected");
    await dealer.messages(1);
    for (let number = 0; number < 100; number += 1) {
      await dealer.transport.send(passBy("dealer 1", ask.request, `${number}${"x".repeat(990)}`));
    }
    await enough.promise;
    lazy.pause();
    // Each time it asks again, the hub says again all that was answered: more than the sockets between them hold.
    for (let number = 0; number < 300; number += 1) lazy.send(formatMessage(ask));
    while (hub.counters.askers > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(dealer.transport.isConnected).to.be.true;
    lazy.terminate();
  });

  it("given a hub in an address with colons, when it opens, then its address says so", async function () {
    const opened = await open({ host: "::1" }).catch(() => undefined);
    if (opened === undefined) return; // this machine has no such address
    expect(opened.hub.url).to.equal(`ws://[::1]:${opened.hub.port}`);
    await ear(opened.medium, "dealer 1", "dealer").event("connected");
  });
});

describe("webSocketDial", () => {
  let server: Server;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => undefined);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
  });
  const urlOf = (): string => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it("given a server that says nothing at all, when the silence is too long, then the line is given up", async () => {
    const clock = new ManualClock(0n);
    const closed = Promise.withResolvers<string>();
    webSocketDial({ url: urlOf(), clock, silence: 5_000n })({
      received: () => undefined,
      closed: closed.resolve,
    });
    clock.moveBy(4_999n);
    clock.moveBy(1n);
    expect(await closed.promise).to.equal("nothing was heard of the hub any more");
  });

  it("given a line that does not stand yet, when it is hung up, then it is closed", async () => {
    const closed = Promise.withResolvers<string>();
    const line = webSocketDial({ url: urlOf(), clock: new ManualClock(0n) })({
      received: () => undefined,
      closed: closed.resolve,
    });
    line.send("never sent");
    line.hangUp();
    expect(await closed.promise).to.be.a("string");
    line.send("nobody hears it");
  });

  it("given what is sent before the line stands, when it does, then it goes out in order; a hub's sign ends the silence", async () => {
    const clock = new ManualClock(ASKED_AT);
    const hub = await openHub({
      domain: DOMAIN,
      clock,
      randomBytes: countedBytes(),
      port: 0,
      limits: { loginTime: 60_000n },
    });
    const received: string[] = [];
    const [first, closed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<string>()];
    const dial = webSocketDial({ url: hub.url, clock, silence: 20_000n });
    clock.moveBy(1n);
    const line = dial({
      received: (text) => {
        received.push(parseHubMessage(text).type);
        first.resolve(undefined);
      },
      closed: closed.resolve,
    });
    await first.promise;
    line.send("{}");
    expect(await closed.promise).to.equal("the hub has hung up");
    expect(received).to.deep.equal(["challenge", "notice"]);
    await hub.close();
  });
});
