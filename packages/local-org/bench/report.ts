/** One measured figure, and how figures are printed. */

export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** `x` for a ratio, `ms`, `count` */
  readonly unit: string;
  /** `< 3`, `0`, or empty where the figure is only reported */
  readonly goal: string;
  readonly met: boolean;
}

/** A figure with a goal of "less than". */
export function under(name: string, value: number, unit: string, limit: number): Measurement {
  return { name, value: round(value), unit, goal: `< ${limit}`, met: value < limit };
}

/** A figure with a goal of "at least". */
export function atLeast(name: string, value: number, unit: string, limit: number): Measurement {
  return { name, value: round(value), unit, goal: `>= ${limit}`, met: value >= limit };
}

/** A figure that must be exactly this. */
export function exactly(name: string, value: number, unit: string, wanted: number): Measurement {
  return { name, value, unit, goal: String(wanted), met: value === wanted };
}

/** A figure without a goal. */
export function reported(name: string, value: number, unit: string): Measurement {
  return { name, value: round(value), unit, goal: '', met: true };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

export function toTable(measurements: readonly Measurement[]): string {
  const rows = [
    ['what', 'measured', 'goal', ''],
    ...measurements.map((m) => [
      m.name,
      `${m.value} ${m.unit}`,
      m.goal,
      m.goal === '' ? '' : m.met ? 'met' : 'NOT MET',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
