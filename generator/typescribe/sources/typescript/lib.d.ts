// The types of TypeScript's own library that JSON can carry, as they are in JSON.
interface Error { name: string; message: string; stack?: string; cause?: unknown }
interface EvalError extends Error {}
interface RangeError extends Error {}
interface ReferenceError extends Error {}
interface SyntaxError extends Error {}
interface TypeError extends Error {}
interface URIError extends Error {}
interface AggregateError extends Error { errors: unknown[] }
interface ArrayLike<T> { length: number; [key: number]: T }
type PropertyKey = string | number;
type Awaited<T> = T;
type NoInfer<T> = T;
