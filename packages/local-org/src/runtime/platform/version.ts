/** System.Version (Apex Reference Guide): the version of a package, also of System.runAs(version). */
import { notNull } from '../../values/ambient.ts';
import { register } from '../kernel/registry.ts';

export class Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number | null;

  constructor(major: number | null, minor: number | null, patch: number | null = null) {
    this.major = notNull(major);
    this.minor = notNull(minor);
    this.patch = patch;
  }

  /** Without a patch number in one of them, patch numbers do not count. */
  'compareTo(System.Version)'(other: Version | null): number {
    const { major, minor, patch } = notNull(other);
    const patches = this.patch === null || patch === null ? 0 : this.patch - patch;
    return Math.sign(this.major - major || this.minor - minor || patches);
  }
  'equals(Object)'(other: unknown): boolean {
    return other instanceof Version && this['compareTo(System.Version)'](other) === 0;
  }
  'major()'(): number {
    return this.major;
  }
  'minor()'(): number {
    return this.minor;
  }
  'patch()'(): number | null {
    return this.patch;
  }

  toText(): string {
    return [this.major, this.minor, ...(this.patch === null ? [] : [this.patch])].join('.');
  }
}

register('System.Version', {
  class: Version,
  constructors: {
    'new(Integer,Integer)': (major: number | null, minor: number | null) => new Version(major, minor),
    'new(Integer,Integer,Integer)': (major: number | null, minor: number | null, patch: number | null) =>
      new Version(major, minor, notNull(patch)),
  },
});
