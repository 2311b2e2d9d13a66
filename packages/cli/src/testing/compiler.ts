/** The real TypeScript compiler over files that exist only here. Source files are parsed once for all calls. */
import ts from 'typescript';

const parsed = new Map<string, ts.SourceFile | undefined>();

/** Messages of the compiler about `files`, by absolute path; `roots` are those that are asked about. */
export function complaints(
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
  roots: readonly string[] = Object.keys(files),
): string[] {
  const all: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    ...options,
  };
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version) => {
    if (files[name] !== undefined) return ts.createSourceFile(name, files[name], version);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version));
    return parsed.get(name);
  };
  host.fileExists = (name) => name in files || fileExists(name);
  host.readFile = (name) => files[name] ?? readFile(name);
  const program = ts.createProgram([...roots], all, host);
  return roots
    .flatMap((name): readonly ts.Diagnostic[] => [
      ...program.getSyntacticDiagnostics(program.getSourceFile(name)),
      ...program.getSemanticDiagnostics(program.getSourceFile(name)),
    ])
    .map((d) => ts.flattenDiagnosticMessageText(d.messageText, ' '));
}
