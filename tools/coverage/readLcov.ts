/** The coverage of one source file. */
export interface FileCoverage {
  readonly path: string;
  /** How many lines can run. */
  readonly lines: number;
  /** The numbers of those that did not, ascending. */
  readonly uncovered: readonly number[];
}

/** Reads the line counts (`DA:<line>,<count>`) of each file (`SF:<path>` to `end_of_record`) of an lcov tracefile. */
export function readLcov(text: string): readonly FileCoverage[] {
  return text
    .split("end_of_record")
    .map((record) => ({
      path: /^SF:(?<path>.+)$/mu.exec(record)?.groups?.["path"]?.replaceAll("\\", "/"),
      counts: [...record.matchAll(/^DA:(?<line>\d+),(?<count>\d+)/gmu)],
    }))
    .flatMap(({ path, counts }) => {
      if (path === undefined) return [];
      const uncovered = counts
        .filter(({ groups }) => groups?.["count"] === "0")
        .map(({ groups }) => Number(groups?.["line"]))
        .sort((a, b) => a - b);
      return [{ path, lines: counts.length, uncovered }];
    });
}
