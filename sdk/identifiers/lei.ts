/**
 * Says what is wrong with an LEI, or `undefined` when nothing is.
 *
 * An LEI is eighteen letters or digits and two check digits. Letters count as A = 10 ... Z = 35, and the
 * number so written leaves remainder 1 when divided by 97.
 * Source: ISO 17442-1, check digits by ISO/IEC 7064 MOD 97-10.
 *
 * @returns the rule broken, in words ("check digits must be 47 (ISO 17442)"), or `undefined`
 */
export function leiFault(lei: string): string | undefined {
  if (!/^[A-Z0-9]{18}[0-9]{2}$/.test(lei)) {
    return "must be eighteen capital letters or digits and two check digits (ISO 17442)";
  }
  const expected = (98n - (asNumber(`${lei.slice(0, 18)}00`) % 97n)).toString().padStart(2, "0");
  return lei.endsWith(expected) ? undefined : `check digits must be ${expected} (ISO 17442)`;
}

function asNumber(text: string): bigint {
  return BigInt(Array.from(text, (character) => Number.parseInt(character, 36).toString()).join(""));
}
