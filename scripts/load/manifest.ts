/** The manifest beside a folder of CSV files: what the dataset is, and which file holds which object. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from './errors.ts';

const METHODS = ['algorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', 'trainedAlgorithmicMedia'];

export interface DatasetDescription {
  readonly key: string;
  readonly name: string;
  readonly generator: string;
  readonly generatorVersion: string;
  /** IPTC digital source type: rules, a trained model, or both */
  readonly method: string;
  /** of the trained model, where one was used */
  readonly modelName?: string;
  readonly modelVersion?: string;
  readonly trainingData?: string;
  readonly configurationHash: string;
  readonly seed: string;
  /** ISO 8601 */
  readonly generatedAt: string;
  readonly purpose: string;
  readonly responsibleEntity: string;
  readonly allowedObjects: readonly string[];
  readonly retentionDays: number;
  /** codes of the markets in which the data are used */
  readonly markets?: readonly string[];
  /** for each limited object how many records it may have, or the highest key of one */
  readonly recordLimits?: Readonly<Record<string, string>>;
  /** all objects together */
  readonly maximumRecords?: number;
}

export interface ManifestFile {
  readonly object: string;
  /** absolute */
  readonly path: string;
  /** as written in the manifest, for messages */
  readonly name: string;
  /** the field by which rows are recognised and referenced; undefined: rows are inserted, references go by the old `Id` column */
  readonly externalId: string | undefined;
  /** how many rows the file must have, where the manifest says so */
  readonly rows: number | undefined;
}

export interface Manifest {
  readonly path: string;
  readonly dataset: DatasetDescription;
  /** parents first */
  readonly files: readonly ManifestFile[];
}

/** As the org writes the limits: `Account=500;Contact=SAMPLE-CON-02000`. */
export function recordLimitsText({ recordLimits }: DatasetDescription): string | undefined {
  return (
    recordLimits &&
    Object.entries(recordLimits)
      .map((entry) => entry.join('='))
      .join(';')
  );
}

/** Reads and checks a manifest. InputError names the file and the member that is wrong. */
export function readManifest(path: string): Manifest {
  const absolute = resolve(path);
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch {
    throw new InputError(`${path}: cannot read the manifest`);
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const reader = new MemberReader(path);
  const top = reader.object(raw, 'manifest');
  const dataset = reader.object(top.dataset, 'dataset');
  const files = reader.array(top.files, 'files').map((value, index) => {
    const place = `files[${index}]`;
    const file = reader.object(value, place);
    const name = reader.text(file.file, `${place}.file`);
    return {
      object: reader.text(file.object, `${place}.object`),
      name,
      path: resolve(dirname(absolute), name),
      externalId: file.externalId === undefined ? undefined : reader.text(file.externalId, `${place}.externalId`),
      rows: file.rows === undefined ? undefined : reader.count(file.rows, `${place}.rows`),
    };
  });
  if (files.length === 0) throw new InputError(`${path}: files: the manifest names no file`);
  const generatedAt = reader.text(dataset.generatedAt, 'dataset.generatedAt');
  if (Number.isNaN(Date.parse(generatedAt))) {
    throw new InputError(`${path}: dataset.generatedAt: "${generatedAt}" is not a date and time in ISO 8601`);
  }
  return {
    path: absolute,
    files,
    dataset: {
      key: reader.text(dataset.key, 'dataset.key'),
      name: reader.text(dataset.name, 'dataset.name'),
      generator: reader.text(dataset.generator, 'dataset.generator'),
      generatorVersion: reader.text(dataset.generatorVersion, 'dataset.generatorVersion'),
      method: reader.oneOf(dataset.method, METHODS, 'dataset.method'),
      modelName: reader.optionalText(dataset.modelName, 'dataset.modelName'),
      modelVersion: reader.optionalText(dataset.modelVersion, 'dataset.modelVersion'),
      trainingData: reader.optionalText(dataset.trainingData, 'dataset.trainingData'),
      configurationHash: reader.text(dataset.configurationHash, 'dataset.configurationHash'),
      seed: reader.text(dataset.seed, 'dataset.seed'),
      generatedAt,
      purpose: reader.text(dataset.purpose, 'dataset.purpose'),
      responsibleEntity: reader.text(dataset.responsibleEntity, 'dataset.responsibleEntity'),
      allowedObjects: reader
        .array(dataset.allowedObjects, 'dataset.allowedObjects')
        .map((v, i) => reader.text(v, `dataset.allowedObjects[${i}]`)),
      retentionDays: reader.count(dataset.retentionDays, 'dataset.retentionDays'),
      markets:
        dataset.markets === undefined
          ? undefined
          : reader.array(dataset.markets, 'dataset.markets').map((v, i) => reader.text(v, `dataset.markets[${i}]`)),
      recordLimits:
        dataset.recordLimits === undefined
          ? undefined
          : Object.fromEntries(
              Object.entries(reader.object(dataset.recordLimits, 'dataset.recordLimits')).map(([object, limit]) => [
                object,
                reader.text(limit, `dataset.recordLimits.${object}`),
              ]),
            ),
      maximumRecords:
        dataset.maximumRecords === undefined
          ? undefined
          : reader.count(dataset.maximumRecords, 'dataset.maximumRecords'),
    },
  };
}

class MemberReader {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  object(value: unknown, place: string): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.#wrong(place, 'an object', value);
    return value as Record<string, unknown>;
  }

  array(value: unknown, place: string): readonly unknown[] {
    if (!Array.isArray(value)) throw this.#wrong(place, 'a list', value);
    return value;
  }

  text(value: unknown, place: string): string {
    if (typeof value !== 'string' || value.trim() === '') throw this.#wrong(place, 'a text', value);
    return value;
  }

  optionalText(value: unknown, place: string): string | undefined {
    return value === undefined ? undefined : this.text(value, place);
  }

  count(value: unknown, place: string): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      throw this.#wrong(place, 'a whole number', value);
    return value;
  }

  oneOf(value: unknown, allowed: readonly string[], place: string): string {
    const text = this.text(value, place);
    if (!allowed.includes(text))
      throw new InputError(`${this.#path}: ${place}: "${text}" is none of ${allowed.join(', ')}`);
    return text;
  }

  #wrong(place: string, wanted: string, value: unknown): InputError {
    const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
    return new InputError(`${this.#path}: ${place}: expected ${wanted}, found ${found}`);
  }
}
