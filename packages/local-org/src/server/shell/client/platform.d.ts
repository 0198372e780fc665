/** Modules that exist in the bundle only. */
declare module 'local-org/components' {
  /** The project's exposed components by their names in pages: `c:badge`. */
  export const components: Readonly<Record<string, typeof import('lwc').LightningElement>>;
}

declare module '@lwc/synthetic-shadow';
