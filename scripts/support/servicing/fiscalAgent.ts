import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";

/** The account that has the duty of issuer agent: the fiscal agent (財務代理人). */
export function fiscalAgent({ folder }: Pick<JobContext, "folder">): string {
  const agent = folder.record()?.roles.issuerAgent;
  if (agent === undefined) throw new JobError("Nobody is issuer agent.", "Run the deploy job.");
  return agent;
}

/** Who sends what anybody may: the fiscal agent if its key is at hand, else any key that is. */
export async function servicingSender(context: Pick<JobContext, "folder" | "keys">): Promise<string> {
  const agent = fiscalAgent(context);
  if ((await context.keys.signerOf(agent)) !== undefined) return agent;
  return context.keys.wallets[0]?.address ?? agent;
}
