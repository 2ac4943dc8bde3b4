import hre from "hardhat";

/** The part of Hardhat's coverage manager that is used here. Hardhat does not export it, hence the look inside. */
interface CoverageManager {
  disableReport(): void;
  enableReport(): void;
  report(...runners: string[]): Promise<void>;
}

/** Keeps Hardhat from reporting by itself, and reports when it is asked to, whatever way the tests were run. */
export class CoverageReport {
  readonly #manager: CoverageManager;

  constructor() {
    const manager = Reflect.get(hre, "_coverage") as CoverageManager | undefined;
    if (manager === undefined) throw new Error("Hardhat has no coverage manager where 3.17 keeps it");
    this.#manager = manager;
    this.#manager.disableReport();
  }

  /** Prints the table, and writes coverage/lcov.info and coverage/html. */
  async print(): Promise<void> {
    this.#manager.enableReport();
    await this.#manager.report("mocha");
  }
}
