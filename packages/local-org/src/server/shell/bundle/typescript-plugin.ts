/** Turns TypeScript into the JavaScript that the LWC compiler takes: types go, decorators and class fields stay. */
import type { Plugin } from 'rollup';
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: false,
  useDefineForClassFields: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

export function typescriptPlugin(): Plugin {
  return {
    name: 'local-org-typescript',
    transform(code, id) {
      if (!id.split('?', 1)[0].endsWith('.ts')) return null;
      const { outputText, diagnostics = [] } = ts.transpileModule(code, {
        compilerOptions: OPTIONS,
        fileName: id,
        reportDiagnostics: true,
      });
      const [first] = diagnostics;
      if (first) {
        const message = ts.flattenDiagnosticMessageText(first.messageText, '\n');
        this.error(message, first.start);
      }
      return { code: outputText, map: null };
    },
  };
}
