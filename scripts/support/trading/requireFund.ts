import { fundStatus } from "../../../sdk/client/readers/fundStatus.ts";
import type { FundStatus } from "../../../sdk/client/readers/fundStatus.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";

/** A fund whose account is open. */
export interface Fund extends FundStatus {
  /** In the address book. */
  readonly name: string;
  readonly account: string;
}

/**
 * The fund of a name in the address book.
 *
 * @throws UsageError when the book does not know the name; JobError when it has no account under dual control
 */
export async function requireFund(
  { kessai, book }: Pick<JobContext, "kessai" | "book">,
  name: string,
): Promise<Fund> {
  const account = book.accountOf(name);
  const status = await fundStatus(kessai, account);
  if (status !== undefined) return { name, account, ...status };
  throw new JobError(
    `${name} has no account under dual control: there is no contract at ${account}.`,
    `Name a fund, or open its account: npm run kessai -- fund-account open --custodian <party> --fund ${name}`,
  );
}
