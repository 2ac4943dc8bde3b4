/**
 * How good a set is: for each priority class, highest first, its value and then its number of trades. Of two ranks over
 * the same classes the one that is larger in the first place where they differ is better.
 */
export type Rank = readonly bigint[];
