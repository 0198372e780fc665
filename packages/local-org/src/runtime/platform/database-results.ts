/** Results of DML calls (Apex Reference Guide, Database Namespace). Their members are properties too, as JSON shows them. */
import type { RowResult, SaveError } from '../ports.ts';
import { register, type JsonShape } from '../kernel/registry.ts';
import { ApexEnum } from '../kernel/object.ts';
import { ApexList } from '../library/list.ts';
import { newList } from './collections.ts';
import { enumValue } from './enums.ts';

export class DatabaseError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];

  constructor(statusCode: string, message: string, fields: readonly string[]) {
    this.statusCode = statusCode;
    this.message = message;
    this.fields = fields;
  }

  static from(error: SaveError): DatabaseError {
    return new DatabaseError(error.statusCode, error.message, error.fields);
  }

  get f_fields(): unknown {
    return newList('String', [...this.fields]);
  }
  get f_message(): string {
    return this.message;
  }
  get f_statusCode(): unknown {
    return enumValue('System.StatusCode', this.statusCode);
  }
  'getFields()'(): unknown {
    return this.f_fields;
  }
  'getMessage()'(): string {
    return this.message;
  }
  'getStatusCode()'(): unknown {
    return this.f_statusCode;
  }

  toText(): string {
    return `Database.Error[getFields=(${this.fields.join(', ')});getMessage=${this.message};getStatusCode=${this.statusCode};]`;
  }
}

/** What the results of all operations have in common. */
export class OperationResult {
  readonly row: RowResult;

  constructor(row: RowResult) {
    this.row = row;
  }

  get f_errors(): unknown {
    return newList(
      'Database.Error',
      this.row.errors.map((error) => DatabaseError.from(error)),
    );
  }
  get f_id(): string | null {
    return this.row.id;
  }
  get f_success(): boolean {
    return this.row.success;
  }
  'getErrors()'(): unknown {
    return this.f_errors;
  }
  'getId()'(): string | null {
    return this.row.id;
  }
  'isSuccess()'(): boolean {
    return this.row.success;
  }

  toText(): string {
    const errors = this.row.errors.map((error) => DatabaseError.from(error).toText()).join(', ');
    return `Database.${this.constructor.name}[getErrors=(${errors});getId=${this.row.id};isSuccess=${this.row.success};]`;
  }
}

export class SaveResult extends OperationResult {}

export class UpsertResult extends OperationResult {
  get f_created(): boolean {
    return this.row.created;
  }
  'isCreated()'(): boolean {
    return this.row.created;
  }
}

export class DeleteResult extends OperationResult {}

export class UndeleteResult extends OperationResult {}

export class EmptyRecycleBinResult extends OperationResult {}

export class MergeResult extends OperationResult {
  readonly mergedIds: readonly string[];

  constructor(row: RowResult, mergedIds: readonly string[]) {
    super(row);
    this.mergedIds = mergedIds;
  }

  get f_mergedRecordIds(): unknown {
    return newList('Id', this.row.success ? [...this.mergedIds] : []);
  }
  get f_updatedRelatedIds(): unknown {
    return newList('Id', [...(this.row.related ?? [])]);
  }
  'getMergedRecordIds()'(): unknown {
    return this.f_mergedRecordIds;
  }
  'getUpdatedRelatedIds()'(): unknown {
    return this.f_updatedRelatedIds;
  }
}

// ---------------------------------------------------------------- JSON

type Values = ReadonlyMap<string, unknown>;

const readMember = (instance: Readonly<Record<string, unknown>>, name: string): unknown => instance[`f_${name}`];

const itemsOf = <T>(list: unknown): readonly T[] => (list instanceof ApexList ? (list.items as readonly T[]) : []);

/** Tests make results from JSON, which is the only way to make one. */
function rowOf(values: Values): RowResult {
  return {
    id: (values.get('id') as string | null | undefined) ?? null,
    success: (values.get('success') as boolean | null | undefined) ?? false,
    created: (values.get('created') as boolean | null | undefined) ?? false,
    errors: itemsOf<DatabaseError>(values.get('errors')),
    related: itemsOf<string>(values.get('updatedRelatedIds')),
  };
}

const COMMON = [
  { name: 'success', type: 'Boolean' },
  { name: 'id', type: 'Id' },
  { name: 'errors', type: 'List<Database.Error>' },
];

function shapeOf(
  make: (values: Values) => object,
  more: readonly { readonly name: string; readonly type: string }[] = [],
): JsonShape {
  return { members: [...COMMON, ...more], read: readMember, make };
}

function errorOf(values: Values): DatabaseError {
  const code = values.get('statusCode');
  return new DatabaseError(
    code instanceof ApexEnum ? code.name : 'UNKNOWN_EXCEPTION',
    (values.get('message') as string | null | undefined) ?? '',
    itemsOf<string>(values.get('fields')),
  );
}

register('Database.Error', {
  class: DatabaseError,
  json: {
    members: [
      { name: 'statusCode', type: 'System.StatusCode' },
      { name: 'message', type: 'String' },
      { name: 'fields', type: 'List<String>' },
    ],
    read: readMember,
    make: errorOf,
  },
});
register('Database.SaveResult', { class: SaveResult, json: shapeOf((values) => new SaveResult(rowOf(values))) });
register('Database.UpsertResult', {
  class: UpsertResult,
  json: shapeOf((values) => new UpsertResult(rowOf(values)), [{ name: 'created', type: 'Boolean' }]),
});
register('Database.DeleteResult', { class: DeleteResult, json: shapeOf((values) => new DeleteResult(rowOf(values))) });
register('Database.UndeleteResult', {
  class: UndeleteResult,
  json: shapeOf((values) => new UndeleteResult(rowOf(values))),
});
register('Database.EmptyRecycleBinResult', {
  class: EmptyRecycleBinResult,
  json: shapeOf((values) => new EmptyRecycleBinResult(rowOf(values))),
});
register('Database.MergeResult', {
  class: MergeResult,
  json: shapeOf(
    (values) => new MergeResult(rowOf(values), itemsOf<string>(values.get('mergedRecordIds'))),
    [
      { name: 'mergedRecordIds', type: 'List<Id>' },
      { name: 'updatedRelatedIds', type: 'List<Id>' },
    ],
  ),
});
