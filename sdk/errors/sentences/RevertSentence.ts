/** What a contract's refusal means, and what to do about it. `{name}` stands for the argument of that name. */
export interface RevertSentence {
  readonly sentence: string;
  readonly hint: string;
}

/** Sentences by the name of the error. */
export type RevertSentences = Readonly<Record<string, RevertSentence>>;
