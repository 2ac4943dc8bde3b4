/**
 * Says what is wrong with an ISIN, or `undefined` when nothing is.
 *
 * An ISIN is a two-letter prefix, nine letters or digits and a check digit. Letters count as A = 10 ... Z =
 * 35; the digits so written pass the "double-add-double" check (Luhn, modulus 10).
 * Source: ISO 6166, annex on the check digit.
 *
 * @returns the rule broken, in words ("check digit must be 5 (ISO 6166)"), or `undefined`
 */
export function isinFault(isin: string): string | undefined {
  if (!/^[A-Z]{2}[A-Z0-9]{9}[0-9]$/.test(isin)) {
    return "must be two capital letters, nine capital letters or digits and a check digit (ISO 6166)";
  }
  const expected = checkDigit(isin.slice(0, 11));
  return isin.endsWith(expected) ? undefined : `check digit must be ${expected} (ISO 6166)`;
}

function checkDigit(body: string): string {
  const digits = Array.from(body, (character) => Number.parseInt(character, 36).toString()).join("");
  const sum = Array.from(digits)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? 2 * Number(digit) : Number(digit)))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return ((10 - (sum % 10)) % 10).toString();
}
