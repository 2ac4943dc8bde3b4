import { encodeBytes32String } from "ethers";

import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** Opens the account of a fund under dual control. Sender: the custodian that will keep it. */
export function openFund({ fundAccountFactory, deployment }: Kessai, fund: string): Call {
  return {
    to: deployment.addresses.fundAccountFactory,
    data: fundAccountFactory.interface.encodeFunctionData("open", [encodeBytes32String(fund)]),
    what: `open the account of the fund ${fund}`,
  };
}
