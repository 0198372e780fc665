/** Time: milliseconds since midnight, 0 to 86,399,999. Immutable. */
import { two } from './date.ts';

const DAY_MS = 86_400_000;

export class ApexTime {
  /** ms of the day */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  }

  static of(hour: number, minute: number, second: number, millisecond: number): ApexTime {
    return new ApexTime(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  }

  get hour(): number {
    return Math.floor(this.ms / 3_600_000);
  }

  get minute(): number {
    return Math.floor(this.ms / 60_000) % 60;
  }

  get second(): number {
    return Math.floor(this.ms / 1000) % 60;
  }

  get millisecond(): number {
    return this.ms % 1000;
  }

  /** Past midnight it starts again. */
  add(ms: number): ApexTime {
    return new ApexTime(this.ms + ms);
  }

  equals(other: unknown): boolean {
    return other instanceof ApexTime && other.ms === this.ms;
  }

  hashKey(): string {
    return `time:${this.ms}`;
  }

  compare(other: ApexTime): number {
    return this.ms - other.ms;
  }

  /** `03:04:05.678Z`, also its text in Apex */
  toIso(): string {
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}.${String(this.millisecond).padStart(3, '0')}Z`;
  }
}
