import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, JsonRpcProvider, ZeroAddress } from "ethers";

import { Folder } from "../../scripts/support/Folder.ts";
import { instruct } from "../../sdk/client/actions/instruct.ts";
import { Kessai } from "../../sdk/client/Kessai.ts";
import { positions } from "../../sdk/client/readers/positions.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { send } from "../../sdk/client/send.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { decodeLogs } from "../../sdk/events/decodeLogs.ts";
import type { ChainEvent } from "../../sdk/events/ChainEvent.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import type { Readiness, Side, Trade } from "../../sdk/trade/Trade.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import { runJobProcess, startChain } from "./jobProcesses.ts";
import type { ChainProcess, Ended } from "./jobProcesses.ts";
import { NodeProxy } from "./nodeProxy.ts";
import type { Question } from "./nodeProxy.ts";

export const SCENARIO = ["--scenario", "jpx-2022"];
export const ISIN = "JP9JPXGDTB18";

/** From deployment to the whole issue with the underwriter, on the morning of the payment date. */
const OPENING: readonly (readonly string[])[] = [
  ["deploy"],
  ["admit", ...SCENARIO],
  ["mint-cash", ...SCENARIO],
  ["issue", ...SCENARIO],
  ["underwrite", ...SCENARIO, "--at", "2022-06-03T09:00"],
];

/** A trade as a test writes it: parties by their names, days that are due now. */
export type WrittenTrade = Pick<Trade, "seller" | "buyer"> & Partial<Trade> & { readonly reference: string };

/** The functions of the escrow after which tests kill a job. */
export type EscrowCall = "settleBatch" | "settleNet" | "settlePart" | "instruct" | "cancel";

/** The functions of the paying contracts after which tests kill a job. */
export type PayingCall = "pay" | "redeem";

/** The house that all test files share, once one has asked for it. */
let shared: Promise<JobHouse> | undefined;
after(async () => (await shared)?.close());

/**
 * A development chain with the house on it and the JPX bond underwritten: nomura-securities has 5 units, and the money of
 * the issue is with the issuer. Jobs run on it as their users run them; the test looks at it through the library.
 */
export class JobHouse {
  readonly home: string;
  readonly folder: Folder;
  readonly provider: JsonRpcProvider;
  readonly kessai: Kessai;
  readonly #chain: ChainProcess;
  /** Where the network's folder is kept as it was after the opening. */
  readonly #kept: string;
  #snapshot: string | undefined;

  private constructor(home: string, chain: ChainProcess) {
    this.home = home;
    this.#chain = chain;
    this.#kept = join(home, "kept");
    this.folder = new Folder(join(home, "deployments"), "localhost");
    this.provider = new JsonRpcProvider(chain.url, undefined, { cacheTimeout: -1, pollingInterval: 50 });
    this.kessai = new Kessai({ runner: this.provider, deployment: this.folder.deployment() });
  }

