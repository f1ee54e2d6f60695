// Answers questions about TypeScript programs, one JSON object a line.
//
//     node compiler_worker.mjs FOLDER_OF_typescript [ROOT]
//
// A question {"files": {path: text}, "samples": [[path, type], ...], "checked": [path, ...]} is
// answered by {"errors": [[path, line, code, text], ...], "samples": [[value, ...], ...],
// "unevaluated": [type, ...], "unresolved": [type, ...]}, where the last two have the numbers of types that are not
// evaluated, and of those that are not found. Any question that overflows the stack is answered by {"overflow": true}.
// With ROOT, specifiers lead to these files as on the disk, with the `paths` of the tsconfig.json there;
// of other files, a program reads package.json alone.
//
// A question {"files": {path: text}, "assigned": [path, ...]} is answered by {"verdicts": {path: [...]}}:
// see `verdicts`. That is the relation by which the compiler accepts an assignment, without the time
// that it takes to explain a refusal.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const ts = createRequire(import.meta.url)(process.argv[2]);
const root = process.argv[3];
const options = {
  strict: true, strictPropertyInitialization: false, noEmit: true, skipLibCheck: true, noErrorTruncation: true,
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ["lib.es2022.d.ts"],
};
if (root) Object.assign(options, {
  lib: [...options.lib, "lib.dom.d.ts"], resolveJsonModule: true, types: [], jsx: ts.JsxEmit.Preserve,
}, mapped());
const disk = ts.createCompilerHost(options);
const libraryFolder = disk.getDefaultLibLocation();
const known = new Map();
let previous;

// What the nearest tsconfig.json says about specifiers.
function mapped() {
  const path = ts.findConfigFile(root, ts.sys.fileExists);
  if (!path) return {};
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, path.replace(/[^/]*$/, ""));
  const { baseUrl, paths, pathsBasePath, customConditions } = parsed.options;
  return { baseUrl, paths, pathsBasePath, customConditions };
}

// In an ambient enum without initialisers a member may be any number to the compiler; here it is counted.
function counted(path, text) {
  if (!/\benum\b/.test(text)) return ts.createSourceFile(path, text, options.target, true);
  const file = ts.createSourceFile(path, text, options.target, true);
  const places = [];
  const visit = (node, ambient) => {
    ambient ||= node.modifiers?.some((word) => word.kind === ts.SyntaxKind.DeclareKeyword);
    if (!ts.isEnumDeclaration(node)) return ts.forEachChild(node, (inner) => visit(inner, ambient));
    if (ambient && !node.members.some((member) => member.initializer)) {
      node.members.forEach((member, number) => places.push([member.end, ` = ${number}`]));
    }
  };
  visit(file, file.isDeclarationFile);
  if (!places.length) return file;
  for (const [end, added] of places.reverse()) text = text.slice(0, end) + added + text.slice(end);
  return ts.createSourceFile(path, text, options.target, true);
}

const readable = (path) => path.startsWith(libraryFolder) || root && path.endsWith("/package.json");

function compile(files) {
  // A path may lead through links to a file that was given.
  const given = (path) => files[path] ?? (root && disk.fileExists(path) ? files[disk.realpath(path)] : undefined);
  const host = {
    ...disk,
    getCurrentDirectory: () => root ?? "/",
    fileExists: (path) => given(path) !== undefined || readable(path) && disk.fileExists(path),
    readFile: (path) => given(path) ?? (readable(path) ? disk.readFile(path) : undefined),
    directoryExists: root && disk.directoryExists,
    getSourceFile: (path, version) => {
      const before = known.get(path);
      if (before && before.given === files[path]) return before.file;
      const text = given(path);
      const file = text === undefined ? disk.getSourceFile(path, version) :
        root ? counted(path, text) : ts.createSourceFile(path, text, version, true);
      if (root || !(path in files)) known.set(path, { given: files[path], file });
      return file;
    },
  };
  const program = ts.createProgram(Object.keys(files), options, host, previous);
  if (root) previous = program;
  return program;
}

const MOST = 6;

// A generator of numbers below 1 that depends on the seed alone (mulberry32).
let state = 0;
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

