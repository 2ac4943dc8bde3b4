import type { RegisterLanguage } from "./RegisterPrint.ts";

/** A day as a language writes it: 2022-06-03, 2022年6月3日. What follows the day (a time, a place) stays as it is. */
export function dayIn(language: RegisterLanguage, text: string): string {
  if (language === "en") return text;
  return text.replace(
    /^(\d{4})-(\d{2})-(\d{2})/,
    (_day, year: string, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
  );
}