  /**
   * The house as it is after its opening. One node serves all test files that ask for it: it goes back to that moment, and
   * what the jobs have written down with it. It is closed when all tests are over.
   */
  static async fresh(): Promise<JobHouse> {
    shared ??= JobHouse.#open();
    const house = await shared;
    if (house.#snapshot === undefined) cpSync(house.folder.path, house.#kept, { recursive: true });
    else {
      await house.provider.send("evm_revert", [house.#snapshot]);
      rmSync(house.folder.path, { recursive: true });
      cpSync(house.#kept, house.folder.path, { recursive: true });
    }
    house.#snapshot = String(await house.provider.send("evm_snapshot", []));
    return house;
  }

  static async #open(): Promise<JobHouse> {
    const home = mkdtempSync(join(tmpdir(), "kessai-jobs-"));
    const chain = await startChain("jpx-2022");
    for (const job of OPENING) {
      const place = ["--rpc-url", chain.url, "--deployments", join(home, "deployments")];
      const { code, stderr } = await runJobProcess([...job, ...place]);
      expect(code, stderr).to.equal(0);
    }
    return new JobHouse(home, chain);
  }

  async close(): Promise<void> {
    this.provider.destroy();
    await this.#chain.stop();
    rmSync(this.home, { recursive: true });
  }

  get url(): string {
    return this.#chain.url;
  }

  /** Runs a job on this chain and folder. */
  run(
    args: readonly string[],
    options: { kill?: number | Promise<unknown>; url?: string } = {},
  ): Promise<Ended> {
    const place = ["--rpc-url", options.url ?? this.url, "--deployments", join(this.home, "deployments")];
    return runJobProcess([...args, ...place], options.kill);
  }

  /** Runs several jobs that do not disturb each other, some at once. */
  async runAll(jobs: readonly (readonly string[])[]): Promise<readonly Ended[]> {
    const ended: Ended[] = [];
    while (ended.length < jobs.length) {
      const next = jobs.slice(ended.length, ended.length + 4);
      ended.push(...(await Promise.all(next.map((args) => this.run(args)))));
    }
    return ended;
  }

  /** Runs a job that is killed once its nth call of a function is on the chain, and before it learns that. */
  async killedAfter(name: EscrowCall | PayingCall, count: number, args: readonly string[]): Promise<Ended> {
    let calls = 0;
    let kill = (): void => undefined;
    const moment = new Promise<void>((resolve) => (kill = resolve));
    const proxy = await NodeProxy.open(this.url, (question) => {
      if (!this.isCallOf(question, name)) return Promise.resolve("answer");
      calls += 1;
      if (calls < count) return Promise.resolve("answer");
      setTimeout(kill, 300);
      return Promise.resolve("swallow");
    });
    const ended = await this.run(args, { url: proxy.url, kill: moment });
    await proxy.close();
    expect(ended.signal, ended.stderr).to.equal("SIGKILL");
    return ended;
  }

  /** Whether a question asks the node to send a call of this function. */
  isCallOf({ method, params }: Question, name: EscrowCall | PayingCall): boolean {
    const selector = this.#selectorOf(name);
    return method === "eth_sendTransaction" && JSON.stringify(params).includes(selector);
  }

  #selectorOf(name: EscrowCall | PayingCall): string {
    const { escrow, paymentAgent, redemptionAgent } = this.kessai;
    if (name === "pay") return paymentAgent.interface.getFunction(name).selector;
    if (name === "redeem") return redemptionAgent.interface.getFunction(name).selector;
    return escrow.interface.getFunction(name).selector;
  }

  /** Runs a job that is to end with a code, and gives what it prints as JSON. */
  async json(args: readonly string[], code = 0): Promise<unknown> {
    const ended = await this.run([...args, "--json"]);
    expect(ended.code, ended.stderr).to.equal(code);
    return JSON.parse(ended.stdout);
  }

  accountOf(party: string): string {
    return this.folder.accounts()[party] ?? party;
  }

  /** Sends a call as a party, or as an account. */
  async act(party: string, call: Call): Promise<void> {
    await send(call, { signer: await this.provider.getSigner(this.accountOf(party)) });
  }

  /** Has compliance suspend a party, or reinstate it. */
  async suspend(party: string, name: "suspend" | "reinstate" = "suspend"): Promise<void> {
    const { registry, deployment } = this.kessai;
    const account = this.accountOf(party);
    const evidence = id(`${name} ${party}`);
    const data =
      name === "suspend"
        ? registry.interface.encodeFunctionData("suspend", [account, evidence])
        : registry.interface.encodeFunctionData("reinstate", [account, evidence]);
    const compliance = this.folder.record()?.roles.compliance ?? "";
    await this.act(compliance, { to: deployment.addresses.registry, data, what: `${name} ${party}` });
  }

  /** A trade with what the test does not care about filled in: one unit of the bond for 1,000 yen, due today. */
  async trade({ reference, ...fields }: WrittenTrade): Promise<Trade> {
    const now = await this.kessai.now();
    const day = now - ((now + 9n * 3_600n) % 86_400n);
    const [seller, buyer] = [this.accountOf(fields.seller), this.accountOf(fields.buyer)];
    const venue = fields.venue === undefined ? ZeroAddress : this.accountOf(fields.venue);
    const trades = Object.values(this.folder.trades()).map((record) => record.trade);
    const shares = (other: Trade): boolean =>
      venue === ZeroAddress ? other.seller === seller && other.buyer === buyer : other.venue === venue;
    const reserved = trades.filter(shares).map(({ sequence }) => sequence);
    return {
      isin: ISIN,
      currency: "JPY",
      settlementBank: this.accountOf("settlement-bank"),
      quantity: 1n,
      amount: 1_000n,
      tradeDate: day,
      settleFrom: day,
      settleBy: day + 86_400n,
      minimumPart: 0n,
      sequence: await nextSequence(this.kessai, { seller, buyer, venue, reserved }),
      commonReference: reference,
      ...fields,
      seller,
      buyer,
      venue,
    };
  }

  /** Writes trades down as the jobs do, signed by these sides. */
  async write(written: readonly WrittenTrade[], signers: readonly Side[] = SIDES): Promise<void> {
    for (const each of written) {
      const trade = await this.trade(each);
      const signatures: { seller?: string; buyer?: string } = {};
      for (const side of signers) {
        const signer = await this.provider.getSigner(trade[side]);
        signatures[side] = await signTrade(signer, { domain: this.kessai.domain, trade });
      }
      const record = { id: tradeId(trade), trade, signatures };
      this.folder.saveTrades({ ...this.folder.trades(), [trade.commonReference]: record });
    }
  }

  /** Approves a trade that is written down on the chain, faster than the job does. */
  async approve(
    reference: string,
    sides: readonly Side[] = SIDES,
    readiness: Readiness = "ready",
  ): Promise<void> {
    const trade = this.written(reference);
    for (const side of sides) await this.act(trade[side], instruct(this.kessai, { trade, side, readiness }));
  }

  /** The trade that is written down under a reference. */
  written(reference: string): Trade {
    const record = this.folder.trades()[reference];
    if (record === undefined) throw new Error(`${reference} is not written down`);
    return record.trade;
  }

  /** How a trade ended: the name of the event, or "open". */
  async outcome(reference: string): Promise<string> {
    return (await tradeHistory(this.kessai, tradeId(this.written(reference)))).outcome ?? "open";
  }

  /** How often an event of a trade is on the chain. */
  async times(event: string, reference: string): Promise<number> {
    const recorded = this.folder.trades()[reference]?.id;
    return (await this.events(event)).filter(({ args }) => args["id"] === recorded).length;
  }

  /** Units of the bond that a party has. */
  async units(party: string): Promise<bigint> {
    return this.#balance(party, await this.kessai.bondAddress(ISIN));
  }

  /** Yen that a party has. */
  async yen(party: string): Promise<bigint> {
    const settlementBank = this.accountOf("settlement-bank");
    return this.#balance(party, await this.kessai.currencyAddress({ currency: "JPY", settlementBank }));
  }

  async #balance(party: string, token: string): Promise<bigint> {
    const [found] = await positions(this.kessai, { accounts: [this.accountOf(party)], tokens: [token] });
    return found?.balance ?? 0n;
  }

  /** All events of a name. */
  async events(name: string): Promise<readonly ChainEvent[]> {
    const logs = await this.provider.getLogs({ fromBlock: 0, toBlock: "latest" });
    return decodeLogs(logs).filter((event) => event.name === name);
  }

  blockNumber(): Promise<number> {
    return this.provider.getBlockNumber();
  }

  /** Sets the gas of a block, from the next one on. */
  async setBlockGas(limit: number): Promise<void> {
    await this.provider.send("evm_setBlockGasLimit", [`0x${limit.toString(16)}`]);
    await this.provider.send("evm_mine", []);
  }

  /** Moves the chain's clock on to a moment in Tokyo. */
  async moveTo(moment: string): Promise<void> {
    await this.provider.send("evm_setNextBlockTimestamp", [Date.parse(`${moment}+09:00`) / 1000]);
    await this.provider.send("evm_mine", []);
  }

  /** Writes a file beside the folder of deployments and gives its path. */
  file(name: string, text: string): string {
    const path = join(this.home, name);
    writeFileSync(path, text);
    return path;
  }
}
