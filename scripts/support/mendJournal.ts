/** The messages with which Hardhat Ignition begins something that sends a transaction. */
const BEGINNINGS = /^(DEPLOYMENT|CALL|SEND_DATA)_EXECUTION_STATE_INITIALIZE$/;
const REQUEST = "NETWORK_INTERACTION_REQUEST";

interface Message {
  readonly type?: unknown;
  readonly futureId?: unknown;
}

/**
 * The journal of a deployment without what an interrupted run has begun and not done: a last line that was not written to
 * its end, and steps for which no transaction was asked yet. Ignition takes neither when it goes on, and nothing of them is on
 * the chain: it begins them anew.
 *
 * @param journal messages of Hardhat Ignition, one JSON text a line
 */
export function mendJournal(journal: string): string {
  const lines = journal.split("\n").filter((line) => line !== "");
  const whole = lines.filter((line, index) => index < lines.length - 1 || parsed(line) !== undefined);
  const messages = whole.map((line) => ({ line, message: parsed(line) }));
  const asked = new Set(
    messages.flatMap(({ message }) => (message?.type === REQUEST ? [message.futureId] : [])),
  );
  return messages
    .filter(({ message }) => !isBeginning(message) || asked.has(message?.futureId))
    .map(({ line }) => `\n${line}`)
    .join("");
}

function isBeginning(message: Message | undefined): boolean {
  return typeof message?.type === "string" && BEGINNINGS.test(message.type);
}

function parsed(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
