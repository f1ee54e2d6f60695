// Answers questions about TypeScript programs, one JSON object a line.
//
// {"files": {path: text}, "samples": [[path, type], ...], "seed": number} is answered by
// {"errors": [[path, line, code, text], ...], "samples": [[value, ...], ...]}.
//
// {"files": {path: text}, "checks": {path: text}} is answered by {"verdicts": {path: [...]}}: a check
// declares types named J0, J1, ..., and types named P<n>_<m>; for each of the latter, in order,
// whether it can be assigned to J<n>. That is the relation by which the compiler accepts an
// assignment, without the time that it takes to explain a refusal.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const ts = createRequire(pathToFileURL(process.argv[2]))("typescript");
const options = {
  strict: true, strictPropertyInitialization: false, noEmit: true, skipLibCheck: true, noErrorTruncation: true,
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ["lib.es2022.d.ts"],
};
const disk = ts.createCompilerHost(options);
const libraries = new Map();

// The programs are compiled twice: once for their errors, and once with the checks.
let known = new Map();

function parsed(path, text, version) {
  const found = known.get(path);
  if (found?.text === text) return found;
  const made = ts.createSourceFile(path, text, version, true);
  known.set(path, made);
  return made;
}

function compile(files) {
  const host = {
    ...disk,
    getCurrentDirectory: () => "/",
    fileExists: (path) => path in files || path.includes("/lib.") && disk.fileExists(path),
    readFile: (path) => files[path] ?? disk.readFile(path),
    directoryExists: undefined,
    getSourceFile: (path, version) => {
      if (path in files) return parsed(path, files[path], version);
      if (!libraries.has(path)) libraries.set(path, disk.getSourceFile(path, version));
      return libraries.get(path);
    },
  };
  return ts.createProgram(Object.keys(files), options, host);
}

const MOST = 10;

// A generator of numbers below 1 that depends on the seed alone (mulberry32).
let state = 0;
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

// Some members of a union: the first few, and others that change from one type to the next.
function some(members) {
  if (members.length <= 8) {
    const turn = Math.floor(chance() * members.length);
    return [...members.slice(turn), ...members.slice(0, turn)];
  }
  return Array.from({ length: 8 }, () => members[Math.floor(chance() * members.length)]);
}

// Values of a type, as the compiler sees it: what JSON can carry of it, deep and flat.
function* values(checker, type, depth, seen) {
  const flags = type.flags;
  if (flags & ts.TypeFlags.Union) {
    for (const member of some(type.types)) yield* first(values(checker, member, depth, seen), 2);
  } else if (flags & ts.TypeFlags.StringLiteral || flags & ts.TypeFlags.NumberLiteral) {
    yield type.value;
  } else if (flags & ts.TypeFlags.BooleanLiteral) {
    yield checker.typeToString(type) === "true";
  } else if (flags & ts.TypeFlags.StringLike) {
    if (type.texts) {
      for (const hole of ["1", "a"]) yield type.texts.join(hole);
    } else { yield "a"; yield ""; }
  } else if (flags & ts.TypeFlags.NumberLike) {
    yield 1; yield 2.5;
  } else if (flags & ts.TypeFlags.BooleanLike) {
    yield true;
  } else if (flags & ts.TypeFlags.Null) {
    yield null;
  } else if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
    yield { any: [1] }; yield "a";
  } else if (flags & ts.TypeFlags.NonPrimitive) {
    yield {}; yield [1];
  } else if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) {
    yield* objects(checker, type, depth, seen);
  }
}

function* objects(checker, type, depth, seen) {
  if (checker.isTupleType?.(type)) {
    const parts = checker.getTypeArguments(type);
    const flags = type.target.elementFlags;
    for (const extra of [0, 1, 2]) {
      const items = [];
      let complete = true;
      for (let i = 0; i < parts.length; i++) {
        const times = flags[i] & ts.ElementFlags.Required ? 1 : flags[i] & ts.ElementFlags.Optional ? Math.min(extra, 1) : extra;
        for (let k = 0; k < times; k++) {
          const [item] = first(values(checker, parts[i], depth - 1, seen), 1);
          if (item === undefined) complete = false; else items.push(item);
        }
      }
      if (complete) yield items;
    }
    return;
  }
  if (checker.isArrayType?.(type)) {
    yield [];
    if (depth > 0) {
      const found = first(values(checker, checker.getTypeArguments(type)[0], depth - 1, seen), 2);
      if (found.length) yield found;
    }
    return;
  }
  const properties = checker.getPropertiesOfType(type);
  for (const whole of [true, false]) {
    const made = {};
    let complete = true;
    for (const property of properties) {
      const optional = property.flags & ts.SymbolFlags.Optional;
      if (optional && !(whole && depth > 0)) continue;
      if (property.name.startsWith("__@")) continue;
      const inner = checker.getTypeOfSymbol(property);
      if (checker.getSignaturesOfType(inner, ts.SignatureKind.Call).length) continue;
      const [value] = depth < -3 ? [] : first(values(checker, inner, depth - 1, seen), 1);
      if (value === undefined) { if (!optional) complete = false; } else made[property.name] = value;
    }
    if (whole && depth > 0) {
      for (const info of checker.getIndexInfosOfType(type)) {
        const [value] = first(values(checker, info.type, depth - 1, seen), 1);
        const keys = first(values(checker, info.keyType, 0, seen), 2);
        if (value !== undefined) for (const key of keys) if (!(key in made)) made[String(key)] = value;
      }
    }
    if (complete) yield made;
  }
}

function first(iterator, most) {
  const found = [];
  for (const value of iterator) { found.push(value); if (found.length >= most) break; }
  return found;
}

function verdicts(program, paths) {
  const checker = program.getTypeChecker();
  const found = {};
  for (const path of paths) {
    const targets = new Map();
    const own = (found[path] = []);
    for (const statement of program.getSourceFile(path).statements) {
      if (!ts.isTypeAliasDeclaration(statement)) continue;
      const name = statement.name.text;
      if (/^J\d+$/.test(name)) targets.set(name, checker.getTypeFromTypeNode(statement.type));
      const [, target] = /^P(\d+)_/.exec(name) ?? [];
      if (target === undefined) continue;
      const source = checker.getTypeFromTypeNode(statement.type);
      own.push(checker.isTypeAssignableTo(source, targets.get(`J${target}`)));
    }
  }
  return found;
}

function answer(question) {
  state = question.seed ?? 0;
  if (question.checks) {
    const program = compile({ ...question.files, ...question.checks });
    known = new Map();
    return { verdicts: verdicts(program, Object.keys(question.checks)) };
  }
  known = new Map();
  const program = compile(question.files);
  const errors = [];
  for (const path of Object.keys(question.files)) {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    for (const error of found) {
      const line = error.start === undefined ? 0 : file.getLineAndCharacterOfPosition(error.start).line;
      errors.push([path, line, error.code, ts.flattenDiagnosticMessageText(error.messageText, "\n")]);
    }
  }
  const checker = program.getTypeChecker();
  const samples = (question.samples ?? []).map(([path, name]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path));
    const symbol = module && checker.getExportsOfModule(module).find((found) => found.name === name);
    if (!symbol) return [];
    try {
      return first(values(checker, checker.getDeclaredTypeOfSymbol(symbol), 3, new Set()), MOST);
    } catch { return []; }
  });
  return { errors, samples };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
