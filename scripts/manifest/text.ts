/** The manifest of a dataset as the org seals it: the same text, to the byte, as the Apex class SyntheticManifest makes. */
import { recordLimitsText, type DatasetDescription } from '../load/manifest.ts';
import { canonical } from './canonical.ts';
import type { StagedContent } from './content.ts';

const FORMAT = 'synthetic-dataset-manifest/1';

export function manifestText(dataset: DatasetDescription, content: StagedContent | undefined): string {
  return canonical({
    format: FORMAT,
    allowedObjects: [...dataset.allowedObjects].sort(),
    configurationHash: text(dataset.configurationHash),
    contentRoot: content?.root ?? null,
    copiedFrom: null,
    generatedAt: moment(dataset.generatedAt),
    generator: text(dataset.generator),
    generatorVersion: text(dataset.generatorVersion),
    key: text(dataset.key),
    markets: text(dataset.markets?.join(';')),
    maximumRecords: dataset.maximumRecords ?? null,
    method: text(dataset.method),
    modelName: text(dataset.modelName),
    modelVersion: text(dataset.modelVersion),
    name: text(dataset.name),
    purpose: text(dataset.purpose),
    recordCount: content?.records ?? null,
    recordLimits: text(recordLimitsText(dataset)),
    responsibleEntity: text(dataset.responsibleEntity),
    responsibleUser: null,
    retentionDays: dataset.retentionDays,
    seed: text(dataset.seed),
    trainingData: text(dataset.trainingData),
  });
}

/** As the org stores it: without the blanks around it, and nothing where nothing is left. */
function text(value: string | undefined): string | null {
  // What Apex trims: characters up to the blank, and no blanks beyond ASCII.
  const trimmed = value?.replaceAll('\r\n', '\n').replaceAll(/^[\0- ]+|[\0- ]+$/g, '');
  return trimmed === undefined || trimmed === '' ? null : trimmed;
}

/** ISO 8601 in UTC with whole seconds, which is what the org stores. */
function moment(value: string): string {
  return `${new Date(value).toISOString().slice(0, 19)}Z`;
}
