import type { Told } from "./Told.ts";

/** Answers the questions of the process that has started this one: "count" begins to count, "cpu" tells the time. */
export function reportCpu(): void {
  let began = process.cpuUsage();
  process.on("message", (message) => {
    if (message === "count") began = process.cpuUsage();
    if (message !== "cpu") return;
    const { user, system } = process.cpuUsage(began);
    tell({ kind: "cpu", milliseconds: (user + system) / 1_000 });
  });
}

/** Tells the process that has started this one. */
export function tell(message: Told): void {
  process.send?.(message);
}
