/** Statuses of a participant by their numbers on chain (IParticipantRegistry.Status). */
export const PARTICIPANT_STATUSES = ["unknown", "active", "suspended", "closed", "replaced"] as const;

/** What was last decided about a participant. */
export type ParticipantStatus = (typeof PARTICIPANT_STATUSES)[number];

/** Why a participant may or may not hold, by number on chain (IParticipantRegistry.Eligibility). */
export const ELIGIBILITIES = [
  "eligible",
  "not admitted",
  "suspended",
  "closed",
  "replaced",
  "expired",
  "lacks classes",
] as const;

/** Why a participant may or may not hold now. */
export type Eligibility = (typeof ELIGIBILITIES)[number];
