/** Apex values as JSON. Source: Apex Developer Guide, Roundtrip Serialization and Deserialization. */
import { raise } from '../../values/ambient.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble, doubleText } from '../../values/double.ts';
import { textOf } from '../../values/text.ts';
import { ApexTime } from '../../values/time.ts';
import { current } from '../kernel/context.ts';
import { ApexEnum, allFields, metaOf } from '../kernel/object.ts';
import type { ClassMeta } from '../kernel/object.ts';
import { lookup, platformNameOf, type JsonShape } from '../kernel/registry.ts';
import { rtTypeOrUndefined, typeOfValue } from '../kernel/types.ts';
import type { RtType } from '../kernel/types.ts';
import { SObject } from '../platform/sobject.ts';
import { JsonWriter, jsonString } from './json-writer.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { ApexSet } from './set.ts';
import { ApexType } from './type.ts';
import { ApexUuid } from './ids.ts';

export function serialize(value: unknown, suppressNulls: boolean, pretty: boolean): string {
  const writer = new JsonWriter(pretty);
  writeValue(writer, value, suppressNulls);
  return writer.toString();
}

/** `type` is the static type where a collection or field knows it: a raw number may be a Double. */
export function writeValue(writer: JsonWriter, value: unknown, suppressNulls: boolean, type?: RtType): void {
  const scalar = scalarText(value, type);
  if (scalar !== undefined) {
    writer.raw(scalar);
    return;
  }
  const container = value as object;
  refuseCycle(container, () => writeContainer(writer, container, suppressNulls));
}

function scalarText(value: unknown, type: RtType | undefined): string | undefined {
  if (value === null || value === undefined) return 'null';
  switch (typeof value) {
    case 'string':
      return jsonString(value);
    case 'number':
      return type?.name === 'Double' ? doubleText(value) : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
  }
  if (value instanceof Decimal) return value.toString();
  if (value instanceof ApexDouble) return doubleText(value.value);
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime)
    return jsonString(value.toIso());
  if (value instanceof ApexBlob) return jsonString(value.toBase64());
  if (value instanceof ApexEnum) return jsonString(value.name);
  if (value instanceof ApexUuid) return jsonString(value.text);
  return value instanceof ApexType ? jsonString(value.type.name) : undefined;
}

function writeContainer(writer: JsonWriter, value: object, suppressNulls: boolean): void {
  if (value instanceof ApexList || value instanceof ApexSet) {
    writer.startArray();
    const elements = value instanceof ApexList ? value.items : value.toArray();
    for (const element of elements) writeValue(writer, element, suppressNulls, value.type);
    writer.endArray();
  } else if (value instanceof ApexMap) {
    writer.startObject();
    for (const [key, entry] of value.entries()) {
      if (key === null) raise('System.JSONException', 'null key not allowed in JSON');
      writer.name(mapKey(key, value.keyType));
      // suppressNulls is about fields: entries of maps are kept
      writeValue(writer, entry, suppressNulls, value.valueType);
    }
    writer.endObject();
  } else if (value instanceof SObject) {
    writeRecord(writer, value, suppressNulls);
  } else {
    const meta = metaOf(value);
    const shape = meta === undefined ? lookup(platformNameOf(value) ?? '')?.json : undefined;
    if (shape !== undefined) return writeShape(writer, value, shape, suppressNulls);
    if (meta === undefined || meta.kind !== 'class') {
      raise('System.JSONException', `Apex Type unsupported in JSON: ${typeOfValue(value).name}`);
    }
    writeInstance(writer, value, meta, suppressNulls);
  }
}

function mapKey(key: unknown, type: RtType): string {
  if (typeof key === 'number' && type.name === 'Double') return doubleText(key);
  const scalar = scalarText(key, type);
  if (scalar === undefined) return textOf(key);
  return scalar.startsWith('"') ? (JSON.parse(scalar) as string) : scalar;
}

function writeInstance(writer: JsonWriter, instance: object, meta: ClassMeta, suppressNulls: boolean): void {
  writer.startObject();
  for (const field of allFields(meta)) {
    if (field.isStatic || field.isTransient || !field.readable) continue;
    const members = instance as Record<string, unknown>;
    const value =
      field.getter === undefined
        ? (members[field.key] ?? null)
        : (members[field.getter] as () => unknown).call(instance);
    if (value === null && suppressNulls) continue;
    writer.name(field.name);
    writeValue(writer, value, suppressNulls, field.type);
  }
  writer.endObject();
}

function writeShape(writer: JsonWriter, instance: object, shape: JsonShape, suppressNulls: boolean): void {
  writer.startObject();
  for (const { name, type } of shape.members) {
    const value = shape.read(instance as never, name);
    if (value === null && suppressNulls) continue;
    writer.name(name);
    writeValue(writer, value, suppressNulls, rtTypeOrUndefined(type));
  }
  writer.endObject();
}

/** `attributes` first, then the fields in the order in which they were set or selected. */
function writeRecord(writer: JsonWriter, record: SObject, suppressNulls: boolean): void {
  writer.startObject();
  writer.name('attributes');
  writer.startObject();
  writer.name('type');
  writer.raw(jsonString(record.type));
  const id = record.peek('Id');
  if (typeof id === 'string') {
    writer.name('url');
    const version = current().org.schema.apiVersion;
    writer.raw(jsonString(`/services/data/v${version}/sobjects/${record.type}/${id}`));
  }
  writer.endObject();
  for (const [name, value] of record.values) {
    if (value === null && suppressNulls) continue;
    writer.name(name);
    if (value instanceof ApexList) writeChildren(writer, value, suppressNulls);
    else writeValue(writer, value, suppressNulls);
  }
  writer.endObject();
}

function writeChildren(writer: JsonWriter, rows: ApexList, suppressNulls: boolean): void {
  writer.startObject();
  writer.name('totalSize');
  writer.raw(String(rows.items.length));
  writer.name('done');
  writer.raw('true');
  writer.name('records');
  writeValue(writer, rows, suppressNulls);
  writer.endObject();
}

const writing = new Set<object>();

/** @throws JSONException for a structure that contains itself */
function refuseCycle(value: object, write: () => void): void {
  if (writing.has(value)) raise('System.JSONException', 'Direct self-reference leading to cycle');
  writing.add(value);
  try {
    write();
  } finally {
    writing.delete(value);
  }
}
