import { formatMoment } from "../../calendar/formatMoment.ts";
import { bondFacts } from "./bondFacts.ts";
import { checkSections } from "./checkSections.ts";
import { holderSections } from "./holderSections.ts";
import { dayIn } from "./dayIn.ts";
import type { FactsSection, PrintedPages } from "./PrintedPages.ts";
import type { RegisterLanguage, RegisterPrint } from "./RegisterPrint.ts";
import type { RegisterWords } from "./RegisterWords.ts";
import { wordsIn } from "./wordsIn.ts";

/** Lays a register out in a language, the same for every format. */
export function layOut(print: RegisterPrint, language: RegisterLanguage): PrintedPages {
  const words = wordsIn(language);
  const { register, particulars, hash, centre } = print;
  const { bond, moment } = register;
  return {
    language,
    title: words.title,
    subtitle: `${particulars?.name[language] ?? bond.name} (${bond.isin})`,
    name: words.sheet,
    page: words.page,
    footer: `${words.title} ${bond.isin}  ${formatMoment(moment.asOf, centre)}  ${words.hash} ${hash}`,
    madeAt: moment.asOf,
    sections: [
      momentFacts(print, language, words),
      bondFacts(print, language),
      ...holderSections(print, language),
      ...checkSections(print, language),
    ],
  };
}

function momentFacts(
  { register, centre }: RegisterPrint,
  language: RegisterLanguage,
  { moment: words }: RegisterWords,
): FactsSection {
  const { moment, chainId } = register;
  const told = (seconds: bigint): string => dayIn(language, formatMoment(seconds, centre));
  return {
    kind: "facts",
    title: words.title,
    facts: [
      { label: words.asOf, value: told(moment.asOf) },
      { label: words.block, value: BigInt(moment.blockNumber) },
      { label: words.blockTime, value: told(moment.blockTime) },
      { label: words.blockHash, value: moment.blockHash },
      { label: words.chain, value: chainId.toString() },
    ],
  };
}
