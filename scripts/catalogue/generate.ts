/**
 * Writes packages/local-org/src/schema/standard/shapes/objects.txt from the class files of `sobject-types`, the stubs of
 * Salesforce's standard objects that the Apex Dev Tools publish (BSD-3-Clause): which objects there are, their fields with
 * types, and how they refer to each other. shapes.ts reads it and says what a line holds.
 *
 *   node scripts/catalogue/generate.ts DIR      DIR: the unpacked jar
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classFields } from './class-file.ts';
import { KNOWN_PREFIXES } from './key-prefixes.ts';

const PACKAGE = 'com/nawforce/runforce';
const TARGET = join(import.meta.dirname, '../../packages/local-org/src/schema/standard/shapes/objects.txt');

/** Made by the platform for other objects; the schema derives those that it supports from the objects themselves. */
const DERIVED = /(ChangeEvent|History|Feed|Share|OwnerSharingRule|CriteriaBasedSharingRule)$/;
/** Stubs that stand for no object. */
const NOT_OBJECTS = new Set(['AggregateResult', 'SObject']);

/** Fields that only an org with a certain feature has: several currencies, divisions, state and country picklists. */
const OF_FEATURES = /^(CurrencyIsoCode|Division|\w*(State|Country)Code)$/;

const CODES: Readonly<Record<string, string>> = {
  [`L${PACKAGE}/System/String;`]: 's',
  [`L${PACKAGE}/System/Integer;`]: 'i',
  [`L${PACKAGE}/System/Long;`]: 'l',
  [`L${PACKAGE}/System/Decimal;`]: 'n',
  [`L${PACKAGE}/System/Boolean;`]: 'b',
  [`L${PACKAGE}/System/Date;`]: 'd',
  [`L${PACKAGE}/System/Datetime;`]: 't',
  [`L${PACKAGE}/System/Time;`]: 'h',
  [`L${PACKAGE}/System/Blob;`]: 'x',
  [`L${PACKAGE}/SObjects/Address;`]: 'a',
  [`L${PACKAGE}/SObjects/Location;`]: 'g',
};

interface Reference {
  /** undefined where the field may refer to several objects */
  readonly to: string | undefined;
  /** parent -> name of the child relationship */
  readonly parents: Map<string, string>;
}

interface Shape {
  readonly name: string;
  /** name -> code of the type, or what it refers to */
  readonly fields: Map<string, string | Reference>;
  readonly children: readonly { readonly name: string; readonly object: string }[];
}

function main(directory: string): void {
  const folder = join(directory, PACKAGE, 'SObjects');
  const shapes = new Map<string, Shape>();
  for (const file of readdirSync(folder).sort()) {
    const name = file.replace(/\.class$/, '');
    if (DERIVED.test(name) || NOT_OBJECTS.has(name) || name.includes('__') || name.includes('$')) continue;
    shapes.set(name, shapeOf(name, readFileSync(join(folder, file))));
  }
  for (const parent of shapes.values()) for (const child of parent.children) connect(parent.name, child, shapes);
  const prefixes = keyPrefixes([...shapes.keys()]);
  const lines = [...shapes.values()].map((shape) => line(shape, prefixes.get(shape.name)!));
  writeFileSync(TARGET, `${lines.join('\n')}\n`);
  process.stdout.write(`${lines.length} objects\n`);
}

function shapeOf(name: string, bytes: Buffer): Shape {
  const fields = new Map<string, string | Reference>();
  const children: { name: string; object: string }[] = [];
  for (const { name: field, descriptor, isStatic } of classFields(bytes)) {
    if (isStatic || OF_FEATURES.test(field)) continue;
    const object = /\/SObjects\/(\w+);$/.exec(descriptor)?.[1];
    if (descriptor.startsWith('[')) {
      if (object) children.push({ name: field, object });
    } else if (fields.has(`${field}Id`) && (object || descriptor.endsWith('/SObject;'))) {
      // a parent stands after the field that holds its Id
      const to = object === undefined || object === 'Name' ? undefined : object;
      fields.set(`${field}Id`, { to, parents: new Map() });
    } else {
      const code = descriptor.endsWith('/System/Id;') ? 'r' : CODES[descriptor];
      if (code !== undefined) fields.set(field, code);
    }
  }
  return { name, fields, children };
}

const isReference = (field: string | Reference): field is Reference => typeof field !== 'string';

/** Which field of the child the relationship goes through: the only one that refers to the parent, else the only one that may. */
function connect(parent: string, child: { name: string; object: string }, shapes: ReadonlyMap<string, Shape>): void {
  const references = [...(shapes.get(child.object)?.fields ?? [])].flatMap(([name, field]) =>
    isReference(field) ? [{ name, field }] : [],
  );
  const direct = references.filter(({ field }) => field.to === parent);
  const open = references.filter(({ name, field }) => field.to === undefined && name !== 'OwnerId');
  const named = direct.filter(({ name }) => child.name.startsWith(name.replace(/Id$/, '')));
  const [chosen, ...others] = direct.length === 0 ? open : named.length === 1 ? named : direct;
  if (chosen !== undefined && others.length === 0) chosen.field.parents.set(parent, child.name);
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Those that public lists name, and others of our own from a range that Salesforce has not given to any object there. */
function keyPrefixes(names: readonly string[]): ReadonlyMap<string, string> {
  let next = 0;
  const own = (): string => `z${DIGITS[Math.floor(next / DIGITS.length)]}${DIGITS[next++ % DIGITS.length]}`;
  return new Map(names.map((name) => [name, KNOWN_PREFIXES[name] ?? own()] as const));
}

function line({ name, fields }: Shape, prefix: string): string {
  const columns = [...fields].map(([field, type]) => {
    if (!isReference(type)) return `${field}:${type}`;
    const parents = [...type.parents].map(([parent, relationship]) => `${parent}.${relationship}`);
    return `${field}>${parents.length > 0 ? parents.join('|') : (type.to ?? '')}`;
  });
  return [name, prefix, ...columns].join(' ');
}

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  process.stderr.write('usage: node scripts/catalogue/generate.ts DIR\n');
  process.exitCode = 2;
} else main(directory);
