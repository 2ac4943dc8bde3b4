import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { fundAssignment } from "../../../sdk/client/readers/fundAssignment.ts";
import type { FundDuty } from "../../../sdk/participants/fundDuties.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { DUTY_OF_WORD, FUND_DUTY_WORDS } from "./dutyWords.ts";
import { requireFund } from "./requireFund.ts";

/** Who must have which duty in which funds. */
export interface RequiredDuty {
  /** Name of the person in the address book. */
  readonly person: string;
  readonly duty: FundDuty;
  /** Names of the funds. */
  readonly funds: readonly string[];
}

/** @throws JobError when the person lacks the duty in one of the funds, or one of them has no account under dual control */
export async function requireDuties(context: JobContext, required: RequiredDuty): Promise<void> {
  const { kessai, book } = context;
  const { person, duty, funds } = required;
  const account = book.accountOf(person);
  const now = await kessai.now();
  for (const name of funds) {
    const fund = await requireFund(context, name);
    const present = await fundAssignment(kessai, fund.account, account);
    if (present.duty === duty && present.effectiveAt <= now) continue;
    if (present.duty === duty)
      throw new JobError(
        `${person} is no ${duty} of ${name} yet: it will be from ${formatMoment(present.effectiveAt)} on.`,
        "Wait until then.",
      );
    const word = FUND_DUTY_WORDS.find((each) => DUTY_OF_WORD[each] === duty) ?? "none";
    throw new JobError(
      `${person} is no ${duty} of ${name}: it is ${present.duty}.`,
      `Its custodian gives duties: npm run kessai -- fund-account assign --fund ${name} --person ${person} --duty ${word}`,
    );
  }
}
