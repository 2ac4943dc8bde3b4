import type { Kessai } from "../../sdk/client/Kessai.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import type { AddressBook } from "./AddressBook.ts";
import type { Folder } from "./Folder.ts";
import type { Keys } from "./openKeys.ts";
import type { Chain } from "./openChain.ts";
import type { CommonOptions } from "./options.ts";
import type { Reporter } from "./Reporter.ts";

/** What a job works with before anything is deployed. */
export interface ChainContext {
  readonly options: CommonOptions;
  readonly chain: Chain;
  readonly folder: Folder;
  readonly keys: Keys;
  readonly reporter: Reporter;
}

/** What a job works with. */
export interface JobContext extends ChainContext {
  readonly kessai: Kessai;
  readonly book: AddressBook;
  /** The names of accounts in the book. */
  readonly names: AccountNames;
}
