import { duties } from "./sentences/duties.ts";
import { foundations } from "./sentences/foundations.ts";
import { instruments } from "./sentences/instruments.ts";
import { offerings } from "./sentences/offerings.ts";
import { participants } from "./sentences/participants.ts";
import { servicing } from "./sentences/servicing.ts";
import { sets } from "./sentences/sets.ts";
import { tokens } from "./sentences/tokens.ts";
import { trading } from "./sentences/trading.ts";
import { trades } from "./sentences/trades.ts";
import type { RevertSentences } from "./sentences/RevertSentence.ts";

/** What every error of every contract of the house means to a back office, by the error's name. */
export const REVERT_SENTENCES: RevertSentences = {
  ...participants,
  ...instruments,
  ...tokens,
  ...trades,
  ...sets,
  ...servicing,
  ...offerings,
  ...trading,
  ...duties,
  ...foundations,
};
