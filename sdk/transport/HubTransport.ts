import type { Signer } from "ethers";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { Clock } from "./Clock.ts";
import { NotConnectedError } from "./errors/NotConnectedError.ts";
import type { Dial, Line } from "./Line.ts";
import type { Role } from "./Login.ts";
import { formatMessage } from "./messages/formatMessage.ts";
import type { HubMessage } from "./messages/HubMessage.ts";
import { parseHubMessage } from "./messages/parseHubMessage.ts";
import { retryDelay } from "./retryDelay.ts";
import { signLogin } from "./signLogin.ts";
import type { SentMessage, Transport, TransportEvent } from "./Transport.ts";

/** What a `HubTransport` is made of. */
export interface HubTransportOptions {
  readonly domain: TradingDomain;
  /** How the hub is reached. */
  readonly dial: Dial;
  /** Who logs in. */
  readonly account: string;
  readonly role: Role;
  /** Signs logins for the account. The hub never sees the key. */
  readonly signer: Signer;
  readonly clock: Clock;
  /** Milliseconds to wait after so many failures in a row; `retryDelay` when left out. */
  readonly retryAfter?: ((failures: number) => bigint) | undefined;
}

/** Time from dialling to the welcome, in milliseconds. */
const LOGIN_TIME = 10_000n;

/** A transport over any line to a hub: it logs in, and does so again whenever the line is gone. */
export class HubTransport implements Transport {
  readonly #options: HubTransportOptions;
  readonly #listeners = new Set<(event: TransportEvent) => void>();
  #line: Line | undefined;
  #isConnected = false;
  #failures = 0;
  /** Why there is no connection. */
  #reason = "it was never made";
  /** What the hub said to it before it let us in. */
  #notice: string | undefined;
  /** The line whose challenge was answered: one login is signed for each. */
  #challenged: Line | undefined;
  #callOff: () => void = () => undefined;

  /** Begins to connect. */
  constructor(options: HubTransportOptions) {
    this.#options = options;
    this.#dial();
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  send(message: SentMessage): Promise<void> {
    if (this.#line === undefined || !this.#isConnected)
      return Promise.reject(new NotConnectedError(this.#reason));
    this.#line.send(formatMessage(message));
    return Promise.resolve();
  }

  subscribe(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): Promise<void> {
    this.#isConnected = false;
    this.#reason = "it was closed";
    this.#callOff();
    this.#listeners.clear();
    this.#line?.hangUp();
    this.#line = undefined;
    return Promise.resolve();
  }

  #dial(): void {
    const line: Line = this.#options.dial({
      received: (text) => {
        if (this.#line === line) this.#receive(line, text);
      },
      closed: (reason) => {
        if (this.#line === line) this.#lose(reason);
      },
    });
    this.#line = line;
    this.#callOff = this.#options.clock.at(this.#options.clock.now() + LOGIN_TIME, () => {
      this.#drop("the hub did not let us in in time");
    });
  }

  #receive(line: Line, text: string): void {
    let message: HubMessage;
    try {
      message = parseHubMessage(text);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      this.#tell({ kind: "unreadable", reason: error.message });
      return;
    }
    if (this.#isConnected) this.#tell({ kind: "message", message });
    else if (message.type === "challenge") void this.#logIn(line, message.challenge);
    else if (message.type === "welcome") this.#enter();
    else if (message.type === "notice") this.#notice = message.text;
  }

  async #logIn(line: Line, challenge: string): Promise<void> {
    if (this.#challenged === line) return;
    this.#challenged = line;
    const { domain, account, role, signer } = this.#options;
    try {
      const login = await signLogin(signer, { domain, login: { account, role, challenge } });
      line.send(formatMessage({ type: "login", ...login }));
    } catch (error) {
      if (this.#line !== line) return;
      this.#drop(`the login could not be signed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #enter(): void {
    this.#callOff();
    this.#failures = 0;
    this.#isConnected = true;
    this.#tell({ kind: "connected" });
  }

  /** Gives a line up. */
  #drop(reason: string): void {
    const line = this.#line;
    this.#lose(reason);
    line?.hangUp();
  }

  /** The line is gone: another one is tried after a while. */
  #lose(reason: string): void {
    const { clock, retryAfter = retryDelay } = this.#options;
    this.#callOff();
    this.#line = undefined;
    this.#isConnected = false;
    this.#reason = this.#notice ?? reason;
    this.#notice = undefined;
    this.#failures += 1;
    this.#callOff = clock.at(clock.now() + retryAfter(this.#failures), () => {
      this.#dial();
    });
    this.#tell({ kind: "disconnected", reason: this.#reason });
  }

  #tell(event: TransportEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
