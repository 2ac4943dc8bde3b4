/** The greatest whole number that divides all the given ones; 0n when all are zero or there are none. */
export function greatestDivisor(numbers: Iterable<bigint>): bigint {
  let divisor = 0n;
  for (const number of numbers) {
    let rest = number < 0n ? -number : number;
    while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  }
  return divisor;
}
