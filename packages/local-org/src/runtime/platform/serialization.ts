/**
 * Apex values as text, for what outlives a transaction: jobs and the platform cache. Salesforce serialises a job when it is
 * enqueued, so later changes of the object do not reach it, and a batch that is not Database.Stateful starts each chunk from
 * the same state. Private fields are kept, transient ones are not, and two references to one object stay so.
 */
import { ApexException, newException, throwApex } from '../kernel/exception.ts';
import { allFields, ApexEnum, ApexObject, declaredPlatformEnum, metaOf, type ClassMeta } from '../kernel/object.ts';
import { lookup, platformNameOf } from '../kernel/registry.ts';
import { rtType } from '../kernel/types.ts';
import { ApexList } from '../library/list.ts';
import { ApexMap } from '../library/map.ts';
import { ApexSet } from '../library/set.ts';
import { ApexType, typeObject } from '../library/type.ts';
import { AccessLevel, SYSTEM_MODE, USER_MODE } from './access-level.ts';
import { ScheduledBatch } from './async-statics.ts';
import { Cursor, PaginationCursor, type CursorRows } from './cursor.ts';
import { SObject } from './sobject.ts';
import { objectSchema } from './sobject-access.ts';
import { fieldToken, objectToken, SObjectFieldToken, SObjectTypeToken } from './tokens.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { ApexTime } from '../../values/time.ts';

type Json = null | boolean | string | number | { readonly [key: string]: Json } | readonly Json[];

/** @throws System.SerializationException "Not Serializable: X" */
export function encode(value: unknown): string {
  return JSON.stringify(new Encoder().encode(value));
}

/** Must run inside a transaction of the program that knows the classes. */
export function decode(text: string): unknown {
  return new Decoder().decode(JSON.parse(text) as Json);
}

class Encoder {
  readonly seen = new Map<object, number>();

  encode(value: unknown): Json {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      case 'bigint':
        return { $: 'long', v: String(value) };
      case 'object':
        return value === null ? null : (this.encodeValue(value) ?? this.encodeReference(value));
      default:
        throw new Error(`Not an Apex value: ${String(value)}`);
    }
  }

  private encodeValue(value: object): Json | undefined {
    if (value instanceof Decimal) return { $: 'decimal', v: value.toPlainString() };
    if (value instanceof ApexDouble) return { $: 'double', v: this.encode(value.value) };
    if (value instanceof ApexDate) return { $: 'date', v: value.days };
    if (value instanceof ApexDatetime) return { $: 'datetime', v: value.ms };
    if (value instanceof ApexTime) return { $: 'time', v: value.ms };
    if (value instanceof ApexBlob) return { $: 'blob', v: Buffer.from(value.bytes).toString('base64') };
    if (value instanceof ApexEnum) return { $: 'enum', t: value.type, v: value.name };
    if (value instanceof SObjectTypeToken) return { $: 'objectToken', v: value.object.name };
    if (value instanceof SObjectFieldToken) return { $: 'fieldToken', t: value.object.name, v: value.field.name };
    if (value instanceof ApexType) return { $: 'type', v: value.type.name };
    if (value instanceof AccessLevel) return { $: 'accessLevel', v: value.mode };
    return undefined;
  }

  private encodeReference(value: object): Json {
    const known = this.seen.get(value);
    if (known !== undefined) return { $: 'ref', v: known };
    const id = this.seen.size;
    this.seen.set(value, id);
    return { id, ...this.encodeContents(value) };
  }

  private encodeContents(value: object): { [key: string]: Json } {
    if (value instanceof ApexList)
      return { $: 'list', t: value.rtType.name, v: value.items.map((item) => this.encode(item)) };
    if (value instanceof ApexSet)
      return { $: 'set', t: value.rtType.name, v: value.toArray().map((item) => this.encode(item)) };
    if (value instanceof ApexMap) return { $: 'map', t: value.rtType.name, v: this.encodePairs(value.entries()) };
    if (value instanceof SObject) {
      return { $: 'record', t: value.type, queried: value.queried, v: this.encodePairs(value.values) };
    }
    if (value instanceof ScheduledBatch)
      return { $: 'scheduledBatch', scope: value.scope, v: this.encode(value.batchable) };
    const meta = metaOf(value);
    if (value instanceof ApexException) {
      const own = {
        $: 'exception',
        t: value.typeName,
        message: value.apexMessage,
        cause: this.encode(value.apexCause),
      };
      return meta ? { ...own, v: this.encodeFields(value, meta) } : own;
    }
    if (value instanceof ApexObject && meta) return { $: 'object', t: meta.name, v: this.encodeFields(value, meta) };
    if (value instanceof Cursor || value instanceof PaginationCursor)
      return { $: 'cursor', ...this.encodeCursor(value) };
    const name = platformNameOf(value) ?? value.constructor.name;
    const shape = lookup(name)?.json;
    if (shape !== undefined) {
      const members = shape.members.map(({ name: key }) => [key, shape.read(value as never, key)] as const);
      return { $: 'platform', t: name, v: this.encodePairs(members) };
    }
    throwApex('System.SerializationException', `Not Serializable: ${name}`);
  }

  private encodeCursor(cursor: Cursor | PaginationCursor): { [key: string]: Json } {
    const { text, object, binds, access, ids } = cursor.rows;
    const head: Json = { text, object, ids, access: { ...access }, paginated: cursor instanceof PaginationCursor };
    return { t: JSON.stringify(head), v: this.encodePairs(binds) };
  }

  private encodePairs(pairs: Iterable<readonly [unknown, unknown]>): Json {
    return Array.from(pairs, ([key, value]) => [this.encode(key), this.encode(value)]);
  }

  private encodeFields(value: object, meta: ClassMeta): Json {
    const values = value as Record<string, unknown>;
    return storedFields(meta).map((field) => [field.key, this.encode(values[field.key] ?? null)]);
  }
}

