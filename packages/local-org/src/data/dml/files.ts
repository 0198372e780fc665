/**
 * Files: a new version makes its document and links it with its owner and the place where it is published; a further version
 * takes its place. Source: Object Reference, "ContentVersion", "ContentDocument", "ContentDocumentLink".
 */
import { createHash } from 'node:crypto';
import type { ObjectSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import type { SqlValue } from '../sql.ts';
import { fail, newChange, sound } from './change.ts';
import type { Change } from './change.ts';
import type { Written } from './references.ts';
import { insertChunk, updateChunk } from './save.ts';
import type { ChunkContext } from './services.ts';
import { updateRow } from './table.ts';
import type { Columns } from './validate.ts';

const VERSION = 'ContentVersion';
const DOCUMENT = 'ContentDocument';
const LINK = 'ContentDocumentLink';

/** Types that are not called as the extension is. */
const TYPES: Readonly<Record<string, string>> = {
  doc: 'WORD',
  docx: 'WORD_X',
  htm: 'HTML',
  ppt: 'POWER_POINT',
  pptx: 'POWER_POINT_X',
  txt: 'TEXT',
  xls: 'EXCEL',
  xlsx: 'EXCEL_X',
};
const SAME_NAME = new Set(
  'AI AVI BMP CSV EML EPS EXE GIF GZIP HTML JPEG JPG JSON M4A M4V MOV MP3 MP4 MPEG MPG MSG ODP ODS ODT OGG PDF PNG PSD RAR RTF SVG SWF TIF TIFF WAV WMA WMV XML ZIP'.split(
    ' ',
  ),
);

/** Before new rows are stored: what the platform knows of a version by its content; a link that is there already is refused. */
export function examineFiles(context: ChunkContext, written: readonly Written[]): void {
  const { object } = context;
  if (object.name === LINK) refuseRepeatedLinks(context, written);
  measureBodies(object, written);
  if (object.name !== VERSION) return;
  const now = context.session().now();
  for (const { change, columns } of written) if (sound(change)) describeVersion(change, columns, now);
}

/** Of attachments and documents: their size in bytes. */
export function measureBodies(object: ObjectSchema, written: readonly Written[]): void {
  if (!object.fields.has('bodylength')) return;
  for (const { columns } of written) {
    const body = columns.get('Body');
    if (body !== undefined) columns.set('BodyLength', body instanceof Uint8Array ? body.length : 0);
  }
}

function describeVersion(change: Change, columns: Columns, now: number): void {
  const url = columns.get('ContentUrl');
  const path = columns.get('PathOnClient');
  if (typeof url === 'string') {
    columns.set('FileType', 'LINK');
    if (!columns.has('Title')) columns.set('Title', url.slice(0, 255));
  } else if (typeof path === 'string') {
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const dot = name.lastIndexOf('.');
    const extension = dot < 0 ? '' : name.slice(dot + 1);
    if (extension !== '') columns.set('FileExtension', extension);
    columns.set('FileType', fileType(extension));
    if (!columns.has('Title')) columns.set('Title', (dot > 0 ? name.slice(0, dot) : name).slice(0, 255));
  } else {
    fail(change, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [PathOnClient]', ['PathOnClient']);
    return;
  }
  const data = columns.get('VersionData');
  const bytes = data instanceof Uint8Array ? data : new Uint8Array();
  columns.set('ContentSize', bytes.length);
  columns.set('Checksum', createHash('md5').update(bytes).digest('hex'));
  columns.set('ContentModifiedDate', now);
  columns.set('IsLatest', 1);
  columns.set('VersionNumber', '1');
}

function fileType(extension: string): string {
  const upper = extension.toUpperCase();
  return TYPES[extension.toLowerCase()] ?? (SAME_NAME.has(upper) ? upper : 'UNKNOWN');
}

function refuseRepeatedLinks({ database }: ChunkContext, written: readonly Written[]): void {
  const seen = new Set<string>();
  for (const { change, columns } of written) {
    const [document, entity] = [columns.get('ContentDocumentId'), columns.get('LinkedEntityId')] as string[];
    const known = database.get(
      `SELECT 1 FROM "${LINK}" WHERE "ContentDocumentId" = ? AND "LinkedEntityId" = ? AND "IsDeleted" = 0`,
      document,
      entity,
    );
    const key = `${document}:${entity}`;
    if (known !== undefined || seen.has(key)) {
      const message = `Document with ID: ${document.slice(0, 15)} is already linked with the entity with ID: ${entity.slice(0, 15)}`;
      fail(change, 'DUPLICATE_VALUE', message, ['LinkedEntityId']);
    }
    seen.add(key);
  }
}

/** After new versions were stored: their documents and links, with the triggers of both. */
export function completeFiles(context: ChunkContext, written: readonly Written[]): void {
  if (context.object.name !== VERSION) return;
  const versions = written.filter(({ change }) => sound(change));
  const first = versions.filter(({ columns }) => !columns.has('ContentDocumentId'));
  const documents = insertRows(context, DOCUMENT, first, (version) => documentOf(version));
  documents.forEach((document, index) => {
    const { change, columns } = first[index];
    if (!sound(document)) return;
    columns.set('ContentDocumentId', document.id);
    change.row.values.set('ContentDocumentId', document.id);
    updateRow(context.database, context.object, change.id!, ['ContentDocumentId'], [document.id]);
  });
  for (const version of versions) if (!first.includes(version)) replaceVersion(context, version);
  const linked = first.filter(({ change }) => sound(change));
  insertRows(context, LINK, linked, ({ columns }) => linkWith(columns, columns.get('OwnerId')!, 'I'));
  const published = linked.filter(({ columns }) => {
    const place = columns.get('FirstPublishLocationId') ?? null;
    return place !== null && place !== columns.get('OwnerId');
  });
  insertRows(context, LINK, published, ({ columns }) => linkWith(columns, columns.get('FirstPublishLocationId')!, 'V'));
}

type Values = Readonly<Record<string, unknown>>;

function documentOf({ change, columns }: Written): Values {
  return {
    Title: columns.get('Title') ?? null,
    Description: columns.get('Description') ?? null,
    LatestPublishedVersionId: change.id,
    OwnerId: columns.get('OwnerId') ?? null,
    PublishStatus: 'R',
    FileType: columns.get('FileType') ?? null,
    FileExtension: columns.get('FileExtension') ?? null,
    ContentSize: columns.get('ContentSize') ?? null,
    ContentModifiedDate: new ApexDatetime(columns.get('ContentModifiedDate') as number),
  };
}

const linkWith = (columns: Columns, entity: SqlValue, share: string): Values => ({
  ContentDocumentId: columns.get('ContentDocumentId'),
  LinkedEntityId: entity,
  ShareType: share,
  Visibility: 'AllUsers',
});

/** What goes wrong with a row is an error of the version that it is made for. */
function insertRows(
  context: ChunkContext,
  name: string,
  versions: readonly Written[],
  valuesOf: (version: Written) => Values,
): readonly Change[] {
  if (versions.length === 0) return [];
  const object = context.schema.objects.get(name.toLowerCase())!;
  const changes = versions.map((version, index): Change => {
    const row = new SObject(name, object, new Map(Object.entries(valuesOf(version))));
    return { ...newChange(index, row, null, true), byPlatform: true };
  });
  insertChunk({ ...context, object, access: ofThePlatform(context) }, changes);
  changes.forEach((change, index) => versions[index].change.errors.push(...change.errors));
  return changes;
}

const ofThePlatform = ({ access }: ChunkContext) => ({ ...access, mode: 'system', sharing: false }) as const;

/** A version of a document that is there already becomes the latest. */
function replaceVersion(context: ChunkContext, version: Written): void {
  const { database, schema } = context;
  const { change, columns } = version;
  const documentId = columns.get('ContentDocumentId') as string;
  const [[count]] = database.arrays(`SELECT COUNT(*) FROM "${VERSION}" WHERE "ContentDocumentId" = ?`, documentId);
  updateRow(database, context.object, change.id!, ['VersionNumber'], [String(count)]);
  database.run(
    `UPDATE "${VERSION}" SET "IsLatest" = 0 WHERE "ContentDocumentId" = ? AND "Id" <> ?`,
    documentId,
    change.id,
  );
  const object = schema.objects.get(DOCUMENT.toLowerCase())!;
  const { OwnerId: _, PublishStatus: __, ...values } = documentOf(version);
  const row = new SObject(DOCUMENT, object, new Map([['Id', documentId], ...Object.entries(values)]));
  const update: Change = { ...newChange(0, row, documentId, false), byPlatform: true };
  updateChunk({ ...context, object, access: ofThePlatform(context) }, [update]);
  change.errors.push(...update.errors);
}

const SHARED_TEXTS = ['Title', 'Description'] as const;

/** The document and its latest version are called the same: what is written to the one is written to the other. */
export function followFiles({ object, database }: ChunkContext, written: readonly Written[]): void {
  if (object.name !== VERSION && object.name !== DOCUMENT) return;
  for (const { change, columns } of written) {
    if (!sound(change)) continue;
    for (const name of SHARED_TEXTS) {
      const text = columns.get(name);
      if (text === undefined) continue;
      if (object.name === VERSION)
        database.run(`UPDATE "${DOCUMENT}" SET "${name}" = ? WHERE "LatestPublishedVersionId" = ?`, text, change.id);
      else
        database.run(
          `UPDATE "${VERSION}" SET "${name}" = ? WHERE "ContentDocumentId" = ? AND "IsLatest" = 1`,
          text,
          change.id,
        );
    }
  }
}
