/** One line that fills up on a terminal; a line a file where the output is not a terminal. */
const WIDTH = 28;

export class Progress {
  readonly #label: string;
  readonly #total: number;
  readonly #started = performance.now();
  readonly #live = process.stderr.isTTY;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
  }

  update(done: number): void {
    if (this.#live) process.stderr.write(`\r${this.#line(done)}`);
  }

  finish(done: number, note: string): void {
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(1);
    process.stderr.write(`${this.#live ? '\r' : ''}${this.#line(done)}  ${note}, ${seconds} s\n`);
  }

  #line(done: number): string {
    const filled = this.#total === 0 ? WIDTH : Math.round((done / this.#total) * WIDTH);
    return `  ${this.#label.padEnd(14)} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${this.#total}`;
  }
}