function storedFields(meta: ClassMeta) {
  return allFields(meta).filter((field) => !field.isStatic && !field.isTransient);
}

/** Tagged nodes as the encoder writes them. */
interface Node {
  readonly $: string;
  readonly id?: number;
  readonly t?: string;
  readonly v?: Json;
  readonly queried?: boolean;
  readonly scope?: number;
  readonly message?: string | null;
  readonly cause?: Json;
}

class Decoder {
  readonly made = new Map<number, unknown>();

  decode(json: Json): unknown {
    if (json === null || typeof json !== 'object') return json;
    const node = json as unknown as Node;
    switch (node.$) {
      case 'number':
        return Number(node.v);
      case 'long':
        return BigInt(node.v as string);
      case 'decimal':
        return Decimal.parse(node.v as string);
      case 'double':
        return new ApexDouble(this.decode(node.v!) as number);
      case 'date':
        return new ApexDate(node.v as number);
      case 'datetime':
        return new ApexDatetime(node.v as number);
      case 'time':
        return new ApexTime(node.v as number);
      case 'blob':
        return new ApexBlob(Buffer.from(node.v as string, 'base64'));
      case 'enum':
        return this.enumValue(node);
      case 'objectToken':
        return objectToken(node.v as string);
      case 'fieldToken':
        return fieldToken(node.t!, node.v as string);
      case 'type':
        return typeObject(rtType(node.v as string));
      case 'accessLevel':
        return node.v === 'user' ? USER_MODE : SYSTEM_MODE;
      case 'ref':
        return this.made.get(node.v as number);
      default:
        return this.reference(node);
    }
  }

  private enumValue(node: Node): ApexEnum {
    const values = declaredPlatformEnum(node.t!) ?? rtType(node.t!).meta?.enumValues ?? [];
    const value = values.find((candidate) => candidate.name === node.v);
    if (!value) throw new Error(`${node.t} has no value ${JSON.stringify(node.v)}`);
    return value;
  }

  /** Every object is known by its number before its contents are read, so that cycles close. */
  private reference(node: Node): unknown {
    switch (node.$) {
      case 'list': {
        const list = this.keep(node, new ApexList(rtType(node.t!).args[0]));
        list.items = (node.v as Json[]).map((item) => this.decode(item));
        return list;
      }
      case 'set': {
        const set = this.keep(node, new ApexSet(rtType(node.t!).args[0]));
        for (const item of node.v as Json[]) set['add(T)'](this.decode(item));
        return set;
      }
      case 'map': {
        const [key, value] = rtType(node.t!).args;
        const map = this.keep(node, new ApexMap(key, value));
        for (const pair of this.pairs(node)) map.put(...pair);
        return map;
      }
      case 'record': {
        const schema = node.t === 'AggregateResult' ? undefined : objectSchema(node.t!);
        const record = this.keep(node, new SObject(node.t!, schema, new Map(), node.queried));
        for (const [name, value] of this.pairs(node)) record.values.set(name as string, value);
        return record;
      }
      case 'cursor': {
        const { paginated, ...head } = JSON.parse(node.t!) as Omit<CursorRows, 'binds'> & { paginated: boolean };
        const rows = { ...head, binds: new Map(this.pairs(node)) as Map<string, unknown> };
        return this.keep(node, paginated ? new PaginationCursor(rows) : new Cursor(rows));
      }
      case 'platform':
        return this.keep(node, lookup(node.t!)!.json!.make(new Map(this.pairs(node)) as Map<string, unknown>));
      case 'scheduledBatch':
        return this.keep(node, new ScheduledBatch(this.decode(node.v!) as object, node.scope!));
      case 'exception':
        return this.exception(node);
      case 'object':
        return this.fill(this.keep(node, allocate(node.t!)), node);
      default:
        throw new Error(`Serialised state holds an unknown ${node.$}`);
    }
  }

  private exception(node: Node): ApexException {
    const made = node.v === undefined ? newException(node.t!, null) : (allocate(node.t!) as ApexException);
    const exception = this.keep(node, made);
    exception.typeName = node.t!;
    exception.apexMessage = node.message ?? null;
    exception.apexCause = this.decode(node.cause ?? null) as ApexException | null;
    return node.v === undefined ? exception : this.fill(exception, node);
  }

  private fill<T extends object>(target: T, node: Node): T {
    for (const [key, value] of this.pairs(node)) (target as Record<string, unknown>)[key as string] = value;
    return target;
  }

  private *pairs(node: Node): Generator<[unknown, unknown]> {
    for (const [key, value] of node.v as [Json, Json][]) yield [this.decode(key), this.decode(value)];
  }

  private keep<T>(node: Node, value: T): T {
    this.made.set(node.id!, value);
    return value;
  }
}

function allocate(className: string): object {
  const allocateClass = rtType(className).meta?.allocate;
  if (!allocateClass) throw new Error(`The class ${className} of a serialised value is not there any more`);
  return allocateClass();
}
