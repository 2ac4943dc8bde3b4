import { FundAccount__factory } from "../../../typechain-types/index.ts";

/** What the account of a fund understands. */
export const fundInterface = FundAccount__factory.createInterface();
