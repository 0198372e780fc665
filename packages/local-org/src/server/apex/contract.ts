/** Apex that the outside may call: what the HTTP layer asks of the org, and what it gets. */

/** A request below `/services/apexrest`. */
export interface RestCall {
  readonly method: string;
  /** what follows `/services/apexrest` */
  readonly path: string;
  readonly query: Iterable<readonly [name: string, value: string]>;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly remoteAddress: string;
}

export interface RestOutcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** A component's call of a method with `@AuraEnabled`. */
export interface AuraCall {
  readonly className: string;
  readonly methodName: string;
  /** a JSON object, its members named as the method's parameters */
  readonly parameters: string;
  /** by a wire, which may only read */
  readonly wired: boolean;
}

/** `body` is that of the FetchResponse which a component gets. */
export type AuraOutcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly status: number;
      readonly body: {
        readonly exceptionType: string;
        readonly isUserDefinedException: boolean;
        readonly message: string;
        readonly stackTrace: string;
      };
    };

export interface InvocableDescription {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
}

/** One of the results of an action, as the Actions API writes it. */
export interface ActionResult {
  readonly actionName: string;
  readonly errors:
    readonly { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] }[] | null;
  readonly isSuccess: boolean;
  readonly outputValues: Readonly<Record<string, unknown>> | null;
}

export interface ExposedApex {
  rest(userId: string, call: RestCall): RestOutcome;
  aura(userId: string, call: AuraCall): AuraOutcome;
  /** the classes with `@InvocableMethod` that the user may run */
  actions(userId: string): readonly InvocableDescription[];
  /**
   * @param inputs a JSON array, an object for each call
   * @returns a result for each input; undefined where there is no such action for the user
   */
  invoke(userId: string, action: string, inputs: string): readonly ActionResult[] | undefined;
}
