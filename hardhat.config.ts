import { createRequire } from "node:module";

import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

import { warningsAreErrors } from "./tools/hardhat/warningsAreErrors.ts";

const resolve = createRequire(import.meta.url).resolve;

/** `KESSAI_DEEP=1` (`npm run test:deep`) runs every Solidity fuzz and invariant test for longer. */
const deep = process.env["KESSAI_DEEP"] === "1";

/** The coverage run (tools/suites.ts) keeps its instrumented output apart from what is deployed. */
const coverage = process.env["KESSAI_COVERAGE"] === "1";

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers, warningsAreErrors],

  solidity: {
    // Solidity tests are compiled apart, and only when they run: they leave no types, and mocha does not wait.
    splitTestsCompilation: true,
    profiles: {
      default: {
        version: "0.8.37",
        // The compiler comes from the npm package `solc`, so the lockfile pins it and nothing is downloaded.
        path: resolve("solc/soljson.js"),
        preferWasm: true,
        settings: {
          viaIR: true,
          optimizer: { enabled: true, runs: 200 },
          // Cancun has all that the contracts use (transient storage, MCOPY) and is the newest version that
          // consortium networks (Besu, GoQuorum's successors) run without special configuration.
          evmVersion: "cancun",
          // No hash of the metadata in the code: comments and paths do not change the bytecode.
          metadata: { bytecodeHash: "none" },
        },
      },
    },
  },

  paths: {
    sources: "contracts",
    tests: { mocha: "test", solidity: "test" },
    artifacts: coverage ? "cache/coverage/artifacts" : "artifacts",
    cache: coverage ? "cache/coverage/cache" : "cache",
    // Ignition keeps its journals in `<paths.ignition>/deployments/<id>`, hence the top-level deployments/ folder.
    // Its modules are in ignition/modules, where scripts import them from. (`hardhat ignition deploy <file>` would take
    // them from ./modules only.)
    ignition: ".",
  },

  typechain: { outDir: process.env["KESSAI_TYPECHAIN_DIR"] ?? "typechain-types" },

  coverage: { skipFiles: ["contracts/mocks/**", "contracts/interfaces/**"] },

  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      // Named so that gas figures do not move when Hardhat's default does.
      hardfork: "osaka",
    },
    localhost: {
      type: "http",
      chainType: "l1",
      url: "http://127.0.0.1:8545",
    },
    // Any live network. Read from the keystore (`hardhat keystore set <name>`) or the environment, when used.
    custom: {
      type: "http",
      chainType: "l1",
      url: configVariable("KESSAI_RPC_URL"),
      accounts: [configVariable("KESSAI_PRIVATE_KEY")],
    },
  },

  test: {
    mocha: { timeout: 300_000 },
    solidity: {
      fuzz: { runs: deep ? 10_000 : 256 },
      invariant: { runs: deep ? 512 : 64, depth: deep ? 256 : 64, failOnRevert: false },
    },
  },
});
