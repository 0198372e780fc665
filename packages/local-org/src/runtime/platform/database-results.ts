/** Results of DML calls (Apex Reference Guide, Database Namespace). */
import type { RowResult, SaveError } from '../ports.ts';
import { register } from '../kernel/registry.ts';
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

  'getFields()'(): unknown {
    return newList('String', [...this.fields]);
  }
  'getMessage()'(): string {
    return this.message;
  }
  'getStatusCode()'(): unknown {
    return enumValue('System.StatusCode', this.statusCode);
  }

  toText(): string {
    return `Database.Error[getFields=(${this.fields.join(', ')});getMessage=${this.message};getStatusCode=${this.statusCode};]`;
  }
}

/** What the results of all operations have in common. */
class OperationResult {
  readonly row: RowResult;

  constructor(row: RowResult) {
    this.row = row;
  }

  'getErrors()'(): unknown {
    return newList(
      'Database.Error',
      this.row.errors.map((error) => DatabaseError.from(error)),
    );
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

  'getMergedRecordIds()'(): unknown {
    return newList('Id', this.row.success ? [...this.mergedIds] : []);
  }
}

/** Database.DMLOptions; properties are null until they are set. */
export class DMLOptions {
  f_allowFieldTruncation: boolean | null = null;
  f_optAllOrNone: boolean | null = null;
}

register('Database.Error', { class: DatabaseError });
register('Database.SaveResult', { class: SaveResult });
register('Database.UpsertResult', { class: UpsertResult });
register('Database.DeleteResult', { class: DeleteResult });
register('Database.UndeleteResult', { class: UndeleteResult });
register('Database.EmptyRecycleBinResult', { class: EmptyRecycleBinResult });
register('Database.MergeResult', { class: MergeResult });
register('Database.DMLOptions', { class: DMLOptions, constructors: { 'new()': () => new DMLOptions() } });
