import type hre from "hardhat";
import type { Provider } from "ethers";

/** What Hardhat deploys through. */
export type Connection = Awaited<ReturnType<typeof hre.network.create>>;

/** A chain to measure on, all to ourselves: it mines each transaction when it comes. */
export interface Engine {
  /** As the node calls itself, with its version. */
  readonly version: string;
  /** Deploys the house. */
  readonly connection: Connection;
  /** What the sdk works with. */
  readonly provider: Provider;
  /** Asks the node without anything between. */
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}
