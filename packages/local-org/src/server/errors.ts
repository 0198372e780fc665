/** An answer that is not a success, in the shape of Salesforce's REST API: `[{ errorCode, message, fields? }]`. */
export class HttpError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[] | undefined;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  toJson(): unknown {
    return [
      { message: this.message, errorCode: this.errorCode, ...(this.fields?.length ? { fields: this.fields } : {}) },
    ];
  }
}

export const notFound = (what = 'The requested resource does not exist'): HttpError =>
  new HttpError(404, 'NOT_FOUND', what);
