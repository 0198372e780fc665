import type { SoqlBind } from '../../compiler/syntax/ast.ts';
import type { ObjectSchema } from '../../schema/model.ts';
import type { Parameter } from '../sql.ts';
import type { ColumnKind } from '../values.ts';
import type { RowNode } from './rows.ts';
import type { FieldUse } from './scope.ts';

/** One statement, ready to run any number of times. */
export interface StatementPlan {
  readonly object: ObjectSchema;
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

export interface RowsPlan extends StatementPlan {
  readonly kind: 'rows';
  /** FOR VIEW, FOR REFERENCE: writes the time in the rows with the ids that are given as JSON; undefined where nothing is */
  readonly seen: string | undefined;
  readonly node: RowNode;
  readonly children: readonly ChildPlan[];
}

/** A subquery of the SELECT list: one statement for the children of all parents. */
export interface ChildPlan extends RowsPlan {
  /** `Contacts` */
  readonly relationshipName: string;
  /** index of the column with the parent's id */
  readonly parentIndex: number;
}

export interface CountPlan extends StatementPlan {
  readonly kind: 'count';
}

export interface AggregatePlan extends StatementPlan {
  readonly kind: 'aggregate';
  readonly columns: readonly { readonly key: string; readonly kind: ColumnKind; readonly scale: number | undefined }[];
  /** index of the column that counts the rows of the group; undefined where each group counts as one row */
  readonly rowCountIndex: number | undefined;
}

export interface QueryPlan {
  readonly root: RowsPlan | CountPlan | AggregatePlan;
  readonly binds: readonly SoqlBind[];
  /** child relationships in the SELECT lists, those of children included */
  readonly subqueries: number;
  readonly uses: readonly FieldUse[];
  /** positions of binds that text is compared with: what is not ASCII among them asks for another plan */
  readonly textBinds: readonly number[];
  /** what the query itself says about access */
  readonly access: 'user' | 'system' | 'securityEnforced' | undefined;
  /** custom metadata costs no queries */
  readonly free: boolean;
}