// Some members of a union, in an order that differs from one union to the next.
function some(members) {
  if (!state) return members.slice(0, 8);
  if (members.length > 8) return Array.from({ length: 8 }, () => members[Math.floor(chance() * members.length)]);
  const turn = Math.floor(chance() * members.length);
  return [...members.slice(turn), ...members.slice(0, turn)];
}
const LARGEST = root ? 2_000 : 20_000;

// How many values one type may still be given; a type of wide objects in wide objects has too many.
let budget = 0;

// Values of a type, as the compiler sees it: what JSON can carry of it, deep and flat.
function* values(checker, type, depth, seen) {
  if (--budget < 0) throw new RangeError("too many values");
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

// Whether a type contains an operator that the compiler has not evaluated, though no type parameter is left: in a
// branch that repeats what a condition checks, it leaves keyof T as it is. In a union, it keeps an intersection that
// is never until it compares values, and infers from it meanwhile.
function isUnevaluated(checker, type, seen) {
  if (seen.has(type) || seen.size > LARGEST) return false;
  seen.add(type);
  const part = (inner) => isUnevaluated(checker, inner, seen);
  if (type.flags & (ts.TypeFlags.InstantiableNonPrimitive | ts.TypeFlags.Index)) return !type.isThisType;
  if (type.flags & ts.TypeFlags.Union && type.types.some((member) => isNever(checker, member))) return true;
  if (type.flags & ts.TypeFlags.UnionOrIntersection && type.types.some(part)) return true;
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return checker.getTypeArguments(type).some(part);
  const keys = type.objectFlags & ts.ObjectFlags.Mapped ? [type.constraintType, ...(type.aliasTypeArguments ?? [])] : [];
  if (keys.some((key) => key && key.flags & ts.TypeFlags.Index)) return true;
  return checker.getPropertiesOfType(type).some((property) => {
    const inner = checker.getTypeOfSymbol(property);
    return !checker.getSignaturesOfType(inner, ts.SignatureKind.Call).length && part(inner);
  }) || checker.getIndexInfosOfType(type).some((info) => part(info.type));
}

function isNever(checker, type) {
  return type.flags & ts.TypeFlags.Intersection && checker.isTypeAssignableTo(type, checker.getNeverType());
}

function first(iterator, most) {
  const found = [];
  for (const value of iterator) { found.push(value); if (found.length >= most) break; }
  return found;
}

// Of each type P<n>_<m> in a file, in order: whether it can be assigned to the type J<n> there.
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
  const program = compile(question.files);
  if (question.assigned) return { verdicts: verdicts(program, question.assigned) };
  const errors = [];
  // In the order of the program, as tsc does: a file may have errors that only the check of one
  // that it imports finds, such as that of an interface to which it adds a property.
  const places = new Map(program.getSourceFiles().map((file, place) => [file, place]));
  const place = (path) => places.get(program.getSourceFile(path));
  for (const path of [...question.checked].sort((one, other) => place(one) - place(other))) {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    for (const error of found) {
      const line = error.start === undefined ? 0 : file.getLineAndCharacterOfPosition(error.start).line;
      errors.push([path, line, error.code, ts.flattenDiagnosticMessageText(error.messageText, "\n")]);
    }
  }
  const checker = program.getTypeChecker();
  const unevaluated = [];
  const unresolved = [];
  const samples = (question.samples ?? []).map(([path, name], number) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path));
    const symbol = module && checker.getExportsOfModule(module).find((found) => found.name === name);
    if (!symbol) return [];
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (type.intrinsicName === "error") unresolved.push(number);
    if (isUnevaluated(checker, type, new Set())) unevaluated.push(number);
    for (const depth of [3, 1, 0, -2]) {
      budget = LARGEST;
      try {
        return first(values(checker, type, depth, new Set()), MOST);
      } catch { /* flatter values are fewer */ }
    }
    return [];
  });
  return { errors, samples, unevaluated, unresolved };
}

// The compiler may not come to an end with a type that contains itself, and run out of its stack.
function answerOrOverflow(question) {
  try {
    return answer(question);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { overflow: true };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answerOrOverflow(JSON.parse(line)))}\n`);
}
