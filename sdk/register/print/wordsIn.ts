import type { RegisterLanguage } from "./RegisterPrint.ts";
import type { RegisterWords } from "./RegisterWords.ts";
import { wordsEn } from "./wordsEn.ts";
import { wordsJa } from "./wordsJa.ts";

/** The words of a printed register in a language. */
export function wordsIn(language: RegisterLanguage): RegisterWords {
  return language === "ja" ? wordsJa : wordsEn;
}
