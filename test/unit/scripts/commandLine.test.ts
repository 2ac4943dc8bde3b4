import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import type { Command } from "commander";

import { accruedCommand } from "../../../scripts/jobs/accrued.ts";
import { chainCommand } from "../../../scripts/jobs/chain.ts";
import { deployCommand } from "../../../scripts/jobs/deploy.ts";
import { issueCommand } from "../../../scripts/jobs/issue.ts";
import { positionsCommand } from "../../../scripts/jobs/positions.ts";
import { scheduleCommand } from "../../../scripts/jobs/schedule.ts";
import { statusCommand } from "../../../scripts/jobs/status.ts";
import { Folder } from "../../../scripts/support/Folder.ts";
import { loadScenario } from "../../../scripts/support/loadScenario.ts";
import { loadTerms } from "../../../scripts/support/loadTerms.ts";
import { openChain } from "../../../scripts/support/openChain.ts";
import { parseIsin } from "../../../scripts/support/parseIsin.ts";
import { placeWords } from "../../../scripts/support/placeWords.ts";
import { requirePort } from "../../../scripts/support/requirePort.ts";
import { scenarioFile } from "../../../scripts/support/scenarioFile.ts";
import { UsageError } from "../../../scripts/support/UsageError.ts";
import { KessaiError } from "../../../sdk/errors/KessaiError.ts";
import { UnreadableDocumentError } from "../../../sdk/errors/UnreadableDocumentError.ts";

/** What an action refuses with. */
async function failure(action: () => unknown): Promise<KessaiError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof KessaiError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("The options of a job", () => {
  const takes = (command: Command): readonly string[] =>
    ["--json", "--network", "--dry-run"].filter((name) => command.options.some(({ long }) => long === name));

  for (const [make, options] of [
    [chainCommand, []],
    [scheduleCommand, ["--json"]],
    [accruedCommand, ["--json"]],
    [positionsCommand, ["--json", "--network"]],
    [statusCommand, ["--json", "--network"]],
    [issueCommand, ["--json", "--network", "--dry-run"]],
    [deployCommand, ["--json", "--network", "--dry-run"]],
  ] as const) {
    const command = make();
    it(`${command.name()} takes ${["--help", ...options].join(", ")}`, () => {
      expect(takes(command)).to.deep.equal(options);
    });
  }

  it("deploy counts one day as one", () => {
    const help = deployCommand().helpInformation().replace(/\s+/g, " ");
    expect(help).to.include("(default: 1 day)").and.include("(default: 2 days)");
  });
});

describe("parseIsin", () => {
  it("takes an ISIN", () => {
    expect(parseIsin("JP9JPXGDTB18")).to.equal("JP9JPXGDTB18");
  });

  for (const [isin, rule] of [
    ["JP9JPXGDTB19", "check digit must be 8 (ISO 6166)"],
    ["jpx", "must be two capital letters, nine capital letters or digits and a check digit (ISO 6166)"],
  ] as const) {
    it(`refuses ${isin} with the rule that it breaks`, () => {
      expect(() => parseIsin(isin)).to.throw(UsageError, `--isin is "${isin}": ${rule}.`);
    });
  }
});

describe("placeWords", () => {
  it("repeats what was given, so that another job finds the same network", () => {
    const plain = { network: "localhost", deployments: "deployments" };
    expect(placeWords(plain)).to.equal("--network localhost");
    expect(
      placeWords({ network: "nowhere", rpcUrl: "http://10.0.0.1:8545", deployments: "/srv/deployments" }),
    ).to.equal("--network nowhere --rpc-url http://10.0.0.1:8545 --deployments /srv/deployments");
  });

  it("is in what to do when nothing is deployed", async () => {
    const home = mkdtempSync(join(tmpdir(), "kessai-folder-"));
    try {
      const folder = new Folder(join(home, "deployments"), "nowhere");
      const { message, hint } = await failure(() => folder.deployment("--network nowhere --rpc-url u"));
      expect(message).to.equal("Nothing is deployed on nowhere, or not all of it.");
      expect(hint).to.equal("Run the deploy job: npm run kessai -- deploy --network nowhere --rpc-url u");
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

describe("openChain, when no node answers", () => {
  for (const [url, hint] of [
    ["http://127.0.0.1:1", /^Check the address, or start a node there: .* --scenario jpx-2022 --port 1$/],
    ["http://localhost:1", /--port 1$/],
  ] as const) {
    it(`gives advice on ${url}, as it was given`, async () => {
      const error = await failure(() => openChain({ network: "localhost", rpcUrl: url }, {}));
      expect(error.message).to.equal(`The node of localhost at ${url} does not answer.`);
      expect(error.hint).to.match(hint);
    });
  }

  it("refuses what is no address", async () => {
    const error = await failure(() => openChain({ network: "localhost", rpcUrl: "8545" }, {}));
    expect(error)
      .to.be.instanceOf(UsageError)
      .with.property("message", '"8545" is not an address of a node.');
  });
});

describe("requirePort", () => {
  it("says in words that a port is taken, and takes it once it is free", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { message, hint } = await failure(() => requirePort("127.0.0.1", port));
    expect(message).to.match(new RegExp(`^Port ${port} of this computer is taken: another program answers`));
    expect(hint).to.include("--port 0").and.include("--rpc-url");
    await new Promise((resolve) => server.close(resolve));
    await requirePort("127.0.0.1", port);
  });

  it("names the code of what else is wrong", async () => {
    const { message } = await failure(() => requirePort("192.0.2.1", 8545));
    expect(message).to.equal("Port 8545 of this computer cannot be used (EADDRNOTAVAIL).");
  });
});

describe("The files of a scenario", () => {
  it("given a scenario that does not exist, names those that do", async () => {
    for (const load of [
      () => loadScenario({ scenario: "jpx-2023" }),
      () => loadTerms({ scenario: "jpx-2023" }),
      () => scenarioFile("samples", "trades"),
    ]) {
      const error = await failure(load);
      expect(error).to.be.instanceOf(UsageError);
      expect(error.message).to.match(/^There is no scenario (jpx-2023|samples)\.$/);
      expect(error.hint).to.match(/^There are jpx-2022 and nri-2025\./);
    }
  });

  it("given a place without scenarios, says where they are looked for", async () => {
    const { hint } = await failure(() => scenarioFile("jpx-2022", "terms", "nowhere"));
    expect(hint).to.match(/^Run this where the folder scenarios\/ is/);
  });

  it("given a file that is not YAML, names the file", async () => {
    // The committed text of a licence is no list of trades.
    const error = await failure(() => loadScenario({ scenario: "jpx-2022", trades: "LICENSE" }));
    expect(error).to.be.instanceOf(UnreadableDocumentError);
    expect(error.message).to.match(/^"LICENSE" cannot be read as YAML or JSON: /);
  });
});
