import { KessaiError } from "../../errors/KessaiError.ts";

/** A trade and its confirmation do not agree. */
export class TradeUnmatchedError extends KessaiError {
  /** What does not agree, one sentence each. */
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    const count = sentences.length === 1 ? "1 field" : `${sentences.length} fields`;
    super({
      code: "TRADE_UNMATCHED",
      message: [`The trade is not matched (約定照合 不一致): ${count}.`, ...sentences].join("\n  "),
      hint: "Ask the other side for a corrected confirmation, or correct our books; give no instruction before.",
      details: { sentences },
    });
    this.sentences = sentences;
  }
}
