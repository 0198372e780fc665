export class getRecord { connect() {} disconnect() {} update() {} }
export const getFieldValue = (r: any, f: string) => r;
export const getFieldDisplayValue = (r: any, f: string) => r;
