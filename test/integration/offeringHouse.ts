import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { encryptKeystoreJson, HDNodeWallet, JsonRpcProvider } from "ethers";
import { z } from "zod";

import { Folder } from "../../scripts/support/Folder.ts";
import { Kessai } from "../../sdk/client/Kessai.ts";
import { positions } from "../../sdk/client/readers/positions.ts";
import { decodeLogs } from "../../sdk/events/decodeLogs.ts";
import type { ChainEvent } from "../../sdk/events/ChainEvent.ts";
import { runJobProcess, startChain } from "./jobProcesses.ts";
import type { ChainProcess, Ended } from "./jobProcesses.ts";
import { NodeProxy } from "./nodeProxy.ts";

export const NRI = ["--scenario", "nri-2025"];
export const NRI_ISIN = "JP9NRIDIG157";

/** From which a development node makes the keys of its test accounts. */
const TEST_WORDS = "test test test test test test test test test test test junk";
const PASSWORD = "of the tests";

/** What every job prints with --json. */
export const jobOutput = z.looseObject({
  steps: z.array(z.object({ what: z.string(), outcome: z.string(), remark: z.string().optional() })),
});

/** From deployment to money in the accounts, on the morning on which the book opens. */
const OPENING = [["deploy"], ["admit", ...NRI], ["mint-cash", ...NRI]] as const;

/** A development chain with the house, the parties and the money of the NRI bond, which is not created yet. */
export class OfferingHouse {
  readonly home: string;
  readonly folder: Folder;
  readonly provider: JsonRpcProvider;
  readonly kessai: Kessai;
  readonly #chain: ChainProcess;

  private constructor(home: string, chain: ChainProcess) {
    this.home = home;
    this.#chain = chain;
    this.folder = new Folder(join(home, "deployments"), "localhost");
    this.provider = new JsonRpcProvider(chain.url, undefined, { cacheTimeout: -1, pollingInterval: 50 });
    this.kessai = new Kessai({ runner: this.provider, deployment: this.folder.deployment() });
  }

  static async open(): Promise<OfferingHouse> {
    const home = mkdtempSync(join(tmpdir(), "kessai-offering-"));
    const chain = await startChain("nri-2025");
    for (const job of OPENING) {
      const place = ["--rpc-url", chain.url, "--deployments", join(home, "deployments")];
      const { code, stderr } = await runJobProcess([...job, ...place]);
      expect(code, stderr).to.equal(0);
    }
    return new OfferingHouse(home, chain);
  }

  async close(): Promise<void> {
    this.provider.destroy();
    await this.#chain.stop();
    rmSync(this.home, { recursive: true });
    delete process.env["KESSAI_KEYFILE_PASSWORD"];
  }

  /** Runs a job on this chain and folder. */
  run(args: readonly string[], options: { kill?: Promise<unknown>; url?: string } = {}): Promise<Ended> {
    const url = options.url ?? this.#chain.url;
    const place = ["--rpc-url", url, "--deployments", join(this.home, "deployments")];
    return runJobProcess([...args, ...place], options.kill);
  }

  /** Runs a job that is to end with a code; what it prints for people. */
  async tell(args: readonly string[], code = 0): Promise<{ stdout: string; stderr: string }> {
    const ended = await this.run(args);
    expect(ended.code, ended.stderr).to.equal(code);
    return ended;
  }

  /** Runs a job that is to end with a code; what it prints for programs. */
  async json(args: readonly string[], code = 0): Promise<z.infer<typeof jobOutput>> {
    const { stdout } = await this.tell([...args, "--json"], code);
    return jobOutput.parse(JSON.parse(stdout));
  }

  /** Runs a job again that has nothing left to do: it says so, and sends nothing. */
  async again(args: readonly string[]): Promise<string> {
    const before = await this.provider.getBlockNumber();
    const { stdout, stderr } = await this.tell(args);
    expect(stderr)
      .to.include("already done")
      .and.not.match(/^ {2}(done: (?!prove)|waits|failed)/m);
    expect(await this.provider.getBlockNumber()).to.equal(before);
    return stdout;
  }

  /** Runs a job that is killed once its nth call of a function of the offering contract is on the chain, before it learns that. */
  async killedAfter(name: "enterOrder" | "allot", count: number, args: readonly string[]): Promise<void> {
    const { selector } = this.kessai.offering.interface.getFunction(name);
    let calls = 0;
    let kill = (): void => undefined;
    const moment = new Promise<void>((resolve) => (kill = resolve));
    const proxy = await NodeProxy.open(this.#chain.url, ({ method, params }) => {
      if (method !== "eth_sendTransaction" || !JSON.stringify(params).includes(selector))
        return Promise.resolve("answer");
      calls += 1;
      if (calls < count) return Promise.resolve("answer");
      setTimeout(kill, 300);
      return Promise.resolve("swallow");
    });
    const ended = await this.run(args, { url: proxy.url, kill: moment });
    await proxy.close();
    expect(ended.signal, ended.stderr).to.equal("SIGKILL");
  }

  accountOf(party: string): string {
    return this.folder.accounts()[party] ?? party;
  }

  /** What parties have: units of the bond, and yen that they can dispose of. */
  async holdings(parties: readonly string[]): Promise<Readonly<Record<string, readonly [bigint, bigint]>>> {
    const bank = this.accountOf("settlement-bank");
    const tokens = await Promise.all([
      this.kessai.bondAddress(NRI_ISIN),
      this.kessai.currencyAddress({ currency: "JPY", settlementBank: bank }),
    ]);
    const accounts = parties.map((party) => this.accountOf(party));
    const found = await positions(this.kessai, { accounts, tokens });
    return Object.fromEntries(
      parties.map((party, index) => [
        party,
        [found[2 * index]?.balance ?? 0n, found[2 * index + 1]?.free ?? 0n],
      ]),
    );
  }

  /** All events of a name. */
  async events(name: string): Promise<readonly ChainEvent[]> {
    const logs = await this.provider.getLogs({ fromBlock: 0, toBlock: "latest" });
    return decodeLogs(logs).filter((event) => event.name === name);
  }

  /** A file of the scenario with something else in it; its path. */
  changed(file: string, changes: readonly (readonly [from: string, to: string])[]): string {
    const path = join(this.home, file);
    let text = readFileSync(join("scenarios/nri-2025", file), "utf8");
    for (const [from, to] of changes) {
      expect(text).to.include(from);
      text = text.replace(from, to);
    }
    writeFileSync(path, text);
    return path;
  }

  /** An encrypted keyfile of a party's test account, whose password jobs find in their environment; its path. */
  async keyfile(party: string): Promise<string> {
    const account = this.accountOf(party);
    for (let index = 0; index < 40; index += 1) {
      const { address, privateKey } = HDNodeWallet.fromPhrase(
        TEST_WORDS,
        undefined,
        `m/44'/60'/0'/0/${index}`,
      );
      if (address !== account) continue;
      process.env["KESSAI_KEYFILE_PASSWORD"] = PASSWORD;
      const options = { scrypt: { N: 1_024, r: 8, p: 1 } };
      return this.file(
        `${party}.json`,
        await encryptKeystoreJson({ address, privateKey }, PASSWORD, options),
      );
    }
    throw new Error(`${party} has no test account`);
  }

  /** Writes a file beside the folder of deployments and gives its path. */
  file(name: string, text: string): string {
    const path = join(this.home, name);
    writeFileSync(path, text);
    return path;
  }
}
