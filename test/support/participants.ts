/** IParticipantRegistry.Status, as a contract returns it. */
export const STATUS = { unknown: 0n, active: 1n, suspended: 2n, closed: 3n, replaced: 4n } as const;

/** IParticipantRegistry.Eligibility, as a contract returns it. */
export const ELIGIBILITY = {
  eligible: 0n,
  notAdmitted: 1n,
  suspended: 2n,
  closed: 3n,
  replaced: 4n,
  expired: 5n,
  lacksClasses: 6n,
} as const;
