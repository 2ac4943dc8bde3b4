import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** Issues the whole of a bond to its issuer's account. Sender: an issuer agent whom the issuer has appointed. */
export async function issueBond(kessai: Kessai, isin: string): Promise<Call> {
  const bond = await kessai.bond(isin);
  return {
    to: await bond.getAddress(),
    data: bond.interface.encodeFunctionData("issue"),
    what: `issue the bond ${isin}`,
  };
}
