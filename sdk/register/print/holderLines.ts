import { formatMoment } from "../../calendar/formatMoment.ts";
import type { RegisteredHolder } from "../BondRegister.ts";
import { identityIn } from "./RegisterPrint.ts";
import type { RegisterLanguage, RegisterPrint } from "./RegisterPrint.ts";
import type { RegisterWords } from "./RegisterWords.ts";
import { wordsIn } from "./wordsIn.ts";

/** What is printed of a holder, in words. */
export interface HolderLines {
  /** Its name, else its commitment. */
  readonly holder: string;
  /** Address and trust notice; empty without the book. */
  readonly address: string;
  readonly acquired: string;
  readonly frozen: string;
  readonly status: string;
  readonly tax: string;
}

/** What is printed of a holder. */
export function holderLines(
  print: RegisterPrint,
  holder: RegisteredHolder,
  language: RegisterLanguage,
): HolderLines {
  const words = wordsIn(language);
  const { participant, lots } = holder;
  const identity = identityIn(print, holder.account);
  const isJapanese = language === "ja";
  const name = isJapanese ? (identity?.nameJa ?? identity?.legalName) : identity?.legalName;
  const address = isJapanese
    ? (identity?.addressJa ?? identity?.address)
    : (identity?.address ?? identity?.addressJa);
  const trust =
    identity?.trustNotice === undefined ? undefined : `${words.holders.trust}: ${identity.trustNotice}`;
  return {
    holder:
      name === undefined
        ? `${words.holders.notProved} ${participant.commitment}`
        : [name, `LEI ${identity?.lei ?? ""}`].join("\n"),
    address: [address, trust].filter((line) => line !== undefined).join("\n"),
    acquired: dates(lots.map(({ acquiredAt }) => formatMoment(acquiredAt, print.centre).slice(0, 10))),
    frozen: frozenOf(holder, words),
    status: statusOf(holder, print, words),
    tax: [words.taxClasses[participant.taxClass], identity?.taxNote]
      .filter((line) => line !== undefined)
      .join("\n"),
  };
}

function dates(days: readonly string[]): string {
  const different = [...new Set(days)].toSorted();
  const [first = "", last = first] = [different[0], different.at(-1)];
  return different.length <= 2 ? different.join("\n") : `${first} -\n${last}`;
}

function frozenOf({ frozen, accountFrozen }: RegisteredHolder, { holders }: RegisterWords): string {
  const amount = frozen === 0n ? [] : [frozen.toString()];
  return [...amount, ...(accountFrozen ? [holders.wholeAccount] : [])].join("\n");
}

function statusOf({ participant }: RegisteredHolder, print: RegisterPrint, words: RegisterWords): string {
  const isExpired = participant.kycExpiry <= print.register.moment.asOf;
  return [words.statuses[participant.status], ...(isExpired ? [words.holders.expired] : [])].join("\n");
}
